using Artisan.Areas.Receipts.Log;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Storage;
using Artisan.Value.Ledger;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Receipts.Verifying;

/// <summary>
/// Recomputes a log from its leaves, some thousands a message: every tile, every checkpoint and the root must be what the leaves give. A log whose rows say
/// otherwise is stopped. A message that comes twice or late does nothing.
/// </summary>
internal sealed class VerifyLedger(LedgerStore store, LogWriter writer, LeafCheck check, IOptions<ReceiptsOptions> options, ILogger<VerifyLedger> log) : IQueueHandler<WorkspaceSlot>
{
    public const string Queue = "ledger-verify-part";

    public async Task HandleAsync(QueueMessage<WorkspaceSlot> message, CancellationToken ct)
    {
        var (workspaceId, slot) = (message.Body.WorkspaceId, message.Body.Slot);
        var home = store.Open(workspaceId, 1);
        var before = VerifiedRow.From(await home.FindAsync(LedgerKeys.Verified, ct));
        if (before is not null && (before.Slot > slot || (before.Slot == slot && before.Done))) return;
        var at = before?.Slot == slot ? before : VerifiedRow.Begin(before, home, slot);
        if (await store.HeadAsync(workspaceId, at.Epoch, ct) is not { } head || head is { Halted: not null, Next: null }) return;

        try
        {
            var after = await NextAsync(workspaceId, head, at, ct);
            var change = home.Change().Save(after.ToRow());
            if (!after.Done) change.Send(Queue, message.Body, WorkspaceSlot.JsonType);
            await change.CommitAsync(ct);
            if (after.Done) await writer.RunAsync(workspaceId, new LogWork.Check(Anew: true), ct);
        }
        catch (WriteConflictException)
        {
            // The same message is handled elsewhere and got further.
        }
        catch (FormatException e)
        {
            log.LogError(e, "The receipt log of {Workspace} does not verify.", workspaceId);
            await StopAsync(workspaceId, e.Message, ct);
        }
    }

    private async Task<VerifiedRow> NextAsync(string workspaceId, HeadRow head, VerifiedRow at, CancellationToken ct)
    {
        var end = head.Next is null ? head.Size : head.Kept;
        var frontier = at.Frontier;
        var to = Math.Min(end, frontier.Size + options.Value.VerifyAtOnce);
        if (frontier.Size < to) frontier = await check.RunAsync(workspaceId, head.Epoch, frontier, to, ct);
        if (frontier.Size < end) return at with { Frontier = frontier };
        if (end == head.Size && frontier.Root() != head.Root) throw new FormatException($"the leaves of epoch {head.Epoch} do not give the head's root");
        return head.Next is { } next ? at with { Epoch = next, Frontier = Frontier.Empty } : at with { Frontier = frontier, Done = true };
    }

    private async Task StopAsync(string workspaceId, string reason, CancellationToken ct)
    {
        try
        {
            await writer.RunAsync(workspaceId, new LogWork.Halt(reason), ct);
        }
        catch (LogHaltedException)
        {
            // That is what was asked for.
        }
    }
}
