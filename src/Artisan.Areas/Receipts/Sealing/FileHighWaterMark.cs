using System.Runtime.CompilerServices;
using Artisan.Value.Ledger;

namespace Artisan.Areas.Receipts.Sealing;

/// <summary>Records signed checkpoints as files beside the local signing key: what is recorded is on disk and is never overwritten.</summary>
internal sealed class FileHighWaterMark(string folder) : ISignedHighWaterMark
{
    public async Task<SignedMark?> HighestAsync(string workspaceId, CancellationToken ct)
    {
        var place = FolderOf(workspaceId);
        if (!Directory.Exists(place)) return null;
        var name = Directory.EnumerateFiles(place, "*.checkpoint").Select(Path.GetFileName).Min(StringComparer.Ordinal);
        return name is null ? null : new SignedMark(MarkNames.EpochOf(name), MarkNames.Read(await File.ReadAllTextAsync(Path.Combine(place, name), ct)));
    }

    public async Task<SignedCheckpoint> RecordAsync(string workspaceId, int epoch, SignedCheckpoint signed, CancellationToken ct)
    {
        var place = FolderOf(workspaceId);
        Directory.CreateDirectory(place);
        var path = Path.Combine(place, MarkNames.Of(epoch, signed.Checkpoint.Size));
        var draft = Path.Combine(place, "." + Path.GetRandomFileName());
        try
        {
            var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await using (stream.ConfigureAwait(false))
            {
                await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(MarkNames.Write(signed)), ct);
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: false);
            return signed;
        }
        catch (IOException) when (File.Exists(path))
        {
            return MarkNames.Read(await File.ReadAllTextAsync(path, ct));
        }
        finally
        {
            File.Delete(draft);
        }
    }

    public async IAsyncEnumerable<SignedCheckpoint> DescendingAsync(string workspaceId, int epoch, [EnumeratorCancellation] CancellationToken ct)
    {
        var place = FolderOf(workspaceId);
        if (!Directory.Exists(place)) yield break;
        foreach (var path in Directory.EnumerateFiles(place, MarkNames.Prefix(epoch) + "*.checkpoint").Order(StringComparer.Ordinal))
        {
            yield return MarkNames.Read(await File.ReadAllTextAsync(path, ct));
        }
    }

    private string FolderOf(string workspaceId) => Path.Combine(folder, workspaceId);
}
