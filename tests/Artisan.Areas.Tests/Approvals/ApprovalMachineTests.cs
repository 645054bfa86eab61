using Artisan.Areas.Approvals.Model;
using Artisan.Platform.Access;

namespace Artisan.Areas.Tests.Approvals;

/// <summary>The state machine alone: what it does step by step, and what no sequence of calls whatever brings about.</summary>
public sealed class ApprovalMachineTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Approver[] People =
    [
        new("ada", Hats.All), new("finn", Hats.Finance), new("fay", Hats.Finance), new("tom", Hats.Technical), new("tess", Hats.Technical), new("eve", Hats.Executive), new("eli", Hats.Executive),
        new("max", Hats.Finance | Hats.Technical), new("none", Hats.None),
    ];

    [Fact]
    public void Finance_technical_and_executive_agree_in_this_order()
    {
        var approval = Agreed(Agreed(Begun(), "finn"), "tom");
        Assert.Equal(ApprovalStage.Executive, approval.Current!.Stage);
        Assert.Equal(ApprovalStatus.SignedOff, Agreed(approval, "eve", Verdict.SignedOff).Status);
    }

    [Fact]
    public void Who_comes_too_early_is_out_of_turn()
    {
        Assert.Equal(ApprovalRefusal.OutOfTurn, Refused(Begun(), "tom"));
        Assert.Equal(ApprovalRefusal.OutOfTurn, Refused(Begun(), "eve", Verdict.SignedOff));
        Assert.Equal(ApprovalRefusal.OutOfTurn, Refused(Begun(), "finn", stage: ApprovalStage.Technical));
        Assert.Equal(ApprovalRefusal.OutOfTurn, Refused(Agreed(Agreed(Begun(), "finn"), "tom"), "eve"));
    }

    [Fact]
    public void Neither_an_author_nor_who_is_not_assigned_nor_who_lost_the_hat_decides()
    {
        Assert.Equal(ApprovalRefusal.Author, Refused(Begun(), "ada"));
        Assert.Equal(ApprovalRefusal.NotAssigned, Refused(Begun(), "none"));
        Assert.Equal(ApprovalRefusal.HatMissing, ApprovalMachine.Next(Begun(), new Decide("finn", Hats.None, Verdict.Approved, "hash-1")).Refused);
    }

    [Fact]
    public void One_person_takes_one_stage() => Assert.Equal(ApprovalRefusal.OneStage, Refused(Agreed(Begun(), "max"), "max"));

    [Fact]
    public void The_same_decision_again_changes_nothing()
    {
        var approval = Agreed(Begun(), "finn");
        Assert.Same(approval, Step(approval, new Decide("finn", Hats.Finance, Verdict.Approved, "hash-1", ApprovalStage.Finance)).After);
        var asked = Step(approval, new Decide("tom", Hats.Technical, Verdict.ChangesRequested, "hash-1")).After!;
        Assert.Same(asked, Step(asked, new Decide("tom", Hats.Technical, Verdict.ChangesRequested, "hash-1")).After);
    }

    [Fact]
    public void Content_that_the_decision_does_not_name_is_not_decided() =>
        Assert.Equal(ApprovalRefusal.ContentChanged, ApprovalMachine.Next(Begun(), new Decide("finn", Hats.Finance, Verdict.Approved, "hash-0")).Refused);

    [Fact]
    public void Other_content_begins_a_new_round_with_nothing_decided()
    {
        var approval = Step(Agreed(Begun(), "finn"), new Resubmit(Round(2, "hash-2"))).After!;
        Assert.Equal((2, 2, "hash-2", ApprovalStatus.InReview), (approval.Round, approval.Version, approval.ContentHash, approval.Status));
        Assert.All(approval.Stages, s => Assert.Empty(s.Approved));
        Assert.Equal(ApprovalRefusal.ContentChanged, Refused(approval, "fay"));
    }

    [Fact]
    public void A_quorum_waits_for_as_many_people()
    {
        var approval = Step(Begun(), new Assign(ApprovalStage.Finance, [Who("finn"), Who("fay")], 2)).After!;
        approval = Agreed(approval, "finn");
        Assert.Equal(ApprovalStage.Finance, approval.Current!.Stage);
        Assert.Equal(ApprovalStage.Technical, Agreed(approval, "fay").Current!.Stage);
    }

    [Fact]
    public void A_stage_is_never_done_by_assigning()
    {
        var approval = Agreed(Step(Begun(), new Assign(ApprovalStage.Finance, [Who("finn"), Who("fay")], 2)).After!, "finn");
        Assert.Equal(ApprovalRefusal.Quorum, Step(approval, new Assign(ApprovalStage.Finance, [Who("finn")], 1)).Refused);
        Assert.Equal(ApprovalRefusal.Quorum, Step(approval, new Assign(ApprovalStage.Finance, [Who("fay"), Who("max")], 2)).Refused);
        Assert.Equal(ApprovalRefusal.Unfit, Step(approval, new Assign(ApprovalStage.Technical, [Who("ada"), Who("tom")], 1)).Refused);
        Assert.Equal(ApprovalRefusal.Unfit, Step(approval, new Assign(ApprovalStage.Technical, [Who("eve")], 1)).Refused);
    }

    [Fact]
    public void A_stage_is_handed_to_who_wears_its_hat()
    {
        var approval = Step(Begun(), new Assign(ApprovalStage.Finance, [Who("finn")], 1)).After!;
        Assert.Equal(ApprovalRefusal.Unfit, Step(approval, new Artisan.Areas.Approvals.Model.Delegate("finn", Who("tom"))).Refused);
        Assert.Equal(ApprovalRefusal.Unfit, Step(approval, new Artisan.Areas.Approvals.Model.Delegate("finn", Who("ada"))).Refused);
        Assert.Equal(ApprovalRefusal.NotAssigned, Step(approval, new Artisan.Areas.Approvals.Model.Delegate("none", Who("fay"))).Refused);
        var handed = Step(approval, new Artisan.Areas.Approvals.Model.Delegate("finn", Who("fay"))).After!;
        Assert.Same(handed, Step(handed, new Artisan.Areas.Approvals.Model.Delegate("finn", Who("fay"))).After);
        Assert.Equal(ApprovalRefusal.NotAssigned, Refused(handed, "finn"));
        Assert.Equal(ApprovalStage.Technical, Agreed(handed, "fay").Current!.Stage);
    }

    [Fact]
    public void A_round_ends_by_itself_at_its_time_and_not_before()
    {
        Assert.Equal(ApprovalRefusal.NotYet, Step(Begun(), new Lapse(Now.AddDays(14).AddTicks(-1))).Refused);
        var expired = Step(Begun(), new Lapse(Now.AddDays(14))).After!;
        Assert.Equal(ApprovalStatus.Expired, expired.Status);
        Assert.Equal(ApprovalRefusal.Closed, Refused(expired, "finn"));
        Assert.Equal(ApprovalRefusal.Closed, Step(expired, new Resubmit(Round(2, "hash-2"))).Refused);
    }

    [Theory]
    [InlineData("ada:all finn:finance tom:technical")]
    [InlineData("ada:all bob:all tom:technical")]
    [InlineData("ada:all max:finance,technical eve:executive")]
    [InlineData("ada:all finn:finance eve:executive")]
    public void Where_too_few_people_wear_the_hats_nothing_begins(string people)
    {
        var few = people.Split(' ').Select(p => p.Split(':')).Select(p => new Approver(p[0], p[1] == "all" ? Hats.All : RoleNames.ParseHats(p[1].Split(',')))).ToList();
        Assert.Equal(ApprovalRefusal.TooFewPeople, ApprovalMachine.Begin("appr_1", "def_1", Round(1, "hash-1", few)).Refused);
        Assert.NotEmpty(Staffing.Lacks(["ada"], few));
    }

    [Fact]
    public void Three_people_with_all_hats_suffice_beside_the_author()
    {
        Approver[] owners = [new("ada", Hats.All), new("bob", Hats.All), new("cy", Hats.All), new("di", Hats.All)];
        Assert.Null(ApprovalMachine.Begin("appr_1", "def_1", Round(1, "hash-1", owners)).Refused);
    }

    /// <summary>20,000 random sequences of everything that can be asked: a sign-off has a quorum of distinct people in every stage, in this round, none an author.</summary>
    [Fact]
    public void No_sequence_of_calls_reaches_the_sign_off_without_every_stage()
    {
        var (random, signedOff, expired) = (new Random(20_270_101), 0, 0);
        for (var run = 0; run < 20_000; run++)
        {
            var (approval, hash) = (Begun(), 1);
            var votes = new List<(int Round, ApprovalStage Stage, string By)>();
            for (var step = 0; step < 25; step++)
            {
                var happened = Any(random, approval, ref hash);
                if (ApprovalMachine.Next(approval, happened).After is not { } after || ReferenceEquals(after, approval)) continue;
                if (happened is Decide { Verdict: not Verdict.ChangesRequested } decide)
                {
                    Assert.DoesNotContain(decide.By, approval.Authors);
                    Assert.Equal(approval.ContentHash, decide.ContentHash);
                    votes.Add((approval.Round, approval.Current!.Stage, decide.By));
                }

                Assert.True(after.Seq > approval.Seq);
                if (after.Status is ApprovalStatus.SignedOff && approval.Status is not ApprovalStatus.SignedOff) Assert.IsType<Decide>(happened);
                approval = after;
            }

            var current = votes.Where(v => v.Round == approval.Round).ToList();
            Assert.Equal(current.Count, current.Select(v => v.By).Distinct().Count());
            Assert.Equal(current.Select(v => v.Stage), current.Select(v => v.Stage).Order());
            if (approval.Status is ApprovalStatus.Expired) expired++;
            if (approval.Status is not ApprovalStatus.SignedOff) continue;
            signedOff++;
            Assert.All(approval.Stages, s => Assert.True(s.Quorum >= 1 && current.Count(v => v.Stage == s.Stage) == s.Quorum));
            Assert.Contains(current, v => v.Stage is ApprovalStage.Executive);
        }

        Assert.True(signedOff > 200 && expired > 200, $"{signedOff} signed off, {expired} expired: the sequences reach too little.");
    }

    private static ApprovalEvent Any(Random random, Approval approval, ref int hash)
    {
        var who = People[random.Next(People.Length)];
        var other = People[random.Next(People.Length)];
        ApprovalStage? stage = random.Next(4) is < 3 and var s && random.Next(3) == 0 ? (ApprovalStage)s : null;
        var seen = random.Next(10) == 0 ? $"hash-{hash - 1}" : $"hash-{hash}";
        return random.Next(40) switch
        {
            < 18 => new Decide(who.UserId, who.Wears, Verdict.Approved, seen, stage),
            < 28 => new Decide(who.UserId, who.Wears, Verdict.SignedOff, seen, stage),
            28 => new Decide(who.UserId, who.Wears, Verdict.ChangesRequested, seen, stage),
            < 33 => new Artisan.Areas.Approvals.Model.Delegate(who.UserId, other, stage),
            < 36 => new Assign((ApprovalStage)random.Next(3), [.. People.Where(_ => random.Next(2) == 0)], random.Next(0, 4)),
            36 => new Resubmit(Round(approval.Version + 1, $"hash-{++hash}")),
            37 => new Lapse(Now.AddDays(random.Next(20))),
            38 => new Withdraw(Now),
            _ => new Decide(who.UserId, Hats.None, Verdict.Approved, seen, stage),
        };
    }

    private static Approval Begun() => ApprovalMachine.Begin("appr_1", "def_1", Round(1, "hash-1")).After!;

    private static Round Round(int version, string hash, IReadOnlyList<Approver>? people = null) => new(version, "Revenue", hash, ["ada"], "ada", Now, Now.AddDays(14), people ?? People);

    private static Approver Who(string name) => People.Single(p => p.UserId == name);

    private static ApprovalStep Step(Approval approval, ApprovalEvent happened) => ApprovalMachine.Next(approval, happened);

    private static Approval Agreed(Approval approval, string who, Verdict verdict = Verdict.Approved) => Step(approval, new Decide(who, Who(who).Wears, verdict, approval.ContentHash)).After!;

    private static ApprovalRefusal? Refused(Approval approval, string who, Verdict verdict = Verdict.Approved, ApprovalStage? stage = null) =>
        Step(approval, new Decide(who, Who(who).Wears, verdict, "hash-1", stage)).Refused;
}
