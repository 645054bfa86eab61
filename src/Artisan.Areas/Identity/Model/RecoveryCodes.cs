using System.Security.Cryptography;

namespace Artisan.Areas.Identity.Model;

/// <summary>Codes for whoever lost his phone: ten of 80 random bits, each counts once; only hashes are stored.</summary>
internal static class RecoveryCodes
{
    private const int HowMany = 10;

    /// <summary>Ten new codes as they are shown, in groups of four characters.</summary>
    public static IReadOnlyList<string> Create() =>
        [.. Enumerable.Range(0, HowMany).Select(_ => string.Join('-', Totp.ToBase32(RandomNumberGenerator.GetBytes(10)).Chunk(4).Select(group => new string(group))))];

    /// <summary>The hash under which a code is kept; case, blanks and hyphens do not count.</summary>
    public static string Hash(string code) => SecretText.Hash(new string([.. code.Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant());
}
