using Artisan.Areas.Receipts.Log;
using Artisan.Platform.Signing;
using Artisan.Value.Ledger;

namespace Artisan.Areas.Receipts.Sealing;

/// <summary>
/// Signs a checkpoint over everything a log holds, once it is shown to extend the highest checkpoint ever signed; a log that does not is stopped
/// instead. Running it twice, or in two processes, does no harm: a size has one root, and a root has one signature by a key.
/// </summary>
internal sealed class SealLog(LogWriter writer, OpenLogs logs, SigningKeys keys, IReceiptSigner signer, ISignedHighWaterMark marks)
{
    /// <summary>
    /// The checkpoint that covers all that this process appended before the call and, where it looks <paramref name="anew"/>, all that any did;
    /// null for an empty log.
    /// </summary>
    /// <exception cref="LogHaltedException">The log is stopped.</exception>
    public async Task<SignedHead?> RunAsync(string workspaceId, bool anew, CancellationToken ct)
    {
        var open = (await writer.RunAsync(workspaceId, new LogWork.Check(anew), ct)).Log;
        var head = open.Head;
        if (head.SignedSize == head.Size) return head.Signed;
        if (open.Anchor is { } anchor && anchor.Signed.Checkpoint.Origin == logs.Origin(workspaceId, head.Epoch) && !await logs.ExtendsAsync(workspaceId, head, anchor.Signed.Checkpoint, ct))
        {
            return await HaltAsync(workspaceId, $"it does not extend the checkpoint of {anchor.Size} leaves that was signed before", ct);
        }

        var checkpoint = new Checkpoint(logs.Origin(workspaceId, head.Epoch), head.Size, head.Root);
        var key = await keys.CurrentAsync(open.Anchor?.Kid, ct);
        var mine = await SignAsync(checkpoint, key, ct);

        // From here on the signature may be seen by others, so it is recorded first.
        var recorded = await marks.RecordAsync(workspaceId, head.Epoch, mine, ct);
        if (recorded.Checkpoint != checkpoint) return await HaltAsync(workspaceId, $"another tree of {head.Size} leaves was signed before", ct);
        var kid = recorded == mine ? key.Kid : await keys.SignerOfAsync(recorded, ct);
        if (kid is null) return await HaltAsync(workspaceId, $"the checkpoint of {head.Size} leaves on record is not signed by a key of ours", ct);
        var sealedHead = new SignedHead(recorded, head.Frontier, kid);
        await writer.RunAsync(workspaceId, new LogWork.Publish(head.Epoch, sealedHead), ct);
        return sealedHead;
    }

    private async Task<SignedCheckpoint> SignAsync(Checkpoint checkpoint, SigningKey key, CancellationToken ct)
    {
        var by = SigningKeys.PublicKey(key);
        var signatures = await Task.WhenAll(signer.SignAsync(key, checkpoint.NoteSigningInput(), ct), signer.SignAsync(key, checkpoint.JwsSigningInput(key.Kid), ct));
        var signed = SignedCheckpoint.Create(checkpoint, by, signatures[0], signatures[1]);

        // A signer that answers with another key's signature must not get as far as a record that nobody can change.
        return signed.NoteVerifies(by) && signed.JwsVerifies(by) ? signed : throw new InvalidOperationException("The signer's answer is not a signature by the key it was asked for.");
    }

    private async Task<SignedHead?> HaltAsync(string workspaceId, string reason, CancellationToken ct)
    {
        await writer.RunAsync(workspaceId, new LogWork.Halt(reason), ct);
        return null;
    }
}
