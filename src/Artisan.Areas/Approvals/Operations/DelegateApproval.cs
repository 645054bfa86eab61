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

/// <summary>Whom to hand a stage to.</summary>
/// <param name="To">A member who wears the hat of the stage.</param>
/// <param name="Stage">finance, technical or executive; the first one that the caller has still to decide where it is left out.</param>
public sealed record DelegateRequest([Required, StringLength(60)] string To, [StringLength(10)] string? Stage = null);

/// <summary>Hands the caller's part in a stage to another holder of its hat.</summary>
internal sealed class DelegateApproval(ApprovalRows rows, IMembers members)
{
    public Task<Outcome<ApprovalResponse>> RunAsync(string id, DelegateRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var stage = ApprovalNames.ParseStage(request.Stage);
        return request.Stage is not null && stage is null
            ? Task.FromResult<Outcome<ApprovalResponse>>(Faults.Invalid.At("stage", "finance, technical or executive."))
            : Retry.OnConflictAsync(() => TryAsync(id, request.To, stage, ifMatch, caller, ct), ct);
    }

    private async Task<Outcome<ApprovalResponse>> TryAsync(string id, string to, ApprovalStage? stage, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var (ws, user) = (caller.WorkspaceId, caller.UserId!);
        var member = members.FindAsync(ws, to, ct);
        var found = await rows.FindAsync(ws, id, ct);
        var wears = (await member)?.Wears ?? Hats.None;
        if (found is null) return Faults.NotFound;
        var step = ApprovalMachine.Next(found.Approval, new Model.Delegate(user, new Approver(to, wears), stage));
        if (step.Refused is { } refused) return ApprovalsFaults.Of(refused);
        var (before, after) = (found.Approval, step.After!);
        if (ReferenceEquals(after, before)) return Outcome.Versioned(ApprovalResponse.Of(after, user), IfMatch.Of(found.Row));
        if (ifMatch.Disagrees(found.Row) is { } stale) return stale;

        var changed = after.Stages.First(s => !s.Assigned.SequenceEqual(before.Stages[(int)s.Stage].Assigned));
        var change = rows.Home(ws).Change().Replace(ApprovalRows.Into(found.Row, after))
            .Audit(caller, "approval.delegated", ApprovalAudit.Target, id, ApprovalAudit.Of(before.Stages[(int)changed.Stage]), ApprovalAudit.Of(changed));
        if (after.IsTurnOf(to)) change.Tell(ws, after, ApprovalNews.YourTurn, to: [to]);
        await change.CommitAsync(ct);
        return Outcome.Versioned(ApprovalResponse.Of(after, user), IfMatch.Of(found.Row));
    }
}
