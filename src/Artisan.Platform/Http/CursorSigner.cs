using System.Security.Cryptography;
using System.Text;
using Artisan.Platform.Access;

namespace Artisan.Platform.Http;

/// <summary>Signs cursors, so that a caller can neither read beyond a list nor use one list's cursor on another.</summary>
public sealed class CursorSigner(IKeyRing keys)
{
    private const int MacLength = 16;

    /// <summary>The cursor for what follows a row key in a list.</summary>
    public string Sign(string list, string rowKey)
    {
        var text = Encoding.UTF8.GetBytes(rowKey);
        return System.Buffers.Text.Base64Url.EncodeToString([.. Mac(keys.Get(KeyPurpose.Cursors).Current, list, text), .. text]);
    }

    /// <summary>Reads a cursor back; false where it was not signed for this list.</summary>
    public bool TryRead(string list, string cursor, out string? rowKey)
    {
        rowKey = null;
        if (cursor.Length is 0 or > 2000 || !System.Buffers.Text.Base64Url.IsValid(cursor)) return false;
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(cursor);
        if (bytes.Length < MacLength) return false;
        var text = bytes.AsSpan(MacLength).ToArray();
        if (!keys.Get(KeyPurpose.Cursors).All.Any(key => CryptographicOperations.FixedTimeEquals(Mac(key, list, text), bytes.AsSpan(0, MacLength)))) return false;
        rowKey = Encoding.UTF8.GetString(text);
        return true;
    }

    private static byte[] Mac(byte[] key, string list, byte[] text) => HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes(list), 0, .. text])[..MacLength];
}
