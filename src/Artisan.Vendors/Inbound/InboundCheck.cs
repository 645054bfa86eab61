using System.Security.Cryptography;
using System.Text;

namespace Artisan.Vendors.Inbound;

/// <summary>What verifying has in common, whoever sends.</summary>
internal static class InboundCheck
{
    private const int FewestCharacters = 16;
    private const int MostCharacters = 200;

    /// <summary>How old a signed message may be, and how far ahead of our clock.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Whether two texts are the same, compared in constant time.</summary>
    public static bool Same(string expected, string? sent) => sent is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(sent));

    /// <summary>What is wrong with a secret that somebody else made.</summary>
    public static string? Problem(string secret) => secret.Length is >= FewestCharacters and <= MostCharacters ? null : "A secret has 16 to 200 characters: a shorter one could be guessed.";

    /// <summary>The same short name for a long one.</summary>
    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
