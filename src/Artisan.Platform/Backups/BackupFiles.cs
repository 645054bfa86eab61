using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Artisan.Azure;
using Artisan.Azure.Blobs;
using Artisan.Azure.Tables;
using Microsoft.Extensions.Options;

namespace Artisan.Platform.Backups;

/// <summary>A finished backup. It is written last: a backup without it is not finished and is never restored.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="StartedAt">When it began; whatever was written later may be missing.</param>
/// <param name="Previous">The backup that an incremental one goes on from.</param>
/// <param name="Tables">The steps of each table, in order.</param>
public sealed record BackupManifest(string Name, BackupKind Kind, DateTimeOffset StartedAt, string? Previous, IReadOnlyDictionary<string, IReadOnlyList<string>> Tables);

/// <summary>The files of one step of one table.</summary>
/// <param name="Files">In the order in which they were written.</param>
public sealed record BackupStep(IReadOnlyList<BackupFile> Files);

/// <summary>One file of rows.</summary>
/// <param name="Name">The blob, behind the backup's and the table's name.</param>
/// <param name="Rows">How many lines it has.</param>
/// <param name="Sha256">Of the compressed bytes, in hexadecimal.</param>
public sealed record BackupFile(string Name, long Rows, string Sha256);

/// <summary>
/// The blobs of backups: <c>{backup}/manifest.json</c>, <c>{backup}/{table}/{step}.json</c> and <c>{backup}/{table}/{step}-{file}.ndjson.gz</c>, one row a line.
/// </summary>
public sealed class BackupFiles(BlobServiceClient account, IOptions<BackupsOptions> options)
{
    private const string Manifest = "manifest.json";

    private readonly BlobContainerClient _container = (options.Value.ConnectionString is { Length: > 0 } elsewhere ? StorageClients.Create(elsewhere).Blobs : account).GetBlobContainerClient(options.Value.Container);

    internal Task CreateAsync(CancellationToken ct) => _container.CreateIfNotExistsAsync(ct);

    /// <summary>The finished backup of a name; null where there is none.</summary>
    public async Task<BackupManifest?> FindAsync(string name, CancellationToken ct)
    {
        try
        {
            return await ReadAsync($"{name}/{Manifest}", BackupsJson.Default.BackupManifest, ct);
        }
        catch (global::Azure.RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The finished backups, the oldest first.</summary>
    public async IAsyncEnumerable<BackupManifest> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var blob in _container.GetBlobsAsync(null, ct))
        {
            if (blob.Name.EndsWith("/" + Manifest, StringComparison.Ordinal) && await FindAsync(blob.Name[..^(Manifest.Length + 1)], ct) is { } found) yield return found;
        }
    }

    internal Task<BackupStep> StepAsync(string backup, string table, string step, CancellationToken ct) => ReadAsync($"{backup}/{table}/{step}.json", BackupsJson.Default.BackupStep, ct);

    internal async Task<byte[]> RowsAsync(string backup, string table, string file, CancellationToken ct) =>
        (await _container.GetBlobClient($"{backup}/{table}/{file}").DownloadContentAsync(cancellationToken: ct)).Value.Content.ToArray();

    /// <summary>All rows of a step.</summary>
    internal async Task<IReadOnlyList<TableEntity>> EntitiesAsync(string backup, string table, string step, CancellationToken ct)
    {
        var rows = new List<TableEntity>();
        foreach (var file in (await StepAsync(backup, table, step, ct)).Files)
        {
            await foreach (var (row, _) in ReadAsync(await RowsAsync(backup, table, file.Name, ct), ct)) rows.Add(row);
        }

        return rows;
    }

    /// <summary>The rows of a file, and how many characters each took.</summary>
    internal static async IAsyncEnumerable<(TableEntity Row, int Characters)> ReadAsync(byte[] file, [EnumeratorCancellation] CancellationToken ct)
    {
        using var lines = new StreamReader(new GZipStream(new MemoryStream(file), CompressionMode.Decompress));
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            using var json = JsonDocument.Parse(line);
            yield return (TableEntityJson.Read(json.RootElement), line.Length);
        }
    }

    internal Task WriteAsync(BackupManifest manifest, CancellationToken ct) => UploadAsync($"{manifest.Name}/{Manifest}", JsonSerializer.SerializeToUtf8Bytes(manifest, BackupsJson.Default.BackupManifest), ct);

    internal Task WriteAsync(string backup, string table, string step, BackupStep files, CancellationToken ct) =>
        UploadAsync($"{backup}/{table}/{step}.json", JsonSerializer.SerializeToUtf8Bytes(files, BackupsJson.Default.BackupStep), ct);

    internal Task WriteRowsAsync(string backup, string table, string file, byte[] rows, CancellationToken ct) => UploadAsync($"{backup}/{table}/{file}", rows, ct);

    /// <summary>Deletes the blobs of backups whose slot is older, but for those that a younger one goes on from.</summary>
    internal async Task<int> DeleteBeforeAsync(DateTimeOffset oldest, CancellationToken ct)
    {
        var (deleted, needed) = (0, await NeededAsync(oldest, ct));
        await foreach (var blob in _container.GetBlobsAsync(null, ct))
        {
            // Names order by time: the first one that is young enough ends it.
            if (BackupName.SlotOf(blob.Name) is not { } slot) continue;
            if (slot >= oldest) break;
            if (needed.Contains(blob.Name.Split('/')[0])) continue;
            await _container.GetBlobClient(blob.Name).DeleteIfExistsAsync(cancellationToken: ct);
            deleted++;
        }

        return deleted;
    }

    private async Task<HashSet<string>> NeededAsync(DateTimeOffset oldest, CancellationToken ct)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var young in ListAsync(ct))
        {
            if (BackupName.SlotOf(young.Name) < oldest) continue;
            for (var name = young.Previous; name is not null && needed.Add(name);) name = (await FindAsync(name, ct))?.Previous;
        }

        return needed;
    }

    internal static string FileName(string step, int number) => string.Create(CultureInfo.InvariantCulture, $"{step}-{number:D4}.ndjson.gz");

    private async Task UploadAsync(string name, byte[] content, CancellationToken ct) => await _container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), overwrite: true, ct);

    private async Task<T> ReadAsync<T>(string name, JsonTypeInfo<T> type, CancellationToken ct) =>
        JsonSerializer.Deserialize((await _container.GetBlobClient(name).DownloadContentAsync(cancellationToken: ct)).Value.Content, type) ?? throw new JsonException($"{name} is null.");
}

[JsonSerializable(typeof(BackupManifest))]
[JsonSerializable(typeof(BackupStep))]
[JsonSerializable(typeof(BackupPart))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
internal sealed partial class BackupsJson : JsonSerializerContext;
