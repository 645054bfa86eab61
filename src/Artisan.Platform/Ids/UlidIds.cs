using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Artisan.Platform.Ids;

/// <summary>Identifiers by the ULID specification (48 bits of milliseconds, 80 random bits), written in lower case.</summary>
public sealed class UlidIds(TimeProvider clock) : IIds
{
    private const int RandomLength = 10;
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private static readonly System.Buffers.SearchValues<char> Characters = System.Buffers.SearchValues.Create(Alphabet);

    public string New(string prefix) => $"{prefix}_{Ulid()}";

    public string Ulid()
    {
        Span<byte> random = stackalloc byte[RandomLength];
        RandomNumberGenerator.Fill(random);
        return Of(clock.GetUtcNow(), random);
    }

    /// <summary>The ULID of something that another service named: always the same for the same name and instant.</summary>
    public static string Of(DateTimeOffset at, string name) => Of(at, SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, RandomLength));

    private static string Of(DateTimeOffset at, ReadOnlySpan<byte> rest)
    {
        Span<byte> bytes = stackalloc byte[16];
        rest.CopyTo(bytes[^RandomLength..]);
        var milliseconds = at.ToUnixTimeMilliseconds();
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)(milliseconds >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], (uint)milliseconds);
        return Text(BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    private static string Text(UInt128 value) => string.Create(26, value, static (text, rest) =>
    {
        for (var i = 25; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(rest & 31)];
            rest >>= 5;
        }
    });

    /// <summary>The instant at which a ULID was made, to the millisecond.</summary>
    /// <exception cref="ArgumentException">The text is not a ULID.</exception>
    public static DateTimeOffset TimeOf(string ulid)
    {
        if (ulid.Length != 26 || ulid[0] > '7' || ulid.AsSpan().IndexOfAnyExcept(Characters) >= 0) throw new ArgumentException("Not a ULID.", nameof(ulid));
        return DateTimeOffset.FromUnixTimeMilliseconds(ulid.AsSpan(0, 10).ToArray().Aggregate(0L, (all, c) => (all << 5) | (long)Alphabet.IndexOf(c, StringComparison.Ordinal)));
    }

    /// <summary>The smallest ULID of an instant: every one made before it is smaller, every one made then or later is not.</summary>
    public static string FirstOf(DateTimeOffset at) => Text((UInt128)at.ToUnixTimeMilliseconds() << 80);

    /// <summary>Whether a text has the form <c>{prefix}_{ulid}</c>; anything else cannot name a record and is refused before it becomes a key.</summary>
    public static bool IsId(string? text, string prefix) =>
        text is not null && text.Length == prefix.Length + 27 && text.StartsWith(prefix, StringComparison.Ordinal) && text[prefix.Length] == '_'
        && text.AsSpan(prefix.Length + 1).IndexOfAnyExcept(Characters) < 0;
}
