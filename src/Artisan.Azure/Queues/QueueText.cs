using System.Text;

namespace Artisan.Azure.Queues;

/// <summary>Message texts travel as base64, always: any character passes, and the Functions host expects it.</summary>
internal static class QueueText
{
    public const int MaxBytes = 40 * 1024;

    public static string Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > MaxBytes) throw new ArgumentException($"A queue message holds at most 40 KiB ({MaxBytes} bytes) of text, this one {bytes.Length}. Put the body into a blob and its name into the message.", nameof(text));
        return Convert.ToBase64String(bytes);
    }

    /// <summary>A message that somebody put by hand without base64 is given as it stands, so that it can be handled as the poison it may be.</summary>
    public static string Decode(string encoded)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(encoded));
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return encoded;
        }
    }
}
