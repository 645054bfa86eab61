using System.Globalization;
using System.Text;

namespace Artisan.Areas.Billing.Invoices.Pdf;

/// <summary>A font in a document: it remembers which glyphs are used, and only those are embedded.</summary>
internal sealed class PdfFont(FontFace face, string key)
{
    private readonly SortedDictionary<ushort, int> _used = [];

    /// <summary>Its name within pages.</summary>
    public string Key => key;

    /// <summary>How wide a text is at a size, in points.</summary>
    public decimal Measure(string text, decimal size) => text.EnumerateRunes().Sum(r => face.Width(face.Glyph(r.Value))) * size / 1000;

    /// <summary>A text as the hexadecimal numbers of its glyphs.</summary>
    public string Encode(string text)
    {
        var hex = new StringBuilder(text.Length * 4);
        foreach (var rune in text.EnumerateRunes())
        {
            var glyph = face.Glyph(rune.Value);
            _used[glyph] = rune.Value;
            hex.Append(glyph.ToString("X4", CultureInfo.InvariantCulture));
        }

        return hex.ToString();
    }

    /// <summary>Adds the font to a file; answers its object.</summary>
    public int Write(PdfFile file)
    {
        // Viewers tell subsets apart by six letters before the name.
        var name = $"ARTISN+{face.Name}";
        var program = file.Stream(face.Subset(_used.Keys), "");
        var descriptor = file.Add(
            $"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{string.Join(' ', face.Box)}] /ItalicAngle 0 /Ascent {face.Ascent} /Descent {face.Descent} /CapHeight {face.Ascent} /StemV 80 /FontFile2 {program} 0 R >>");
        var widths = string.Join(' ', _used.Keys.Select(glyph => string.Create(CultureInfo.InvariantCulture, $"{glyph} [{face.Width(glyph)}]")));
        var descendant = file.Add(
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R /W [{widths}] /CIDToGIDMap /Identity >>");
        var unicode = file.Stream(Encoding.ASCII.GetBytes(ToUnicode()), "");
        return file.Add($"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {unicode} 0 R >>");
    }

    // By this a reader finds and copies text.
    private string ToUnicode()
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Artisan def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        foreach (var chunk in _used.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{chunk.Length} beginbfchar\n");
            foreach (var (glyph, character) in chunk) map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(new Rune(character).ToString()))}>\n");
            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }
}

/// <summary>What stands on a page; positions are in points from its upper left corner.</summary>
internal sealed class PdfPage
{
    /// <summary>The height of A4.</summary>
    public const decimal Height = 842;

    /// <summary>The width of A4.</summary>
    public const decimal Width = 595;

    private readonly StringBuilder _content = new();

    /// <summary>A text whose base line begins there.</summary>
    public void Text(PdfFont font, decimal size, string text, decimal x, decimal y, string grey) =>
        _content.Append(CultureInfo.InvariantCulture, $"BT {grey} g /{font.Key} {N(size)} Tf {N(x)} {N(Height - y)} Td <{font.Encode(text)}> Tj ET\n");

    /// <summary>A filled rectangle.</summary>
    public void Fill(decimal x, decimal y, decimal width, decimal height, string grey) => _content.Append(CultureInfo.InvariantCulture, $"{grey} g {N(x)} {N(Height - y - height)} {N(width)} {N(height)} re f\n");

    public byte[] Content() => Encoding.ASCII.GetBytes(_content.ToString());

    private static string N(decimal value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
