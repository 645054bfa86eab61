using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Artisan.Areas.Receipts.Contracts;

/// <summary>
/// Receipt ids follow from what the receipt is of: the same workspace and idempotency key always give the same id, so that a repeated
/// calculation names the same receipt, and one row of the log serves both the check for repeats and the search by id.
/// </summary>
public static class ReceiptIds
{
    /// <summary>What receipt ids begin with.</summary>
    public const string Prefix = "rcp";

    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>The id of the receipt with this idempotency key: 128 bits of a SHA-256, written like every other id.</summary>
    public static string For(string workspaceId, string idempotencyKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(workspaceId);
        ArgumentException.ThrowIfNullOrEmpty(idempotencyKey);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{workspaceId}\n{idempotencyKey}"));
        return string.Create(Prefix.Length + 27, BinaryPrimitives.ReadUInt128BigEndian(hash), static (text, rest) =>
        {
            Prefix.CopyTo(text);
            text[Prefix.Length] = '_';
            for (var i = text.Length - 1; i > Prefix.Length; i--)
            {
                text[i] = Alphabet[(int)(rest & 31)];
                rest >>= 5;
            }
        });
    }
}
