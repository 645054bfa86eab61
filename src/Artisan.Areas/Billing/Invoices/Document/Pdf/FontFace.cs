using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace Artisan.Areas.Billing.Invoices.Pdf;

/// <summary>A TrueType font that comes with the program: a server has none of its own, and the same one gives the same document everywhere.</summary>
internal sealed class FontFace
{
    // What a viewer needs to draw glyphs by their numbers.
    private static readonly string[] Kept = ["cvt ", "fpgm", "head", "hhea", "hmtx", "maxp", "prep"];

    private static readonly ConcurrentDictionary<string, FontFace> Loaded = new();

    private readonly FontTables _tables;
    private readonly Dictionary<int, ushort> _glyphs;
    private readonly int _unitsPerEm;
    private readonly int _metrics;
    private readonly bool _longOffsets;

    private FontFace(string name, byte[] file)
    {
        (Name, _tables) = (name, new FontTables(file));
        var head = _tables["head"].Span;
        var hhea = _tables["hhea"].Span;
        _unitsPerEm = FontTables.U16(head, 18);
        _longOffsets = FontTables.U16(head, 50) == 1;
        _metrics = FontTables.U16(hhea, 34);
        (Ascent, Descent) = (Scaled(FontTables.S16(hhea, 4)), Scaled(FontTables.S16(hhea, 6)));
        Box = [.. Enumerable.Range(0, 4).Select(i => Scaled(FontTables.S16(_tables["head"].Span, 36 + (2 * i))))];
        _glyphs = Characters();
    }

    /// <summary>Its PostScript name.</summary>
    public string Name { get; }

    /// <summary>How high it goes, in thousandths of its size.</summary>
    public int Ascent { get; }

    /// <summary>How low it goes; negative.</summary>
    public int Descent { get; }

    /// <summary>The box that holds every glyph.</summary>
    public IReadOnlyList<int> Box { get; }

    /// <summary>The font of a file in the assembly; read once.</summary>
    public static FontFace Load(string name) => Loaded.GetOrAdd(name, static name =>
    {
        using var resource = typeof(FontFace).Assembly.GetManifestResourceStream($"{name}.ttf")!;
        var file = new byte[resource.Length];
        resource.ReadExactly(file);
        return new FontFace(name, file);
    });

    /// <summary>The glyph of a character; 0, the box of the missing, where the font has none.</summary>
    public ushort Glyph(int character) => _glyphs.GetValueOrDefault(character);

    /// <summary>How wide a glyph is, in thousandths of the size.</summary>
    public int Width(ushort glyph) => Scaled(FontTables.U16(_tables["hmtx"].Span, 4 * Math.Min(glyph, _metrics - 1)));

    /// <summary>The font with the outlines of these glyphs only, under their old numbers.</summary>
    public byte[] Subset(IEnumerable<ushort> glyphs)
    {
        var wanted = new SortedSet<ushort>(glyphs) { 0 };
        foreach (var glyph in wanted.ToList()) AddParts(glyph, wanted);

        var count = FontTables.U16(_tables["maxp"].Span, 4);
        using var outlines = new MemoryStream();
        var offsets = new byte[4 * (count + 1)];
        for (var glyph = 0; glyph < count; glyph++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(offsets.AsSpan(4 * glyph), (uint)outlines.Length);
            if (wanted.Contains((ushort)glyph)) outlines.Write(Outline((ushort)glyph).Span);
            while (outlines.Length % 4 != 0) outlines.WriteByte(0);
        }

        BinaryPrimitives.WriteUInt32BigEndian(offsets.AsSpan(4 * count), (uint)outlines.Length);
        var tables = Kept.Where(_tables.Has).ToDictionary(tag => tag, tag => _tables[tag].ToArray());
        BinaryPrimitives.WriteUInt16BigEndian(tables["head"].AsSpan(50), 1);
        (tables["glyf"], tables["loca"]) = (outlines.ToArray(), offsets);
        return FontTables.Write(tables);
    }

    // A glyph such as é is made of others, which must come along.
    private void AddParts(ushort glyph, SortedSet<ushort> wanted)
    {
        const int wordArguments = 0x1, scale = 0x8, more = 0x20, twoScales = 0x40, matrix = 0x80;
        var outline = Outline(glyph).Span;
        if (outline.Length == 0 || FontTables.S16(outline, 0) >= 0) return;
        for (var (at, flags) = (10, more); (flags & more) != 0;)
        {
            flags = FontTables.U16(outline, at);
            var part = FontTables.U16(outline, at + 2);
            if (wanted.Add(part)) AddParts(part, wanted);
            at += 4 + ((flags & wordArguments) != 0 ? 4 : 2) + ((flags & scale) != 0 ? 2 : (flags & twoScales) != 0 ? 4 : (flags & matrix) != 0 ? 8 : 0);
        }
    }

    private ReadOnlyMemory<byte> Outline(ushort glyph)
    {
        var loca = _tables["loca"].Span;
        var (from, to) = _longOffsets
            ? ((int)FontTables.U32(loca, 4 * glyph), (int)FontTables.U32(loca, 4 * (glyph + 1)))
            : (2 * FontTables.U16(loca, 2 * glyph), 2 * FontTables.U16(loca, 2 * (glyph + 1)));
        return _tables["glyf"][from..to];
    }

    // Of the tables from characters to glyphs the one of all Unicode (format 12).
    private Dictionary<int, ushort> Characters()
    {
        var cmap = _tables["cmap"].Span;
        var glyphs = new Dictionary<int, ushort>();
        for (var i = 0; i < FontTables.U16(cmap, 2); i++)
        {
            var table = cmap[(int)FontTables.U32(cmap, 8 + (8 * i))..];
            if (FontTables.U16(table, 0) != 12) continue;
            for (var group = 0; group < FontTables.U32(table, 12); group++)
            {
                var entry = table[(16 + (12 * group))..];
                var (first, last, glyph) = ((int)FontTables.U32(entry, 0), (int)FontTables.U32(entry, 4), FontTables.U32(entry, 8));
                for (var character = first; character <= last; character++) glyphs[character] = (ushort)(glyph + (character - first));
            }
        }

        return glyphs;
    }

    private int Scaled(int units) => (int)Math.Round(units * 1000m / _unitsPerEm, MidpointRounding.AwayFromZero);
}
