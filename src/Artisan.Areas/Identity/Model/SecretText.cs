using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Artisan.Areas.Identity.Model;

/// <summary>Secrets that we hand out: 256 random bits, of which only the SHA-256 is stored.</summary>
internal static class SecretText
{
    /// <summary>43 characters.</summary>
    public const int Length = 43;

    /// <summary>A new secret.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Whether a text has the form of one.</summary>
    public static bool Looks(string? text) => text is { Length: Length } && Base64Url.IsValid(text);

    /// <summary>The hash under which it is kept.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));

    /// <summary>Whether a secret is the one of a hash, in constant time.</summary>
    public static bool Matches(string secret, string hash) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(secret)), Encoding.ASCII.GetBytes(hash));
}
