using Artisan.Areas.Receipts.Contracts;
using Artisan.Areas.Receipts.Log;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Value.Ledger;
using Microsoft.AspNetCore.Http;

namespace Artisan.Areas.Receipts.Operations;

/// <summary>That a receipt stands in the tree of a signed checkpoint.</summary>
/// <param name="Id">The receipt.</param>
/// <param name="Epoch">The epoch of the log.</param>
/// <param name="Index">Its leaf.</param>
/// <param name="Size">The size of the checkpoint's tree.</param>
/// <param name="Path">The hashes from the leaf to the root, base64.</param>
/// <param name="Checkpoint">The signed note (C2SP).</param>
/// <param name="Jws">The same statement as a JWS.</param>
/// <param name="KeyId">The thumbprint of the key that signed both.</param>
public sealed record ProofResponse(string Id, int Epoch, long Index, long Size, IReadOnlyList<string> Path, string Checkpoint, string Jws, string KeyId);

/// <summary>The inclusion proof of a receipt; as a C2SP tlog-proof file where the caller takes text, or asks with <c>?format=tlog-proof</c>.</summary>
internal sealed class GetProof(ReceiptFinder finder, Bundles bundles)
{
    public async Task<IResult> RunAsync(string id, string? format, HttpRequest request, Caller caller, CancellationToken ct)
    {
        if (!UlidIds.IsId(id, ReceiptIds.Prefix) || await finder.FindAsync(caller.WorkspaceId, id, ct) is not { } found) return (Outcome<ProofResponse>)ReceiptsFaults.NotFound;
        if (!found.IsSealed) return (Outcome<ProofResponse>)ReceiptsFaults.Pending;
        var proof = await bundles.ProofAsync(caller.WorkspaceId, found, ct);
        var signed = found.Head.Signed!;
        return format == "tlog-proof" || (format is null && TextAnswer.IsWanted(request))
            ? Results.Text(new TlogProof(proof.Index, proof.Path, signed.Signed.Note).ToText(), TextAnswer.ContentType)
            : (Outcome<ProofResponse>)new ProofResponse(id, found.Head.Epoch, proof.Index, proof.Size, [.. proof.Path.Select(h => h.ToBase64())], signed.Signed.Note, signed.Signed.Jws, signed.Kid);
    }
}
