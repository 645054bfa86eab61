using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Artisan.EndToEnd.Tests;

/// <summary>An invoice's PDF as anybody's program may read it: the one file attached to it.</summary>
internal static partial class InvoiceFile
{
    /// <summary>The invoice as data.</summary>
    public static JsonNode ReadData(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        Assert.StartsWith("%PDF-", text, StringComparison.Ordinal);
        var entry = Attachment().Match(text);
        Assert.True(entry.Success, "The PDF has no file attached.");
        using var unpacked = new ZLibStream(new MemoryStream(pdf, entry.Index + entry.Length, int.Parse(entry.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)), CompressionMode.Decompress);
        return JsonNode.Parse(unpacked)!;
    }

    [GeneratedRegex(@"/Type /EmbeddedFile [^\n]*/Length (\d+)[^\n]*\nstream\n")]
    private static partial Regex Attachment();
}
