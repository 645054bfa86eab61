using Artisan.Areas.Approvals.Model;
using Artisan.Areas.Approvals.Storage;

namespace Artisan.Areas.Approvals.Operations;

/// <summary>The agreement on a value definition.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DefinitionId">The definition.</param>
/// <param name="Version">The version under review.</param>
/// <param name="Name">What the definition is called.</param>
/// <param name="ContentHash">SHA-256 of what is agreed to; a decision names it.</param>
/// <param name="Round">Counts the submissions, from 1.</param>
/// <param name="State">in_review, changes_requested, signed_off, expired or withdrawn.</param>
/// <param name="Stage">The stage that waits; null where none does.</param>
/// <param name="Stages">The stages, in their order.</param>
/// <param name="Authors">Users who wrote or submitted the content: they decide nothing.</param>
/// <param name="SubmittedBy">Who submitted it.</param>
/// <param name="SubmittedAt">When this round began.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="EndedAt">When it was signed off, expired or was withdrawn.</param>
/// <param name="ReceiptId">The receipt of the sign-off.</param>
/// <param name="YourTurn">Whether the caller may decide now.</param>
/// <param name="Decisions">All decisions, the oldest first; in lists none, in an event the one that it tells of.</param>
public sealed record ApprovalResponse(
    string Id, string DefinitionId, int Version, string Name, string ContentHash, int Round, string State, string? Stage, IReadOnlyList<ApprovalStageResponse> Stages,
    IReadOnlyList<string> Authors, string SubmittedBy, DateTimeOffset SubmittedAt, DateTimeOffset ExpiresAt, DateTimeOffset? EndedAt, string? ReceiptId, bool YourTurn,
    IReadOnlyList<DecisionResponse> Decisions)
{
    internal static ApprovalResponse Of(Approval approval, string? userId = null, IEnumerable<Decision>? decisions = null) => new(
        approval.Id, approval.DefinitionId, approval.Version, approval.Name, approval.ContentHash, approval.Round, ApprovalNames.Of(approval.Status),
        approval.Current is { } current ? ApprovalNames.Of(current.Stage) : null, [.. approval.Stages.Select(s => ApprovalStageResponse.Of(s, approval.Current?.Stage == s.Stage))],
        approval.Authors, approval.SubmittedBy, approval.SubmittedAt, approval.ExpiresAt, approval.EndedAt, approval.ReceiptId, userId is not null && approval.IsTurnOf(userId),
        [.. (decisions ?? []).Select(DecisionResponse.Of)]);
}

/// <summary>A stage of an approval.</summary>
/// <param name="Stage">finance, technical or executive.</param>
/// <param name="State">waiting, current or done.</param>
/// <param name="Quorum">How many people have to agree.</param>
/// <param name="Approvers">Users who may decide.</param>
/// <param name="Approved">Users who agreed in this round.</param>
/// <param name="Delegations">Who handed it on.</param>
public sealed record ApprovalStageResponse(
    string Stage, string State, int Quorum, IReadOnlyList<string> Approvers, IReadOnlyList<string> Approved, IReadOnlyList<DelegationResponse> Delegations)
{
    internal static ApprovalStageResponse Of(StageState stage, bool isCurrent) => new(
        ApprovalNames.Of(stage.Stage), stage.IsDone ? "done" : isCurrent ? "current" : "waiting", stage.Quorum, stage.Assigned, stage.Approved,
        [.. stage.Delegations.Select(d => new DelegationResponse(d.From, d.To))]);
}

/// <summary>A stage handed on from one user to another.</summary>
public sealed record DelegationResponse(string From, string To);

/// <summary>What somebody decided; it never changes.</summary>
/// <param name="By">The user.</param>
/// <param name="Stage">finance, technical or executive.</param>
/// <param name="Round">In which round.</param>
/// <param name="Version">About which version.</param>
/// <param name="Decision">approved, changes_requested or signed_off.</param>
/// <param name="ContentHash">SHA-256 of what it was about.</param>
/// <param name="At">When.</param>
/// <param name="ReceiptId">The receipt that proves it.</param>
/// <param name="Comment">What was said about it.</param>
public sealed record DecisionResponse(string By, string Stage, int Round, int Version, string Decision, string ContentHash, DateTimeOffset At, string ReceiptId, string? Comment)
{
    internal static DecisionResponse Of(Decision decision) => new(
        decision.By, ApprovalNames.Of(decision.Stage), decision.Round, decision.Version, ApprovalNames.Of(decision.Verdict), decision.ContentHash, decision.At, decision.ReceiptId, decision.Comment);
}
