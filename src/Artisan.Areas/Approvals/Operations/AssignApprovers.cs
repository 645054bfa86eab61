using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Approvals.Model;
using Artisan.Areas.Approvals.News;
using Artisan.Areas.Approvals.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Approvals.Operations;

/// <summary>Who decides a stage.</summary>
/// <param name="Stage">finance, technical or executive.</param>
/// <param name="Approvers">Members who wear its hat; they replace those who were assigned.</param>
/// <param name="Quorum">How many of them have to agree; one where it is left out.</param>
public sealed record ApproversRequest(
    [Required, StringLength(10)] string Stage,
    [Required, MinLength(1), MaxLength(Staffing.MostAssigned)] IReadOnlyList<string> Approvers,
    [Range(1, Staffing.MostAssigned)] int Quorum = 1);

/// <summary>Says who decides a stage that is not decided yet, and how many of them have to agree.</summary>
internal sealed class AssignApprovers(ApprovalRows rows, IMembers members)
{
    public Task<Outcome<ApprovalResponse>> RunAsync(string id, ApproversRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct) =>
        ApprovalNames.ParseStage(request.Stage) is { } stage
            ? Retry.OnConflictAsync(() => TryAsync(id, stage, request, ifMatch, caller, ct), ct)
            : Task.FromResult<Outcome<ApprovalResponse>>(Faults.Invalid.At("stage", "finance, technical or executive."));

    private async Task<Outcome<ApprovalResponse>> TryAsync(string id, ApprovalStage stage, ApproversRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var ws = caller.WorkspaceId;
        var listing = members.ListAsync(ws, ct);
        var found = await rows.FindAsync(ws, id, ct);
        var people = (await listing).ToDictionary(m => m.UserId, m => m.Wears, StringComparer.Ordinal);
        if (found is null) return Faults.NotFound;
        var approvers = request.Approvers.Select(u => new Approver(u ?? "", people.GetValueOrDefault(u ?? ""))).ToList();
        var step = ApprovalMachine.Next(found.Approval, new Assign(stage, approvers, request.Quorum));
        if (step.Refused is { } refused) return ApprovalsFaults.Of(refused);
        var (before, after) = (found.Approval, step.After!);
        if (ReferenceEquals(after, before)) return Outcome.Versioned(ApprovalResponse.Of(after, caller.UserId), IfMatch.Of(found.Row));
        if (ifMatch.Disagrees(found.Row) is { } stale) return stale;

        var (old, now) = (before.Stages[(int)stage], after.Stages[(int)stage]);
        var change = rows.Home(ws).Change().Replace(ApprovalRows.Into(found.Row, after))
            .Audit(caller, "approval.approvers_assigned", ApprovalAudit.Target, id, ApprovalAudit.Of(old), ApprovalAudit.Of(now));
        IReadOnlyList<string> newcomers = [.. now.Assigned.Except(old.Assigned).Where(after.IsTurnOf)];
        if (newcomers.Count > 0) change.Tell(ws, after, ApprovalNews.YourTurn, to: newcomers);
        await change.CommitAsync(ct);
        return Outcome.Versioned(ApprovalResponse.Of(after, caller.UserId), IfMatch.Of(found.Row));
    }
}
