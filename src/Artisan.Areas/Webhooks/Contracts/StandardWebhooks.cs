using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Artisan.Platform.Sources;

namespace Artisan.Areas.Webhooks.Contracts;

/// <summary>Secrets and signatures by Standard Webhooks 1.0 (https://www.standardwebhooks.com), which receivers verify with its libraries.</summary>
public static class StandardWebhooks
{
    private const string Prefix = "whsec_";
    private const int SecretBytes = 32;
    private const int FewestBytes = 24;
    private const int MostBytes = 64;
    private const int LongestId = 200;
    private const int MostSignatures = 20;
    private const long LatestSecond = 253_402_300_799;
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>A new secret: 32 random bytes.</summary>
    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Whether a text is a secret of 24 to 64 bytes.</summary>
    public static bool IsSecret(string text)
    {
        var bytes = new byte[MostBytes];
        return text.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var length) && length >= FewestBytes;
    }

    /// <summary>Null where a message is signed with a secret, by any of its signatures, and at most five minutes old or early. What is no signature that we know is skipped.</summary>
    public static InboundRefusal? Verify(string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        if (id is not { Length: > 0 and <= LongestId } || id.Contains('.', StringComparison.Ordinal) || signatures is null) return InboundRefusal.BadSignature;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > LatestSecond) return InboundRefusal.BadSignature;
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        var expected = Encoding.UTF8.GetBytes(Sign(id, at, body, [secret]));
        var genuine = false;
        foreach (var signature in signatures.Split(' ').Take(MostSignatures)) genuine |= CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature));
        return !genuine ? InboundRefusal.BadSignature : (now - at).Duration() > Tolerance ? InboundRefusal.Stale : null;
    }

    /// <summary>The header <c>webhook-signature</c>: a signature with each secret, separated by blanks.</summary>
    /// <param name="id">The header <c>webhook-id</c>, the same at every attempt.</param>
    /// <param name="timestamp">The instant of the attempt; its Unix seconds are the header <c>webhook-timestamp</c>.</param>
    /// <param name="body">The very bytes that are sent.</param>
    /// <param name="secrets">The secrets, the present one first.</param>
    public static string Sign(string id, DateTimeOffset timestamp, ReadOnlySpan<byte> body, IEnumerable<string> secrets)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp.ToUnixTimeSeconds()}."));
        byte[] signed = [.. head, .. body];
        return string.Join(' ', secrets.Select(s => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(s[Prefix.Length..]), signed))));
    }
}
