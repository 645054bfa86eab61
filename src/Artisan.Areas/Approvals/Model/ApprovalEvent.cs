using Artisan.Platform.Access;

namespace Artisan.Areas.Approvals.Model;

/// <summary>Something that somebody wants to do with an approval.</summary>
internal abstract record ApprovalEvent;

/// <summary>Somebody decides.</summary>
/// <param name="By">Who.</param>
/// <param name="Wears">His hats at this moment.</param>
/// <param name="Verdict">What.</param>
/// <param name="ContentHash">The content that he saw.</param>
/// <param name="Stage">The stage that he means; the one that waits where he names none.</param>
internal sealed record Decide(string By, Hats Wears, Verdict Verdict, string ContentHash, ApprovalStage? Stage = null) : ApprovalEvent;

/// <summary>An assigned approver names another.</summary>
internal sealed record Delegate(string By, Approver To, ApprovalStage? Stage = null) : ApprovalEvent;

/// <summary>Somebody says who decides a stage, and how many have to agree.</summary>
internal sealed record Assign(ApprovalStage Stage, IReadOnlyList<Approver> Approvers, int Quorum) : ApprovalEvent;

/// <summary>Other content is submitted: a new round begins.</summary>
internal sealed record Resubmit(Round Round) : ApprovalEvent;

/// <summary>The time of a round may be over.</summary>
internal sealed record Lapse(DateTimeOffset At) : ApprovalEvent;

/// <summary>There is nothing to agree to any more.</summary>
internal sealed record Withdraw(DateTimeOffset At) : ApprovalEvent;

/// <summary>Somebody who may decide, with his hats at this moment.</summary>
internal sealed record Approver(string UserId, Hats Wears);

/// <summary>What a round is about, who wrote it, and who there is to agree.</summary>
internal sealed record Round(int Version, string Name, string ContentHash, IReadOnlyList<string> Authors, string By, DateTimeOffset At, DateTimeOffset ExpiresAt, IReadOnlyList<Approver> People);

/// <summary>Why something cannot be done.</summary>
internal enum ApprovalRefusal
{
    Closed,
    ContentChanged,
    Author,
    OutOfTurn,
    NotAssigned,
    HatMissing,
    OneStage,
    StageDone,
    Unfit,
    Quorum,
    TooFewPeople,
    NotYet,
}

/// <summary>What became of an event: a state (unchanged, where it was a repetition), or why not.</summary>
internal readonly record struct ApprovalStep(Approval? After, ApprovalRefusal? Refused = null)
{
    public static implicit operator ApprovalStep(Approval after) => new(after);

    public static implicit operator ApprovalStep(ApprovalRefusal refused) => new(null, refused);
}
