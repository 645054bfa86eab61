using Artisan.Areas.Approvals.Contracts;
using Artisan.Areas.Approvals.Model;
using Artisan.Areas.Approvals.News;
using Artisan.Areas.Approvals.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Due;
using Artisan.Platform.Events;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Approvals.Operations;

/// <summary>Begins a round, within the change that submits the version, and ends an approval within the change that leaves it without an object.</summary>
internal sealed class Reviews(ApprovalRows rows, IMembers members, IIds ids, BusinessClock clock) : IReviews
{
    public async Task<Outcome<string>> SubmitAsync(Change change, Submission submission, CancellationToken ct)
    {
        var ws = submission.WorkspaceId;
        var listing = members.ListAsync(ws, ct);
        var found = submission.ApprovalId is { } known ? await rows.FindAsync(ws, known, ct) : null;
        IReadOnlyList<Approver> people = [.. (await listing).Select(m => new Approver(m.UserId, m.Wears))];
        var now = clock.Now;
        var round = new Round(submission.Version, submission.Name, submission.ContentHash, submission.Authors, submission.By, now, now + ApprovalWork.RoundLasts, people);
        var continues = found is { Approval.Status: ApprovalStatus.InReview or ApprovalStatus.ChangesRequested };
        var step = continues ? ApprovalMachine.Next(found!.Approval, new Resubmit(round)) : ApprovalMachine.Begin(ids.New(ApprovalKeys.IdPrefix), submission.DefinitionId, round);
        if (step.Refused is { } refused) return ApprovalsFaults.Of(refused).Because(Staffing.Lacks([.. submission.Authors, submission.By], people));

        var after = step.After! with { RemindAt = now + ApprovalWork.FirstReminder };
        var row = continues ? found!.Row : rows.Home(ws).Row(ApprovalKeys.Approval(after.Id));
        change.Save(ApprovalRows.Into(row, after))
            .Schedule(ApprovalWork.Kind, ws, after.Id, after.ExpiresAt)
            .Schedule(ApprovalWork.ReminderKind, ws, after.Id, after.RemindAt.Value)
            .Tell(ws, after, ApprovalNews.YourTurn)
            .Announce(ApprovalsEvents.Requested, ws, after.Id, ApprovalResponse.Of(after));
        return after.Id;
    }

    public async Task WithdrawAsync(Change change, Caller caller, string? approvalId, CancellationToken ct)
    {
        var ws = caller.WorkspaceId;
        if (approvalId is null || await rows.FindAsync(ws, approvalId, ct) is not { } found) return;
        if (ApprovalMachine.Next(found.Approval, new Withdraw(clock.Now)).After is not { } after) return;
        change.Replace(ApprovalRows.Into(found.Row, after)).Audit(caller, "approval.withdrawn", ApprovalAudit.Target, after.Id, ApprovalAudit.Of(found.Approval), ApprovalAudit.Of(after));
    }
}
