using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Artisan.Areas.Support.Model;

/// <summary>
/// Which files may be attached. Both must say the same: the ending of the name, and the content itself. Nothing that a browser would run and nothing that
/// unfolds into something else is among them.
/// </summary>
internal static class AttachmentTypes
{
    /// <summary>What is allowed, in words.</summary>
    public const string Words = "PNG, JPEG, GIF and WebP images, PDF, and text in UTF-8 (txt, log, csv, json)";

    /// <summary>How text is served, whatever its ending.</summary>
    public const string Text = "text/plain; charset=utf-8";

    private const int MostRunes = 80;

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF];

    /// <summary>The media type of a file by its name and content; null where they disagree or the kind is not allowed.</summary>
    public static string? Of(string name, ReadOnlySpan<byte> content) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".png" when content.StartsWith(Png) => "image/png",
        ".jpg" or ".jpeg" when content.StartsWith(Jpeg) => "image/jpeg",
        ".gif" when content.StartsWith("GIF87a"u8) || content.StartsWith("GIF89a"u8) => "image/gif",
        ".webp" when content.Length >= 12 && content.StartsWith("RIFF"u8) && content[8..12].SequenceEqual("WEBP"u8) => "image/webp",
        ".pdf" when content.StartsWith("%PDF-"u8) => "application/pdf",
        ".txt" or ".log" or ".csv" or ".json" when IsText(content) => Text,
        _ => null,
    };

    /// <summary>The name of a file as we keep it: without path, control characters and what names of files must not hold, at most 80 characters before its ending.</summary>
    public static string NameOf(string? given)
    {
        var bare = (given ?? "").Split('/', '\\')[^1];
        var clean = new StringBuilder(bare.Length);
        foreach (var rune in bare.EnumerateRunes().Where(IsHarmless)) clean.Append(rune.ToString());
        var name = clean.ToString().Trim(' ', '.');
        var ending = Path.GetExtension(name);
        if (ending.Length > 10) ending = "";
        var stem = string.Concat(name[..^ending.Length].EnumerateRunes().Take(MostRunes));
        return stem.Length + ending.Length == 0 ? "file" : stem + ending;
    }

    private static bool IsHarmless(Rune rune) =>
        rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && !(rune.IsAscii && "<>:\"|?*;".Contains((char)rune.Value, StringComparison.Ordinal));

    private static bool IsText(ReadOnlySpan<byte> content) => Utf8.IsValid(content) && content.IndexOfAnyInRange((byte)0, (byte)8) < 0 && content.IndexOfAnyInRange((byte)14, (byte)31) < 0;
}
