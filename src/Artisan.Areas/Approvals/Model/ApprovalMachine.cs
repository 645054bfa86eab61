namespace Artisan.Areas.Approvals.Model;

/// <summary>
/// The states of an approval: state and event give a state or a refusal, and nothing else. Finance, technical and executive agree in this order, each by as many
/// people as its quorum asks for; nobody who wrote the content decides, and nobody takes two stages of a round.
/// </summary>
internal static class ApprovalMachine
{
    /// <summary>The first round of a new approval; refused where it could not be agreed to.</summary>
    public static ApprovalStep Begin(string id, string definitionId, Round round) => Start(
        new Approval
        {
            Id = id,
            DefinitionId = definitionId,
            Version = round.Version,
            Name = round.Name,
            ContentHash = round.ContentHash,
            Round = 0,
            Status = ApprovalStatus.InReview,
            Stages = [.. Enum.GetValues<ApprovalStage>().Select(stage => new StageState(stage, 1, [], [], []))],
            Authors = round.Authors,
            SubmittedBy = round.By,
            SubmittedAt = round.At,
            ExpiresAt = round.ExpiresAt,
        },
        round);

    /// <summary>What an event makes of an approval.</summary>
    public static ApprovalStep Next(Approval approval, ApprovalEvent happened) => happened switch
    {
        Decide decide => On(approval, decide),
        Delegate handed => On(approval, handed),
        Assign assign => On(approval, assign),
        Resubmit resubmit => approval.HasEnded ? ApprovalRefusal.Closed
            : resubmit.Round.Version == approval.Version && resubmit.Round.ContentHash == approval.ContentHash && approval.Status is ApprovalStatus.InReview ? approval
            : Start(approval, resubmit.Round),
        Lapse lapse => On(approval, lapse),
        Withdraw withdraw => approval.HasEnded ? ApprovalRefusal.Closed : Moved(approval) with { Status = ApprovalStatus.Withdrawn, EndedAt = withdraw.At, RemindAt = null, ChangesBy = null },
        _ => throw new ArgumentOutOfRangeException(nameof(happened)),
    };

    private static ApprovalStep On(Approval approval, Decide decide)
    {
        if (IsRepeated(approval, decide)) return approval;
        if (approval.Current is not { } current) return ApprovalRefusal.Closed;
        if (decide.ContentHash != approval.ContentHash) return ApprovalRefusal.ContentChanged;
        if (approval.Authors.Contains(decide.By)) return ApprovalRefusal.Author;
        if (decide.Verdict is not Verdict.ChangesRequested && (decide.Verdict is Verdict.SignedOff) != (current.Stage is ApprovalStage.Executive)) return ApprovalRefusal.OutOfTurn;
        if (decide.Stage is { } meant && meant != current.Stage) return ApprovalRefusal.OutOfTurn;
        if (approval.TookAnother(decide.By, current.Stage)) return ApprovalRefusal.OneStage;
        if (!current.Assigned.Contains(decide.By)) return approval.Stages.Any(s => !s.IsDone && s.Assigned.Contains(decide.By)) ? ApprovalRefusal.OutOfTurn : ApprovalRefusal.NotAssigned;
        if (!decide.Wears.HasFlag(ApprovalNames.HatOf(current.Stage))) return ApprovalRefusal.HatMissing;
        if (current.Approved.Contains(decide.By)) return ApprovalRefusal.StageDone;
        if (decide.Verdict is Verdict.ChangesRequested) return Moved(approval) with { Status = ApprovalStatus.ChangesRequested, ChangesBy = decide.By, RemindAt = null };
        var after = With(approval, current with { Approved = [.. current.Approved, decide.By] });
        return after.Stages.All(s => s.IsDone) ? after with { Status = ApprovalStatus.SignedOff, RemindAt = null } : after;
    }

    private static bool Agreed(Approval approval, ApprovalStage stage, string userId) => approval.Stages[(int)stage].Approved.Contains(userId);

    // The same person's same decision of the same round: its answer was lost, or it was sent twice.
    private static bool IsRepeated(Approval approval, Decide decide) => decide.ContentHash == approval.ContentHash && decide.Verdict switch
    {
        Verdict.ChangesRequested => approval.Status is ApprovalStatus.ChangesRequested && approval.ChangesBy == decide.By,
        Verdict.SignedOff => Agreed(approval, ApprovalStage.Executive, decide.By),
        _ => (decide.Stage ?? approval.Current?.Stage) is { } stage and not ApprovalStage.Executive && Agreed(approval, stage, decide.By),
    };

    private static ApprovalStep On(Approval approval, Delegate handed)
    {
        var stage = approval.Stages.FirstOrDefault(s => handed.Stage is { } meant ? s.Stage == meant : !s.IsDone && (s.Assigned.Contains(handed.By) || s.Delegations.Any(d => d.From == handed.By)));
        if (stage is not null && stage.Delegations.Contains(new Delegation(handed.By, handed.To.UserId)) && !stage.Assigned.Contains(handed.By)) return approval;
        if (approval.Current is null) return ApprovalRefusal.Closed;
        if (stage is null || !stage.Assigned.Contains(handed.By)) return ApprovalRefusal.NotAssigned;
        if (stage.IsDone || stage.Approved.Contains(handed.By)) return ApprovalRefusal.StageDone;
        if (!IsFit(approval, stage, handed.To) || stage.Assigned.Contains(handed.To.UserId)) return ApprovalRefusal.Unfit;
        var after = With(approval, stage with
        {
            Assigned = [.. stage.Assigned.Select(u => u == handed.By ? handed.To.UserId : u)],
            Delegations = [.. stage.Delegations, new Delegation(handed.By, handed.To.UserId)],
        });
        return Staffing.Suffices(after) ? after : ApprovalRefusal.TooFewPeople;
    }

    private static ApprovalStep On(Approval approval, Assign assign)
    {
        if (approval.Current is null) return ApprovalRefusal.Closed;
        var stage = approval.Stages[(int)assign.Stage];
        if (stage.IsDone) return ApprovalRefusal.StageDone;
        if (!assign.Approvers.All(a => IsFit(approval, stage, a))) return ApprovalRefusal.Unfit;
        IReadOnlyList<string> assigned = [.. assign.Approvers.Select(a => a.UserId).Distinct(StringComparer.Ordinal)];
        // Who agreed stays, and one has to be left to agree: a stage is never done by what somebody else than its approvers does.
        if (!stage.Approved.All(assigned.Contains) || assign.Quorum <= stage.Approved.Count || assign.Quorum > assigned.Count) return ApprovalRefusal.Quorum;
        if (assign.Quorum == stage.Quorum && assigned.Order(StringComparer.Ordinal).SequenceEqual(stage.Assigned.Order(StringComparer.Ordinal))) return approval;
        var after = With(approval, stage with { Assigned = assigned, Quorum = assign.Quorum });
        return Staffing.Suffices(after) ? after : ApprovalRefusal.TooFewPeople;
    }

    private static ApprovalStep On(Approval approval, Lapse lapse) =>
        approval.Status is not ApprovalStatus.InReview ? ApprovalRefusal.Closed
        : lapse.At < approval.ExpiresAt ? ApprovalRefusal.NotYet
        : Moved(approval) with { Status = ApprovalStatus.Expired, EndedAt = lapse.At, RemindAt = null };

    private static ApprovalStep Start(Approval before, Round round)
    {
        var after = Moved(before) with
        {
            Version = round.Version,
            Name = round.Name,
            ContentHash = round.ContentHash,
            Round = before.Round + 1,
            Status = ApprovalStatus.InReview,
            Authors = [.. round.Authors.Append(round.By).Distinct(StringComparer.Ordinal)],
            SubmittedBy = round.By,
            SubmittedAt = round.At,
            ExpiresAt = round.ExpiresAt,
            ChangesBy = null,
        };
        after = after with { Stages = [.. before.Stages.Select(s => Staffing.Anew(s, after.Authors, round.People))] };
        return Staffing.Suffices(after) ? after : ApprovalRefusal.TooFewPeople;
    }

    private static bool IsFit(Approval approval, StageState stage, Approver approver) =>
        approver.Wears.HasFlag(ApprovalNames.HatOf(stage.Stage)) && !approval.Authors.Contains(approver.UserId) && !approval.TookAnother(approver.UserId, stage.Stage);

    private static Approval With(Approval approval, StageState stage) => Moved(approval) with { Stages = [.. approval.Stages.Select(s => s.Stage == stage.Stage ? stage : s)] };

    private static Approval Moved(Approval approval) => approval with { Seq = approval.Seq + 1 };
}
