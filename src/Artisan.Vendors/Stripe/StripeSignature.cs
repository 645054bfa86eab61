using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Artisan.Platform.Payments;

namespace Artisan.Vendors.Stripe;

/// <summary>
/// Checks <c>Stripe-Signature: t=…,v1=…</c> on the bytes of a delivery: HMAC-SHA256 over the stamp, a dot and the body, by any of our secrets, compared in
/// constant time. Other schemes than <c>v1</c> count for nothing; a stamp more than five minutes off, either way, is stale.
/// </summary>
internal static class StripeSignature
{
    private const int MostSignatures = 20;

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Null where the delivery is signed as it must be.</summary>
    public static EventRefusal? Check(ReadOnlySpan<byte> body, string? header, IEnumerable<string> secrets, DateTimeOffset now)
    {
        if (Parse(header) is not { } parsed) return EventRefusal.BadSignature;
        var signed = new byte[parsed.Stamp.Length + 1 + body.Length];
        Encoding.ASCII.GetBytes(parsed.Stamp, signed);
        signed[parsed.Stamp.Length] = (byte)'.';
        body.CopyTo(signed.AsSpan(parsed.Stamp.Length + 1));

        var genuine = false;
        foreach (var secret in secrets)
        {
            var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed);
            foreach (var signature in parsed.Signatures) genuine |= CryptographicOperations.FixedTimeEquals(expected, signature);
        }

        if (!genuine) return EventRefusal.BadSignature;
        // Compared as numbers: a stamp may be any 64-bit number, which no date need hold.
        var off = (Int128)now.ToUnixTimeSeconds() - parsed.Seconds;
        return Int128.Abs(off) <= (Int128)Tolerance.TotalSeconds ? null : EventRefusal.Stale;
    }

    private static (string Stamp, long Seconds, List<byte[]> Signatures)? Parse(string? header)
    {
        string? stamp = null;
        var signatures = new List<byte[]>();
        foreach (var part in (header ?? "").Split(','))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) return null;
            var (name, value) = (part[..equals].Trim(), part[(equals + 1)..].Trim());
            if (name == "t")
            {
                if (stamp is not null) return null;
                stamp = value;
            }
            else if (name == "v1")
            {
                if (value.Length != 64 || !value.All(char.IsAsciiHexDigit) || signatures.Count == MostSignatures) return null;
                signatures.Add(Convert.FromHexString(value));
            }
        }

        if (stamp is null || signatures.Count == 0 || !long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return null;
        return (stamp, seconds, signatures);
    }
}
