using System.Security.Cryptography;
using Artisan.Value.Ledger;

namespace Artisan.Value.Tests.Ledger;

/// <summary>RFC 6962 word for word, recursive over D[from:to], sharing no code with what it is compared to; it only remembers what it hashed.</summary>
internal sealed class NaiveTree(IReadOnlyList<byte[]> leaves)
{
    private readonly Dictionary<(int, int), byte[]> _known = [];

    public byte[] Root(int from, int to)
    {
        if (!_known.TryGetValue((from, to), out var hash))
        {
            var k = K(to - from);
            _known[(from, to)] = hash = (to - from) switch
            {
                0 => SHA256.HashData([]),
                1 => SHA256.HashData([0, .. leaves[from]]),
                _ => SHA256.HashData([1, .. Root(from, from + k), .. Root(from + k, to)]),
            };
        }

        return hash;
    }

    public List<byte[]> Path(int m, int from, int to)
    {
        if (to - from == 1)
        {
            return [];
        }

        var k = K(to - from);
        return m < k
            ? [.. Path(m, from, from + k), Root(from + k, to)]
            : [.. Path(m - k, from + k, to), Root(from, from + k)];
    }

    public List<byte[]> Proof(int m, int from, int to, bool b = true)
    {
        if (m == to - from)
        {
            return b ? [] : [Root(from, to)];
        }

        var k = K(to - from);
        return m <= k
            ? [.. Proof(m, from, from + k, b), Root(from + k, to)]
            : [.. Proof(m - k, from + k, to, false), Root(from, from + k)];
    }

    public static List<byte[]> Leaves(int count) => [.. Enumerable.Range(0, count).Select(i => BitConverter.GetBytes(i * 31))];

    public static List<MerkleHash> Hashes(IEnumerable<byte[]> hashes) => [.. hashes.Select(h => new MerkleHash(h))];

    private static int K(int n)
    {
        var k = 1;
        while (k * 2 < n)
        {
            k *= 2;
        }

        return k;
    }
}
