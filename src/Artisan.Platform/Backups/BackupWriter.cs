using System.IO.Compression;
using System.Security.Cryptography;
using Artisan.Azure.Tables;

namespace Artisan.Platform.Backups;

/// <summary>Writes rows into files of a set size, compressed in memory one at a time.</summary>
internal sealed class BackupWriter(BackupFiles files, BackupPart part, string step, int fileBytes) : IDisposable
{
    private readonly List<BackupFile> _written = [];
    private readonly MemoryStream _buffer = new();
    private GZipStream? _lines;
    private long _rows;
    private long _bytes;

    public async Task AddAsync(TableEntity row, CancellationToken ct)
    {
        var line = TableEntityJson.Write(row);
        _lines ??= new GZipStream(_buffer, CompressionLevel.Fastest, leaveOpen: true);
        _lines.Write(line);
        _lines.WriteByte((byte)'\n');
        (_rows, _bytes) = (_rows + 1, _bytes + line.Length + 1);
        if (_bytes >= fileBytes) await FlushAsync(ct);
    }

    /// <summary>Writes what is left, and last the list of the files.</summary>
    public async Task FinishAsync(CancellationToken ct)
    {
        await FlushAsync(ct);
        await files.WriteAsync(part.Backup, part.Table, step, new BackupStep(_written), ct);
    }

    public void Dispose()
    {
        _lines?.Dispose();
        _buffer.Dispose();
    }

    private async Task FlushAsync(CancellationToken ct)
    {
        if (_lines is null) return;
        await _lines.DisposeAsync();
        var content = _buffer.ToArray();
        var name = BackupFiles.FileName(step, _written.Count);
        await files.WriteRowsAsync(part.Backup, part.Table, name, content, ct);
        _written.Add(new BackupFile(name, _rows, Convert.ToHexStringLower(SHA256.HashData(content))));
        _buffer.SetLength(0);
        (_lines, _rows, _bytes) = (null, 0, 0);
    }
}
