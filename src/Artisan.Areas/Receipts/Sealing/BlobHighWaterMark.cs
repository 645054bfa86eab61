using System.Runtime.CompilerServices;
using Artisan.Azure.Blobs;
using Artisan.Value.Ledger;

namespace Artisan.Areas.Receipts.Sealing;

/// <summary>Records signed checkpoints as blobs that are only ever created; with an immutability policy on the container nobody can change or delete them.</summary>
internal sealed class BlobHighWaterMark(BlobServiceClient blobs, string containerName) : ISignedHighWaterMark
{
    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(containerName);

    public async Task<SignedMark?> HighestAsync(string workspaceId, CancellationToken ct)
    {
        await foreach (var (name, signed) in ReadAsync(workspaceId, "", 1, ct)) return new SignedMark(MarkNames.EpochOf(name), signed);
        return null;
    }

    public async Task<SignedCheckpoint> RecordAsync(string workspaceId, int epoch, SignedCheckpoint signed, CancellationToken ct)
    {
        var blob = _container.GetBlobClient($"{workspaceId}/{MarkNames.Of(epoch, signed.Checkpoint.Size)}");
        var content = BinaryData.FromString(MarkNames.Write(signed));
        try
        {
            await blob.UploadAsync(content, overwrite: false, ct);
            return signed;
        }
        catch (global::Azure.RequestFailedException e) when (e is { Status: 404, ErrorCode: "ContainerNotFound" })
        {
            await _container.CreateIfNotExistsAsync(ct);
            return await RecordAsync(workspaceId, epoch, signed, ct);
        }
        catch (global::Azure.RequestFailedException e) when (e.Status is 409 or 412)
        {
            return MarkNames.Read((await blob.DownloadContentAsync(cancellationToken: ct)).Value.Content.ToString());
        }
    }

    public async IAsyncEnumerable<SignedCheckpoint> DescendingAsync(string workspaceId, int epoch, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var (_, signed) in ReadAsync(workspaceId, MarkNames.Prefix(epoch), null, ct)) yield return signed;
    }

    private async IAsyncEnumerable<(string Name, SignedCheckpoint Signed)> ReadAsync(string workspaceId, string prefix, int? pageSize, [EnumeratorCancellation] CancellationToken ct)
    {
        var pages = _container.GetBlobsAsync($"{workspaceId}/{prefix}", ct).AsPages(pageSizeHint: pageSize).GetAsyncEnumerator(ct);
        await using var _ = pages.ConfigureAwait(false);
        while (await OrIfNoContainer(pages))
        {
            foreach (var blob in pages.Current.Values)
            {
                var content = await _container.GetBlobClient(blob.Name).DownloadContentAsync(cancellationToken: ct);
                yield return (blob.Name[(workspaceId.Length + 1)..], MarkNames.Read(content.Value.Content.ToString()));
            }
        }
    }

    private static async ValueTask<bool> OrIfNoContainer(IAsyncEnumerator<global::Azure.Page<BlobItem>> pages)
    {
        try
        {
            return await pages.MoveNextAsync();
        }
        catch (global::Azure.RequestFailedException e) when (e is { Status: 404, ErrorCode: "ContainerNotFound" })
        {
            return false;
        }
    }
}
