using System.Globalization;
using System.Text;
using Artisan.Areas.Receipts.Contracts;
using Artisan.Platform.Audit;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Time;
using Artisan.Value.Audit;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Audit.Sealing;

/// <summary>Every night, after the chains were checked, has each workspace's audit trail witnessed by its receipt log.</summary>
internal sealed class SealAudits(Registry registry, SystemClock clock) : ITimedJob
{
    /// <summary>The timer function.</summary>
    public const string Job = "audit-checkpoints";

    public Task RunAsync(CancellationToken ct) => registry.FanOutAsync(Job, SealAudit.Queue, new DateTimeOffset(clock.Now.UtcDateTime.Date, TimeSpan.Zero), ct);
}

/// <summary>
/// Makes the place up to which a workspace's audit chain was found sound a receipt: from then on nobody, not even who runs the service, can change an entry before it without the receipts saying so.
/// One receipt a place: a trail that did not move gets none, and one that is broken neither.
/// </summary>
internal sealed class SealAudit(AuditVerifier verifier, IReceiptLog receipts, BusinessClock clock) : IQueueHandler<WorkspaceSlot>
{
    /// <summary>The queue function.</summary>
    public const string Queue = "audit-checkpoint-part";

    public Task HandleAsync(QueueMessage<WorkspaceSlot> message, CancellationToken ct) => RunAsync(message.Body.WorkspaceId, ct);

    /// <summary>Appends the receipt where there is none of this place yet.</summary>
    public async Task RunAsync(string workspaceId, CancellationToken ct)
    {
        if (await verifier.LastAsync(AuditScope.Workspace(workspaceId), ct) is not { BrokenAt: null, Number: > 0 } state) return;
        var key = string.Create(CultureInfo.InvariantCulture, $"audit:{state.Number}");
        var id = ReceiptIds.For(workspaceId, key);
        if (await receipts.FindAsync(workspaceId, id, ct) is not null) return;
        var statement = new ReceiptStatement(ReceiptKinds.AuditCheckpoint, id, workspaceId, clock.Now, new AuditCheckpoint(state.Number, state.Hash).ToBody());
        await receipts.AppendAsync(new ReceiptRequest(workspaceId, key, id, Encoding.UTF8.GetString(statement.ToBytes())), ct);
    }
}
