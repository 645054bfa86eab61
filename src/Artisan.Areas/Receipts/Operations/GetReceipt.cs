using System.Text;
using Artisan.Areas.Receipts.Contracts;
using Artisan.Areas.Receipts.Log;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Microsoft.AspNetCore.Http;

namespace Artisan.Areas.Receipts.Operations;

/// <summary>A receipt with all that proves it.</summary>
/// <param name="Id">The receipt.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Index">Its leaf, from 0.</param>
/// <param name="Epoch">The epoch of the log, from 1.</param>
/// <param name="State">pending until a signed checkpoint covers it, then sealed.</param>
/// <param name="IssuedAt">When it was made.</param>
/// <param name="Statement">The exact canonical JSON that is the leaf.</param>
/// <param name="LeafHash">SHA-256 of a zero byte and the statement, in hexadecimal.</param>
/// <param name="KeyId">The thumbprint of the key that signed the checkpoint; null while pending.</param>
/// <param name="Bundle">The file that verifies offline, byte for byte; null while pending.</param>
public sealed record ReceiptResponse(
    string Id, string Kind, long Index, int Epoch, string State, DateTimeOffset IssuedAt, string Statement, string LeafHash, string? KeyId, string? Bundle);

/// <summary>One receipt: its statement and, once it is sealed, the bundle that verifies without us; <c>?format=bundle</c> answers that file alone.</summary>
internal sealed class GetReceipt(ReceiptFinder finder, Bundles bundles)
{
    public async Task<IResult> RunAsync(string id, string? format, Caller caller, CancellationToken ct)
    {
        if (!UlidIds.IsId(id, ReceiptIds.Prefix) || await finder.FindAsync(caller.WorkspaceId, id, ct) is not { } found) return (Outcome<ReceiptResponse>)ReceiptsFaults.NotFound;
        var leaf = await bundles.LeafAsync(caller.WorkspaceId, found, ct);
        var file = found.IsSealed ? (await bundles.BundleAsync(caller.WorkspaceId, found, leaf.Statement, ct)).ToBytes() : null;
        if (format == "bundle")
        {
            return file is null
                ? (Outcome<ReceiptResponse>)ReceiptsFaults.Pending
                : Results.File(file, "application/json", $"{id}.receipt.json");
        }

        return (Outcome<ReceiptResponse>)new ReceiptResponse(
            id, leaf.Kind, leaf.Index, found.Head.Epoch, found.IsSealed ? ReceiptStates.Sealed : ReceiptStates.Pending, leaf.IssuedAt, leaf.Statement,
            Artisan.Value.Ledger.MerkleHash.Leaf(Encoding.UTF8.GetBytes(leaf.Statement)).ToHex(),
            found.IsSealed ? found.Head.Signed!.Kid : null,
            file is null ? null : Encoding.UTF8.GetString(file));
    }
}
