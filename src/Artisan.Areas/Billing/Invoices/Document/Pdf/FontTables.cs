using System.Buffers.Binary;
using System.Text;

namespace Artisan.Areas.Billing.Invoices.Pdf;

/// <summary>The tables of a TrueType font file, read and put together again.</summary>
internal sealed class FontTables(ReadOnlyMemory<byte> file)
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _tables = Enumerable.Range(0, U16(file.Span, 4)).Select(i => file.Slice(12 + (16 * i), 16))
        .ToDictionary(e => Encoding.ASCII.GetString(e.Span[..4]), e => file.Slice((int)U32(e.Span, 8), (int)U32(e.Span, 12)), StringComparer.Ordinal);

    public ReadOnlyMemory<byte> this[string tag] => _tables[tag];

    public bool Has(string tag) => _tables.ContainsKey(tag);

    /// <summary>A font file of these tables, in the order of their tags, with their check sums.</summary>
    public static byte[] Write(IReadOnlyDictionary<string, byte[]> tables)
    {
        var (count, offset) = (tables.Count, 12 + (16 * tables.Count));
        var file = new byte[offset + tables.Values.Sum(t => Padded(t.Length))];
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        var power = 1 << (int)Math.Log2(count);
        Put(file, 4, count, power * 16, (int)Math.Log2(power), (count - power) * 16);
        foreach (var ((tag, table), index) in tables.OrderBy(t => t.Key, StringComparer.Ordinal).Select((t, i) => (t, i)))
        {
            var entry = file.AsSpan(12 + (16 * index), 16);
            table.CopyTo(file, offset);
            Encoding.ASCII.GetBytes(tag, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], CheckSum(file.AsSpan(offset, Padded(table.Length))));
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], offset);
            BinaryPrimitives.WriteInt32BigEndian(entry[12..], table.Length);
            offset += Padded(table.Length);
        }

        return file;
    }

    public static ushort U16(ReadOnlySpan<byte> span, int at) => BinaryPrimitives.ReadUInt16BigEndian(span[at..]);

    public static short S16(ReadOnlySpan<byte> span, int at) => BinaryPrimitives.ReadInt16BigEndian(span[at..]);

    public static uint U32(ReadOnlySpan<byte> span, int at) => BinaryPrimitives.ReadUInt32BigEndian(span[at..]);

    private static void Put(byte[] file, int at, params ReadOnlySpan<int> values)
    {
        foreach (var value in values)
        {
            BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(at), (ushort)value);
            at += 2;
        }
    }

    private static int Padded(int length) => (length + 3) & ~3;

    private static uint CheckSum(ReadOnlySpan<byte> table)
    {
        uint sum = 0;
        for (var i = 0; i < table.Length; i += 4) sum += U32(table, i);
        return sum;
    }
}
