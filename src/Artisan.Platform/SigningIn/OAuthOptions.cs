using System.ComponentModel.DataAnnotations;

namespace Artisan.Platform.SigningIn;

/// <summary>Sign-in with accounts of other companies; section <c>OAuth</c>. A provider without a client id is not offered.</summary>
public sealed class OAuthOptions
{
    /// <summary>Google's OpenID issuer; another one only in tests. Default <c>https://accounts.google.com/</c>.</summary>
    [Required]
    public Uri GoogleAuthority { get; set; } = new("https://accounts.google.com/");

    /// <summary>The client id that Google gave. Default none.</summary>
    public string? GoogleClientId { get; set; }

    /// <summary>The client secret that Google gave. Default none.</summary>
    public string? GoogleClientSecret { get; set; }

    /// <summary>Microsoft's OpenID issuer, with the tenants that may sign in; another one only in tests. Default <c>https://login.microsoftonline.com/common/v2.0/</c>.</summary>
    [Required]
    public Uri MicrosoftAuthority { get; set; } = new("https://login.microsoftonline.com/common/v2.0/");

    /// <summary>The application id that Microsoft gave. Default none.</summary>
    public string? MicrosoftClientId { get; set; }

    /// <summary>The client secret that Microsoft gave. Default none.</summary>
    public string? MicrosoftClientSecret { get; set; }
}
