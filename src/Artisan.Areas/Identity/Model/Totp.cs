using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Artisan.Areas.Identity.Model;

/// <summary>Time-based one-time passwords (RFC 6238): HMAC-SHA-1, six digits, steps of 30 seconds, as every authenticator app makes them.</summary>
internal static class Totp
{
    public const int Digits = 6;
    private const int SecretLength = 20;
    private const int StepSeconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new secret of 160 bits.</summary>
    public static byte[] CreateSecret() => RandomNumberGenerator.GetBytes(SecretLength);

    /// <summary>The step that an instant is in.</summary>
    public static long Step(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step.</summary>
    public static string Code(ReadOnlySpan<byte> secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238: authenticator apps know no other; the security of HMAC-SHA-1 does not rest on collisions.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var offset = hash[^1] & 0xF;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[offset..]) & 0x7FFF_FFFF;
        return (number % (int)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>The step whose code this is, at most one before or after now and behind the last that was used; null where there is none.</summary>
    public static long? Match(ReadOnlySpan<byte> secret, string code, DateTimeOffset now, long lastStep)
    {
        long? found = null;
        var given = Encoding.ASCII.GetBytes(code);
        for (var step = Step(now) - 1; step <= Step(now) + 1; step++)
        {
            // All three are compared whichever matches: the time tells nothing.
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(secret, step)), given) && step > lastStep) found = step;
        }

        return found;
    }

    /// <summary>Bytes in the alphabet that people can type (RFC 4648), without padding.</summary>
    public static string ToBase32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 + 4) / 5);
        var (buffer, bits) = (0, 0);
        foreach (var b in bytes)
        {
            (buffer, bits) = (buffer << 8 | b, bits + 8);
            for (; bits >= 5; bits -= 5) text.Append(Base32[buffer >> (bits - 5) & 31]);
            buffer &= (1 << bits) - 1;
        }

        if (bits > 0) text.Append(Base32[buffer << (5 - bits) & 31]);
        return text.ToString();
    }

    /// <summary>The address that authenticator apps read from the picture.</summary>
    public static string Uri(ReadOnlySpan<byte> secret, string account) =>
        $"otpauth://totp/Artisan:{System.Uri.EscapeDataString(account)}?secret={ToBase32(secret)}&issuer=Artisan&algorithm=SHA1&digits=6&period=30";
}
