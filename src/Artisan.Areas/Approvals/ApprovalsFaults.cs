using Artisan.Areas.Approvals.Model;
using Artisan.Platform.Http;

namespace Artisan.Areas.Approvals;

/// <summary>The refusals of the area.</summary>
public static class ApprovalsFaults
{
    public static readonly Fault Closed = new("approvals.closed", 409, "This approval waits for no decision: it is signed off, has expired, was withdrawn, or awaits changes.");
    public static readonly Fault ContentChanged = new("approvals.content_changed", 409, "The content was changed since you read it; read it again before you decide.");
    public static readonly Fault Author = new("approvals.author", 403, "Who wrote or submitted the definition does not approve it.");
    public static readonly Fault OutOfTurn = new("approvals.out_of_turn", 409, "Another stage comes first: finance, then technical, then the executive's sign-off.");
    public static readonly Fault NotAssigned = new("approvals.not_assigned", 403, "You are not assigned to a stage of this approval.");
    public static readonly Fault HatMissing = new("approvals.hat_missing", 403, "You do not wear the hat of this stage any more.");
    public static readonly Fault OneStage = new("approvals.one_stage", 409, "One person takes one stage, and you have taken another one of this round.");
    public static readonly Fault StageDone = new("approvals.stage_done", 409, "This stage, or your part in it, is decided.");
    public static readonly Fault UnfitApprover = new("approvals.unfit_approver", 422, "An approver wears the hat of the stage, is no author of the definition and has no other part in the approval.");
    public static readonly Fault Quorum = new("approvals.quorum", 422, "A quorum is at least one, more than have agreed and at most as many as are assigned; who has agreed stays assigned.");
    public static readonly Fault TooFewPeople = new("approvals.too_few_people", 422, "There would be too few people to agree: three are needed, one for each stage.");
    public static readonly Fault ChecksRed = new("golive.checks_red", 422, "Not all checks are green.");
    public static readonly Fault NotLive = new("golive.not_live", 409, "Value-based billing is not switched on.");
    public static readonly Fault LiveAlready = new("golive.live_already", 409, "Value-based billing was switched on before; resume it.");

    /// <summary>Every fault of the area, for the golden list and the API reference.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        Closed, ContentChanged, Author, OutOfTurn, NotAssigned, HatMissing, OneStage, StageDone, UnfitApprover, Quorum, TooFewPeople, ChecksRed, NotLive, LiveAlready,
    ];

    /// <summary>A refusal of the machine as the API says it.</summary>
    internal static Fault Of(ApprovalRefusal refused) => refused switch
    {
        ApprovalRefusal.Closed or ApprovalRefusal.NotYet => Closed,
        ApprovalRefusal.ContentChanged => ContentChanged,
        ApprovalRefusal.Author => Author,
        ApprovalRefusal.OutOfTurn => OutOfTurn,
        ApprovalRefusal.NotAssigned => NotAssigned,
        ApprovalRefusal.HatMissing => HatMissing,
        ApprovalRefusal.OneStage => OneStage,
        ApprovalRefusal.StageDone => StageDone,
        ApprovalRefusal.Unfit => UnfitApprover,
        ApprovalRefusal.Quorum => Quorum,
        ApprovalRefusal.TooFewPeople => TooFewPeople,
        _ => throw new ArgumentOutOfRangeException(nameof(refused)),
    };
}
