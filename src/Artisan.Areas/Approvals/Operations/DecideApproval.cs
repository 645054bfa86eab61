using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Approvals.Model;
using Artisan.Areas.Approvals.News;
using Artisan.Areas.Approvals.Storage;
using Artisan.Areas.Value.Contracts;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Events;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Approvals.Operations;

/// <summary>A decision.</summary>
/// <param name="ContentHash">The hash of the content that one has read and decides about.</param>
/// <param name="Stage">The stage that one means: finance, technical or executive; the one that waits where it is left out.</param>
/// <param name="Comment">What the others are to know; to ask for changes one says which.</param>
public sealed record DecisionRequest(
    [Required, StringLength(64, MinimumLength = 64)] string ContentHash,
    [StringLength(10)] string? Stage = null,
    [StringLength(2000)] string? Comment = null);

/// <summary>
/// Takes a decision: approval, its row that shows who decided, the state of the version and the receipt are one transaction. The same decision of the same
/// person, sent again, changes nothing and gets the same answer. Who decides wears the hat at this moment.
/// </summary>
internal sealed class DecideApproval(ApprovalRows rows, IReviewedDefinitions definitions, IMembers members, BusinessClock clock)
{
    public Task<Outcome<ApprovalResponse>> RunAsync(string id, DecisionRequest request, Verdict verdict, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var stage = ApprovalNames.ParseStage(request.Stage);
        if (request.Stage is not null && stage is null) return Task.FromResult<Outcome<ApprovalResponse>>(Faults.Invalid.At("stage", "finance, technical or executive."));
        var comment = request.Comment?.Trim() is { Length: > 0 } text ? text : null;
        if (verdict is Verdict.ChangesRequested && comment is null) return Task.FromResult<Outcome<ApprovalResponse>>(Faults.Invalid.At("comment", "Say what is to be changed."));
        return Retry.OnConflictAsync(() => TryAsync(id, request.ContentHash, stage, comment, verdict, ifMatch, caller, ct), ct);
    }

    private async Task<Outcome<ApprovalResponse>> TryAsync(string id, string contentHash, ApprovalStage? stage, string? comment, Verdict verdict, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var (ws, user) = (caller.WorkspaceId, caller.UserId!);
        var member = members.FindAsync(ws, user, ct);
        var found = await rows.FindAsync(ws, id, ct);
        var wears = (await member)?.Wears ?? Hats.None;
        if (found is null) return Faults.NotFound;
        var before = found.Approval;
        var step = ApprovalMachine.Next(before, new Decide(user, wears, verdict, contentHash, stage));
        if (step.Refused is { } refused) return ApprovalsFaults.Of(refused);
        var after = step.After!;
        if (ReferenceEquals(after, before)) return Outcome.Versioned(ApprovalResponse.Of(after, user), IfMatch.Of(found.Row));
        if (ifMatch.Disagrees(found.Row) is { } stale) return stale;

        var taken = before.Current!.Stage;
        var decision = new Decision(user, taken, before.Round, before.Version, verdict, before.ContentHash, clock.Now, ApprovalReceipts.DecisionId(ws, before, taken, user), comment);
        var change = rows.Home(ws).Change();
        if (after.Status is ApprovalStatus.SignedOff) after = after with { EndedAt = decision.At, ReceiptId = ApprovalReceipts.SignOffId(ws, after) };
        if (Moves(before, after) is { } state)
        {
            if (await definitions.MoveAsync(change, ws, after.DefinitionId, after.Version, state, ct) is not { } content) return ApprovalsFaults.ContentChanged;
            if (after.Status is ApprovalStatus.SignedOff) change.SendSignOff(ws, after, content, decision.At);
        }

        Commit(change, found, after, decision, caller);
        await change.CommitAsync(ct);
        return Outcome.Versioned(ApprovalResponse.Of(after, user, [decision]), IfMatch.Of(found.Row));
    }

    // What the version's own state follows: others only know that it is under review.
    private static ReviewState? Moves(Approval before, Approval after) => after.Status switch
    {
        ApprovalStatus.SignedOff => ReviewState.Approved,
        ApprovalStatus.ChangesRequested => ReviewState.ChangesRequested,
        _ => before.Stages.All(s => s.Approved.Count == 0) ? ReviewState.InReview : null,
    };

    private void Commit(Change change, StoredApproval found, Approval after, Decision decision, Caller caller)
    {
        var (ws, home) = (caller.WorkspaceId, rows.Home(caller.WorkspaceId));
        change.Replace(ApprovalRows.Into(found.Row, after))
            .Insert(ApprovalRows.Into(home.Row(ApprovalKeys.Decision(after.Id, decision.Round, decision.Stage, decision.By)), decision))
            .SendDecision(ws, after, decision)
            .Audit(caller, "approval.decided", ApprovalAudit.Target, after.Id, ApprovalAudit.Of(found.Approval), ApprovalAudit.Of(after, decision.Verdict))
            .Announce(ApprovalsEvents.Decided, ws, after.Id, ApprovalResponse.Of(after, decisions: [decision]));
        if (after.Status is ApprovalStatus.SignedOff) change.Tell(ws, after, ApprovalNews.SignedOff).Announce(ApprovalsEvents.Completed, ws, after.Id, ApprovalResponse.Of(after, decisions: [decision]));
        else if (after.Status is ApprovalStatus.ChangesRequested) change.Tell(ws, after, ApprovalNews.ChangesRequested, decision.Comment);
        else if (after.Current!.Stage != decision.Stage) change.Tell(ws, after, ApprovalNews.YourTurn).Announce(ApprovalsEvents.Requested, ws, after.Id, ApprovalResponse.Of(after));
    }
}
