using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Artisan.Value.Tests.Building;

/// <summary>RSA keys that follow from a text, so that no private key has to be kept in the repository. Worthless outside tests: whoever knows the text has the key.</summary>
internal static class SeededRsa
{
    private const int PrimeBytes = 128;
    private static readonly BigInteger Exponent = 65_537;
    private static readonly int[] SmallPrimes = [.. Enumerable.Range(3, 4_000).Where(n => n % 2 == 1 && !Enumerable.Range(2, (int)Math.Sqrt(n) - 1).Any(d => n % d == 0))];

    public static RSA Create(string seed)
    {
        var (p, q) = (Prime(seed + "/p"), Prime(seed + "/q"));
        var d = Inverse(Exponent, (p - 1) * (q - 1));
        return RSA.Create(new RSAParameters
        {
            Modulus = Bytes(p * q, 2 * PrimeBytes),
            Exponent = [1, 0, 1],
            D = Bytes(d, 2 * PrimeBytes),
            P = Bytes(p, PrimeBytes),
            Q = Bytes(q, PrimeBytes),
            DP = Bytes(d % (p - 1), PrimeBytes),
            DQ = Bytes(d % (q - 1), PrimeBytes),
            InverseQ = Bytes(Inverse(q, p), PrimeBytes),
        });
    }

    /// <summary>The first probable prime from a place that the seed gives; the two highest bits are set, so that the product has all its bits.</summary>
    private static BigInteger Prime(string seed)
    {
        var bytes = Enumerable.Range(0, PrimeBytes / 32).SelectMany(n => SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{n}"))).ToArray();
        bytes[0] |= 0xC0;
        bytes[^1] |= 1;
        var start = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        var remainders = SmallPrimes.Select(s => (int)(start % s)).ToArray();
        for (var step = 0; ; step += 2)
        {
            var at = step;
            if (!SmallPrimes.Where((s, i) => (remainders[i] + at) % s == 0).Any() && start + step is var candidate && BigInteger.ModPow(3, candidate - 1, candidate).IsOne && candidate % Exponent != 1)
            {
                return candidate;
            }
        }
    }

    private static BigInteger Inverse(BigInteger value, BigInteger modulus)
    {
        var (r, next, x, nextX) = (modulus, value % modulus, BigInteger.Zero, BigInteger.One);
        while (!next.IsZero)
        {
            var quotient = r / next;
            (r, next, x, nextX) = (next, r - (quotient * next), nextX, x - (quotient * nextX));
        }

        return (x % modulus + modulus) % modulus;
    }

    private static byte[] Bytes(BigInteger value, int length)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - bytes.Length], .. bytes];
    }
}
