using System.ComponentModel.DataAnnotations;

namespace Artisan.Areas.Identity;

/// <summary>How people sign in; section <c>Identity</c>.</summary>
public sealed class IdentityOptions
{
    /// <summary>Rounds of PBKDF2-HMAC-SHA512 for a password. Default and least 220,000, at most 5,000,000; older hashes are raised at the next sign-in.</summary>
    [Range(220_000, 5_000_000)]
    public int PasswordRounds { get; set; } = 220_000;

    /// <summary>Wrong passwords for one account before it must wait. Default 5, range 1 to 100.</summary>
    [Range(1, 100)]
    public int FreeTriesPerAccount { get; set; } = 5;

    /// <summary>Wrong passwords from one client address before it must wait, whatever the account. Default 30, range 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int FreeTriesPerClient { get; set; } = 30;

    /// <summary>The first wait in seconds; each further wrong password doubles it. Default 30, range 1 to 3,600.</summary>
    [Range(1, 3600)]
    public int FirstDelaySeconds { get; set; } = 30;

    /// <summary>The longest wait in seconds; nobody is locked out for longer. Default 900, range 1 to 86,400.</summary>
    [Range(1, 86_400)]
    public int LongestDelaySeconds { get; set; } = 900;

    /// <summary>Mails that anyone may cause to one address in an hour by registering it. Default 5, range 1 to 1,000.</summary>
    [Range(1, 1000)]
    public int MailsPerAddressPerHour { get; set; } = 5;

    /// <summary>Registrations and repeated mails that one client address may ask for in an hour. Default 200, range 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int MailsPerClientPerHour { get; set; } = 200;

    /// <summary>
    /// The header in which the proxy in front names the client's country by two letters, such as <c>CF-IPCountry</c> or <c>X-Azure-ClientCountry</c>; a sign-in from a new country is then told to its owner.
    /// Default empty: countries are not looked at. Set it only where the proxy overwrites what clients send.
    /// </summary>
    [StringLength(100), RegularExpression("^[A-Za-z0-9-]*$")]
    public string CountryHeader { get; set; } = "";

    /// <summary>API keys that a workspace may hold. Default 50, range 1 to 1,000.</summary>
    [Range(1, 1000)]
    public int KeysPerWorkspace { get; set; } = 50;
}
