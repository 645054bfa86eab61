using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Artisan.Areas.Workspaces.Contracts;

/// <summary>The ZIP file that an export becomes. Nothing of it is held in memory: entries are written one after another.</summary>
public sealed class ExportArchive : IAsyncDisposable
{
    private static readonly byte[] NewLine = [(byte)'\n'];

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);

    private ExportArchive(ZipArchive zip) => _zip = zip;

    /// <summary>How many lines each file of lines has.</summary>
    public IReadOnlyDictionary<string, long> Lines => _lines;

    /// <summary>Begins an archive in a stream, which stays open.</summary>
    public static async Task<ExportArchive> CreateAsync(Stream target, CancellationToken ct) => new(await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct));

    /// <summary>Writes a file of JSON lines, <c>{name}.jsonl</c>.</summary>
    public async Task LinesAsync<T>(string name, IAsyncEnumerable<T> items, JsonTypeInfo<T> type, CancellationToken ct)
    {
        var (count, path) = (0L, $"{name}.jsonl");
        await FileAsync(path, async file =>
        {
            await foreach (var item in items.WithCancellation(ct))
            {
                await JsonSerializer.SerializeAsync(file, item, type, ct);
                await file.WriteAsync(NewLine, ct);
                count++;
            }
        }, ct);
        _lines[path] = count;
    }

    /// <summary>Writes a file of any kind.</summary>
    public async Task FileAsync(string path, Func<Stream, Task> write, CancellationToken ct)
    {
        var file = await _zip.CreateEntry(path, CompressionLevel.Optimal).OpenAsync(ct);
        await using var _ = file.ConfigureAwait(false);
        await write(file);
    }

    /// <summary>Completes the file.</summary>
    public ValueTask DisposeAsync() => _zip.DisposeAsync();
}
