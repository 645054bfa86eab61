using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Artisan.Areas.Billing.Invoices.Pdf;

/// <summary>The objects of a PDF 1.7 file (ISO 32000-1) in the order in which they were added. Nothing in it depends on time or chance but what it is given.</summary>
internal sealed class PdfFile
{
    private readonly List<byte[]?> _objects = [];

    /// <summary>Keeps a number for an object that others name before it is there.</summary>
    public int Reserve()
    {
        _objects.Add(null);
        return _objects.Count;
    }

    /// <summary>Adds an object; answers its number.</summary>
    public int Add(string text)
    {
        _objects.Add(Encoding.ASCII.GetBytes(text));
        return _objects.Count;
    }

    /// <summary>Writes a reserved object.</summary>
    public void Set(int number, string text) => _objects[number - 1] = Encoding.ASCII.GetBytes(text);

    /// <summary>Adds a compressed stream; <paramref name="entries"/> are the entries of its dictionary beside the length.</summary>
    public int Stream(byte[] bytes, string entries)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zip.Write(bytes);
        using var all = new MemoryStream();
        all.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<< {entries} /Filter /FlateDecode /Length {packed.Length} /Length1 {bytes.Length} >>\nstream\n")));
        packed.WriteTo(all);
        all.Write("\nendstream"u8);
        _objects.Add(all.ToArray());
        return _objects.Count;
    }

    /// <summary>A text string as an object holds it, whatever its characters.</summary>
    public static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    /// <summary>An instant as an object holds it.</summary>
    public static string Date(DateTimeOffset at) => $"(D:{at.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}Z)";

    /// <summary>The file.</summary>
    /// <param name="root">The catalogue's number.</param>
    /// <param name="info">The number of what the file says about itself.</param>
    /// <param name="id">Names the document: hexadecimal, the same for the same contents.</param>
    public byte[] Save(int root, int info, string id)
    {
        using var file = new MemoryStream();
        void Write(string text) => file.Write(Encoding.ASCII.GetBytes(text));
        Write("%PDF-1.7\n");
        // Four bytes above 127 tell programs that the file is not text.
        file.Write([(byte)'%', 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
        var offsets = new List<long>();
        for (var i = 0; i < _objects.Count; i++)
        {
            offsets.Add(file.Length);
            Write(string.Create(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n"));
            file.Write(_objects[i] ?? throw new InvalidOperationException("A reserved object was not written."));
            Write("\nendobj\n");
        }

        var start = file.Length;
        Write(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {_objects.Count + 1}\n0000000000 65535 f \n"));
        foreach (var offset in offsets) Write(string.Create(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n"));
        Write(string.Create(CultureInfo.InvariantCulture, $"trailer\n<< /Size {_objects.Count + 1} /Root {root} 0 R /Info {info} 0 R /ID [<{id}> <{id}>] >>\nstartxref\n{start}\n%%EOF\n"));
        return file.ToArray();
    }
}
