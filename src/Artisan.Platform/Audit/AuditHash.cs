using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Artisan.Platform.Audit;

/// <summary>
/// The arithmetic of a chain. An entry's hash covers the one before, its place and a salted commitment to its body; so the body and its salt can be
/// destroyed when a workspace is erased, nothing can be guessed from what remains, and the chain still verifies.
/// </summary>
internal static class AuditHash
{
    /// <summary>Where a chain begins; names the chain, so that no chain passes for another.</summary>
    public static byte[] Genesis(string partition) => SHA256.HashData(Encoding.UTF8.GetBytes($"artisan-audit/v1|{partition}"));

    public static byte[] Commitment(byte[] salt, string body) => SHA256.HashData((byte[])[.. salt, .. Encoding.UTF8.GetBytes(body)]);

    public static byte[] Next(byte[] previous, long number, byte[] commitment)
    {
        Span<byte> data = stackalloc byte[72];
        previous.CopyTo(data);
        BinaryPrimitives.WriteInt64BigEndian(data[32..], number);
        commitment.CopyTo(data[40..]);
        return SHA256.HashData(data);
    }
}
