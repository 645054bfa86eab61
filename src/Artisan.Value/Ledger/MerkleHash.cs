using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Artisan.Value.Ledger;

/// <summary>A SHA-256 value of the tree of RFC 6962: leaves and nodes are hashed under different first bytes, so neither can pass for the other.</summary>
public readonly record struct MerkleHash
{
    /// <summary>The length in bytes.</summary>
    public const int Size = 32;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    /// <summary>Takes exactly 32 bytes.</summary>
    public MerkleHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"A hash has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        }

        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The root of the tree without leaves: SHA-256 of nothing.</summary>
    public static MerkleHash Empty { get; } = new(SHA256.HashData([]));

    /// <summary>SHA-256(0x00, data).</summary>
    public static MerkleHash Leaf(ReadOnlySpan<byte> data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0]);
        hash.AppendData(data);
        Span<byte> result = stackalloc byte[Size];
        hash.GetHashAndReset(result);
        return new MerkleHash(result);
    }

    /// <summary>SHA-256(0x01, left, right).</summary>
    public static MerkleHash Node(MerkleHash left, MerkleHash right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * Size)];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Size)..]);
        Span<byte> result = stackalloc byte[Size];
        SHA256.HashData(input, result);
        return new MerkleHash(result);
    }

    /// <summary>Reads 64 lower-case hexadecimal digits, and nothing else.</summary>
    public static bool TryParseHex(string? text, out MerkleHash hash)
    {
        hash = default;
        if (text is not { Length: 2 * Size } || text.AsSpan().ContainsAnyExcept(HexDigits))
        {
            return false;
        }

        hash = new MerkleHash(Convert.FromHexString(text));
        return true;
    }

    /// <summary>Reads the one base64 spelling of 32 bytes.</summary>
    public static bool TryParseBase64(string? text, out MerkleHash hash)
    {
        hash = default;
        if (!StrictBase64.TryDecode(text, out var bytes) || bytes.Length != Size)
        {
            return false;
        }

        hash = new MerkleHash(bytes);
        return true;
    }

    public void CopyTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, _a);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(target[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(target[24..], _d);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    public string ToHex() => Convert.ToHexStringLower(ToArray());

    public string ToBase64() => Convert.ToBase64String(ToArray());

    public override string ToString() => ToHex();
}
