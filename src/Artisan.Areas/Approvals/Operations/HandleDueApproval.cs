using Artisan.Areas.Approvals.Model;
using Artisan.Areas.Approvals.News;
using Artisan.Areas.Approvals.Storage;
using Artisan.Areas.Value.Contracts;
using Artisan.Platform.Audit;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Approvals.Operations;

/// <summary>Ends a round whose time is over, and reminds those whose turn it is. Checked against the approval, so repeated and outdated messages do nothing.</summary>
internal sealed class HandleDueApproval(ApprovalRows rows, IReviewedDefinitions definitions, BusinessClock clock) : IQueueHandler<DueWork>
{
    public async Task HandleAsync(QueueMessage<DueWork> message, CancellationToken ct) => await Retry.OnConflictAsync(() => TryAsync(message.Body, ct), ct);

    private async Task<bool> TryAsync(DueWork work, CancellationToken ct)
    {
        if (await rows.FindAsync(work.Owner, work.Id, ct) is not { } found) return false;
        var change = rows.Home(work.Owner).Change();
        var after = work.Kind == ApprovalWork.ReminderKind ? Remind(change, found.Approval, work) : await LapseAsync(change, found.Approval, work, ct);
        if (after is null) return false;
        await change.Replace(ApprovalRows.Into(found.Row, after)).CommitAsync(ct);
        return true;
    }

    private Approval? Remind(Change change, Approval approval, DueWork work)
    {
        if (approval.Current is null || approval.RemindAt != work.Due) return null;
        var next = ApprovalWork.NextReminder(approval.SubmittedAt, clock.Now);
        if (next is { } at) change.Schedule(ApprovalWork.ReminderKind, work.Owner, work.Id, at);
        change.Tell(work.Owner, approval, ApprovalNews.Reminder);
        return approval with { RemindAt = next, Seq = approval.Seq + 1 };
    }

    private async Task<Approval?> LapseAsync(Change change, Approval approval, DueWork work, CancellationToken ct)
    {
        if (approval.ExpiresAt != work.Due || ApprovalMachine.Next(approval, new Lapse(clock.Now)).After is not { } after) return null;
        await definitions.MoveAsync(change, work.Owner, after.DefinitionId, after.Version, ReviewState.Lapsed, ct);
        change.Tell(work.Owner, after, ApprovalNews.Expired)
            .AuditSystem(work.Owner, ApprovalWork.Queue, "approval.expired", ApprovalAudit.Target, after.Id, ApprovalAudit.Of(approval), ApprovalAudit.Of(after));
        return after;
    }
}
