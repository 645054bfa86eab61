using System.Buffers.Text;

namespace Artisan.Value.Ledger;

/// <summary>Base64 with exactly one spelling per value: no blanks, full padding (or none in the URL form), unused bits zero.</summary>
public static class StrictBase64
{
    /// <summary>The standard alphabet with padding.</summary>
    public static bool TryDecode(string? text, out byte[] bytes)
    {
        bytes = [];
        if (text is null || text.Length % 4 != 0)
        {
            return false;
        }

        var buffer = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64String(text, buffer, out var length) || Convert.ToBase64String(buffer, 0, length) != text)
        {
            return false;
        }

        bytes = buffer[..length];
        return true;
    }

    /// <summary>The URL alphabet without padding (RFC 7515).</summary>
    public static bool TryDecodeUrl(string? text, out byte[] bytes)
    {
        bytes = [];
        if (text is null || !Base64Url.IsValid(text))
        {
            return false;
        }

        var decoded = Base64Url.DecodeFromChars(text);
        if (Base64Url.EncodeToString(decoded) != text)
        {
            return false;
        }

        bytes = decoded;
        return true;
    }

    public static string EncodeUrl(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
