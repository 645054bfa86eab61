using Artisan.Platform.Access;

namespace Artisan.Areas.Approvals.Model;

/// <summary>The stages, in their order.</summary>
internal enum ApprovalStage
{
    Finance,
    Technical,
    Executive,
}

/// <summary>Where an approval stands.</summary>
internal enum ApprovalStatus
{
    InReview,
    ChangesRequested,
    SignedOff,
    Expired,

    /// <summary>Ended by an owner who activated the version alone: there is nothing to agree to any more.</summary>
    Withdrawn,
}

/// <summary>What somebody decided.</summary>
internal enum Verdict
{
    Approved,
    ChangesRequested,
    SignedOff,
}

/// <summary>Somebody who handed a stage on.</summary>
internal sealed record Delegation(string From, string To);

/// <summary>A stage of one round.</summary>
/// <param name="Stage">Which one.</param>
/// <param name="Quorum">How many people have to agree.</param>
/// <param name="Assigned">Who may decide.</param>
/// <param name="Approved">Who agreed, in their order.</param>
/// <param name="Delegations">Who handed it on, and to whom.</param>
internal sealed record StageState(ApprovalStage Stage, int Quorum, IReadOnlyList<string> Assigned, IReadOnlyList<string> Approved, IReadOnlyList<Delegation> Delegations)
{
    public bool IsDone => Approved.Count >= Quorum;
}

/// <summary>
/// The agreement on one definition, from the first submission to the sign-off. Each submission is a round with its own content; what was decided in an earlier
/// round counts for nothing.
/// </summary>
internal sealed record Approval
{
    public required string Id { get; init; }

    public required string DefinitionId { get; init; }

    /// <summary>The version that is under review in this round.</summary>
    public required int Version { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the content that is agreed to.</summary>
    public required string ContentHash { get; init; }

    public required int Round { get; init; }

    public required ApprovalStatus Status { get; init; }

    /// <summary>The three stages, in their order.</summary>
    public required IReadOnlyList<StageState> Stages { get; init; }

    /// <summary>Who wrote or submitted the content: they decide nothing.</summary>
    public required IReadOnlyList<string> Authors { get; init; }

    public required string SubmittedBy { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When the round ends by itself.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When those whose turn it is are reminded; null where they are not any more.</summary>
    public DateTimeOffset? RemindAt { get; init; }

    /// <summary>Who asked for changes, while they are awaited.</summary>
    public string? ChangesBy { get; init; }

    /// <summary>When it was signed off, expired or was withdrawn.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The receipt of the sign-off.</summary>
    public string? ReceiptId { get; init; }

    /// <summary>Counts the changes.</summary>
    public int Seq { get; init; }

    /// <summary>The stage that waits; null where none does.</summary>
    public StageState? Current => Status is ApprovalStatus.InReview ? Stages.First(s => !s.IsDone) : null;

    /// <summary>Whether nothing can come of it any more.</summary>
    public bool HasEnded => Status is ApprovalStatus.SignedOff or ApprovalStatus.Expired or ApprovalStatus.Withdrawn;

    /// <summary>Whether somebody took a stage in this round other than this one.</summary>
    public bool TookAnother(string userId, ApprovalStage stage) => Stages.Any(s => s.Stage != stage && s.Approved.Contains(userId));

    /// <summary>Whether somebody may decide now, as far as the approval knows; his hat is looked at when he does.</summary>
    public bool IsTurnOf(string userId) =>
        Current is { } current && current.Assigned.Contains(userId) && !current.Approved.Contains(userId) && !Authors.Contains(userId) && !TookAnother(userId, current.Stage);
}

/// <summary>Names on the wire, and the hat of each stage.</summary>
internal static class ApprovalNames
{
    public static string Of(ApprovalStage stage) => HatOf(stage).Names()[0];

    public static ApprovalStage? ParseStage(string? name) => name switch
    {
        "finance" => ApprovalStage.Finance,
        "technical" => ApprovalStage.Technical,
        "executive" => ApprovalStage.Executive,
        _ => null,
    };

    public static Hats HatOf(ApprovalStage stage) => stage switch
    {
        ApprovalStage.Finance => Hats.Finance,
        ApprovalStage.Technical => Hats.Technical,
        ApprovalStage.Executive => Hats.Executive,
        _ => throw new ArgumentOutOfRangeException(nameof(stage)),
    };

    public static string Of(ApprovalStatus status) => status switch
    {
        ApprovalStatus.InReview => "in_review",
        ApprovalStatus.ChangesRequested => "changes_requested",
        ApprovalStatus.SignedOff => "signed_off",
        ApprovalStatus.Expired => "expired",
        ApprovalStatus.Withdrawn => "withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Approved => "approved",
        Verdict.ChangesRequested => "changes_requested",
        Verdict.SignedOff => "signed_off",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };
}
