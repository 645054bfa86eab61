using Artisan.Areas.Receipts.Sealing;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Receipts.Log;

/// <summary>Builds what proves a receipt: its path to the last checkpoint over it, from at most three tiles.</summary>
internal sealed class Bundles(LedgerStore store, TileStore tiles, SigningKeys keys)
{
    /// <summary>The proof of a sealed receipt towards the checkpoint of the head it was found with.</summary>
    public ValueTask<InclusionProof> ProofAsync(string workspaceId, FoundReceipt found, CancellationToken ct)
    {
        var covering = found.Head.Signed!;
        return InclusionProof.BuildAsync(found.Index, covering.Frontier, tiles.Reader(workspaceId, found.Head.Epoch, covering.Size), ct);
    }

    /// <summary>The receipt with all that proves it.</summary>
    public async Task<ReceiptBundle> BundleAsync(string workspaceId, FoundReceipt found, string statement, CancellationToken ct) =>
        new(statement, await ProofAsync(workspaceId, found, ct), found.Head.Signed!.Signed, await KeysUpToAsync(found.Head.Signed.Kid, ct));

    /// <summary>The leaf of a receipt that was found.</summary>
    public async Task<LeafRow> LeafAsync(string workspaceId, FoundReceipt found, CancellationToken ct) =>
        await store.LeafAsync(workspaceId, found.Head.Epoch, found.Index, ct) ?? throw new InvalidOperationException("A leaf is missing from the log.");

    /// <summary>The keys in order up to the one that signed: a reader who holds an earlier one can follow them.</summary>
    private async Task<IReadOnlyList<KeyRecord>> KeysUpToAsync(string kid, CancellationToken ct)
    {
        var records = await keys.RecordsAsync(ct);
        var last = records.ToList().FindIndex(k => k.Key.Thumbprint == kid);
        return [.. records.Take(last + 1)];
    }
}
