using Artisan.Areas.Receipts.Log;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Artisan.Areas.Receipts.Operations;

/// <summary>A signed tree head.</summary>
/// <param name="Origin">The log's name: service, workspace, epoch.</param>
/// <param name="Epoch">The epoch of the log.</param>
/// <param name="Size">How many receipts it covers.</param>
/// <param name="Root">The tree's root, base64.</param>
/// <param name="Note">The signed note (C2SP tlog-checkpoint).</param>
/// <param name="Jws">The same statement as a JWS (RS256).</param>
/// <param name="KeyId">The thumbprint of the key that signed both.</param>
/// <param name="Pending">How many receipts wait for the next one.</param>
/// <param name="Halted">Whether the log is stopped because it does not extend what was signed before.</param>
public sealed record CheckpointResponse(string Origin, int Epoch, long Size, string Root, string Note, string Jws, string KeyId, long Pending, bool Halted);

/// <summary>The latest signed tree head, in one read; the note alone where the caller takes text.</summary>
internal sealed class GetCheckpoint(ReceiptFinder finder)
{
    public async Task<IResult> RunAsync(HttpRequest request, Caller caller, CancellationToken ct)
    {
        var head = (await finder.LatestAsync(caller.WorkspaceId, ct)).Head;
        if (head.Signed is not { } signed) return (Outcome<CheckpointResponse>)ReceiptsFaults.NoCheckpoint.With("pending", head.Size);
        if (TextAnswer.IsWanted(request)) return Results.Text(signed.Signed.Note, TextAnswer.ContentType);
        return (Outcome<CheckpointResponse>)Of(head, signed);
    }

    /// <summary>A signed head as the log stands.</summary>
    public static CheckpointResponse Of(HeadRow head, SignedHead signed)
    {
        var checkpoint = signed.Signed.Checkpoint;
        return new CheckpointResponse(
            checkpoint.Origin, head.Epoch, signed.Size, checkpoint.Root.ToBase64(), signed.Signed.Note, signed.Signed.Jws, signed.Kid, head.Size - signed.Size, head.Halted is not null);
    }
}
