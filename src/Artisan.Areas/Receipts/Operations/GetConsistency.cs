using Artisan.Areas.Receipts.Log;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Value.Ledger;

namespace Artisan.Areas.Receipts.Operations;

/// <summary>That the tree of one size is the beginning of the tree of another.</summary>
/// <param name="Epoch">The epoch of the log.</param>
/// <param name="From">The first size.</param>
/// <param name="To">The second size, that of a signed checkpoint.</param>
/// <param name="Path">The proof's hashes, base64 (RFC 6962 2.1.2).</param>
/// <param name="Checkpoint">The signed note of the second size.</param>
/// <param name="Jws">The same statement as a JWS.</param>
/// <param name="KeyId">The thumbprint of the key that signed both.</param>
public sealed record ConsistencyResponse(int Epoch, long From, long To, IReadOnlyList<string> Path, string Checkpoint, string Jws, string KeyId);

/// <summary>Proves to who holds an earlier checkpoint that nothing in it was changed since.</summary>
internal sealed class GetConsistency(ReceiptFinder finder, LedgerStore store, TileStore tiles)
{
    public async Task<Outcome<ConsistencyResponse>> RunAsync(long from, long? to, int? epoch, Caller caller, CancellationToken ct)
    {
        var of = epoch;
        SignedHead? second = null;
        if (to is null || of is null)
        {
            var head = (await finder.LatestAsync(caller.WorkspaceId, ct)).Head;
            of ??= head.Epoch;
            second = head.Epoch == of ? head.Signed : (await store.HeadAsync(caller.WorkspaceId, of.Value, ct))?.Signed;
            if (second is null) return ReceiptsFaults.NoCheckpoint;
        }

        if (to is { } wanted && wanted != second?.Size) second = wanted < 1 ? null : await store.CheckpointAsync(caller.WorkspaceId, of.Value, wanted, ct);
        if (second is null) return ReceiptsFaults.NoSuchCheckpoint;
        if (from < 1 || from > second.Size) return ReceiptsFaults.SizesInvalid;
        var proof = await ConsistencyProof.BuildAsync(from, second.Frontier, tiles.Reader(caller.WorkspaceId, of.Value, second.Size), ct);
        return new ConsistencyResponse(of.Value, from, second.Size, [.. proof.Path.Select(h => h.ToBase64())], second.Signed.Note, second.Signed.Jws, second.Kid);
    }
}
