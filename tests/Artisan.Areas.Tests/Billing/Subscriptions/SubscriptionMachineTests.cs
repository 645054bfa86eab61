using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Payments;

namespace Artisan.Areas.Tests.Billing.Subscriptions;

public sealed class SubscriptionMachineTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);

    private static readonly Subscription Fresh = new()
    {
        Id = "sub_1",
        Plan = "free",
        Status = SubscriptionStatus.Active,
        Provider = BillingProvider.Embedded,
        Anchor = Start.AddDays(-20),
        TimeZone = "UTC",
        Currency = "USD",
        PeriodNumber = 0,
        PeriodStart = Start.AddDays(-20),
        PeriodEnd = Start.AddDays(11),
    };

    // Rows: states. Columns: what happens. The letter is the state after it, a dot what cannot happen.
    private const string Table = """
                     TrialStarted TrialEnded Started ActionRequired Paid PaymentFailed RetriesUsedUp Paused Resumed Ended
        Trialing     .            A          A       .              .    .             .             .      .       C
        Active       T            .          A       I              A    P             .             S      .       C
        PastDue      .            .          .       .              A    P             U             S      .       C
        Unpaid       .            .          .       .              A    .             .             S      .       C
        Paused       .            .          .       .              .    .             .             .      A       C
        Canceled     T            .          A       I              .    .             .             .      .       .
        Incomplete   .            .          A       I              .    .             .             .      .       C
        """;

    [Fact]
    public void Every_state_goes_where_the_table_says_and_nowhere_else()
    {
        var lines = Table.Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var letters = new Dictionary<string, SubscriptionStatus?>
        {
            ["."] = null,
            ["T"] = SubscriptionStatus.Trialing,
            ["A"] = SubscriptionStatus.Active,
            ["P"] = SubscriptionStatus.PastDue,
            ["U"] = SubscriptionStatus.Unpaid,
            ["S"] = SubscriptionStatus.Paused,
            ["C"] = SubscriptionStatus.Canceled,
            ["I"] = SubscriptionStatus.Incomplete,
        };
        Assert.Equal(Enum.GetNames<SubscriptionEvent>(), lines[0]);
        Assert.Equal(Enum.GetNames<SubscriptionStatus>(), lines.Skip(1).Select(l => l[0]));
        foreach (var line in lines.Skip(1))
        {
            var status = Enum.Parse<SubscriptionStatus>(line[0]);
            foreach (var (happened, expected) in Enum.GetValues<SubscriptionEvent>().Zip(line.Skip(1)))
            {
                Assert.Equal(letters[expected], SubscriptionMachine.Next(status, happened));
                if (letters[expected] is null) Assert.Throws<InvalidOperationException>(() => (Fresh with { Status = status }).After(happened));
            }
        }
    }

    [Fact]
    public void A_snapshot_is_taken_over_whole_and_taking_it_again_changes_nothing()
    {
        var seen = Snapshot("sub_a", SubscriptionStatus.PastDue) with { Plan = "starter", CancelAtPeriodEnd = true, PendingPlan = "free" };
        var once = Fresh.Converge(seen);
        Assert.Equal(("starter", SubscriptionStatus.PastDue, BillingProvider.Stripe, true, "free"), (once.Plan, once.Status, once.Provider, once.CancelAtPeriodEnd, once.PendingPlan));
        Assert.Equal((Start, Start.AddMonths(1), 0), (once.Anchor, once.PeriodEnd, once.PeriodNumber));
        Assert.Equal(once, once.Converge(seen));
    }

    [Fact]
    public void Of_two_subscriptions_the_later_counts_in_whatever_order_they_are_heard_of()
    {
        var (older, newer) = (Snapshot("sub_old", SubscriptionStatus.Canceled), Snapshot("sub_new", SubscriptionStatus.Active) with { CreatedAt = Start.AddDays(3), Plan = "enterprise" });
        var one = Fresh.Converge(older).Converge(newer);
        var other = Fresh.Converge(newer).Converge(older);
        Assert.Equal(one, other);
        Assert.Equal(("enterprise", SubscriptionStatus.Active), (one.Plan, one.Status));
    }

    [Fact]
    public void A_page_that_was_left_takes_no_plan_from_whoever_pays_for_another()
    {
        var running = Snapshot("sub_b", SubscriptionStatus.Active);
        foreach (var status in new[] { SubscriptionStatus.Incomplete, SubscriptionStatus.Canceled, SubscriptionStatus.Paused })
        {
            // Later, and within the same second with a name on either side.
            foreach (var (name, at) in new[] { ("sub_c", Start.AddDays(1)), ("sub_a", Start), ("sub_c", Start) })
            {
                var left = Snapshot(name, status) with { CreatedAt = at, Plan = "enterprise" };
                var (one, other) = (Fresh.Converge(left).Converge(running), Fresh.Converge(running).Converge(left));
                Assert.Equal(("professional", SubscriptionStatus.Active, "sub_b"), (other.Plan, other.Status, other.SubscriptionRef));
                Assert.Equal((one.Plan, one.Status, one.SubscriptionRef), (other.Plan, other.Status, other.SubscriptionRef));
            }
        }
    }

    [Theory]
    [InlineData(SubscriptionStatus.Incomplete)]
    [InlineData(SubscriptionStatus.Paused)]
    public void What_is_not_paid_yet_or_paused_does_not_begin_by_itself_either(SubscriptionStatus status)
    {
        var waiting = Fresh.Converge(Snapshot("sub_a", status));
        Assert.Equal(("free", "professional", null, null), (waiting.Plan, waiting.PendingPlan, waiting.Action, waiting.FollowingPlan));
        Assert.Equal("starter", Fresh.Converge(Snapshot("sub_a", SubscriptionStatus.Active) with { PendingPlan = "starter" }).FollowingPlan);
    }

    [Fact]
    public void What_is_not_paid_yet_or_paused_gives_free()
    {
        var waiting = Fresh.Converge(Snapshot("sub_a", SubscriptionStatus.Incomplete) with { Action = new PaymentToConfirm(new Uri("https://invoice.stripe.test/i/1"), "secret", Start.AddHours(23)) });
        Assert.Equal(("free", "professional", "secret"), (waiting.Plan, waiting.PendingPlan, waiting.Action!.Secret));
        var paused = Fresh.Converge(Snapshot("sub_a", SubscriptionStatus.Paused));
        Assert.Equal(("free", SubscriptionStatus.Paused), (paused.Plan, paused.Status));
        Assert.Equal("professional", paused.Converge(Snapshot("sub_a", SubscriptionStatus.Active)).Plan);
    }

    [Fact]
    public void A_trial_goes_on_until_something_is_really_subscribed_to()
    {
        var trial = Fresh with { Plan = "professional", Status = SubscriptionStatus.Trialing, TrialEndsAt = Start.AddDays(14), TrialUsed = true };
        Assert.Equal(SubscriptionStatus.Trialing, trial.Converge(Snapshot("sub_a", SubscriptionStatus.Incomplete)).Status);
        Assert.Equal(SubscriptionStatus.Trialing, trial.Converge(Snapshot("sub_a", SubscriptionStatus.Canceled)).Status);
        Assert.Equal(SubscriptionStatus.Active, trial.Converge(Snapshot("sub_a", SubscriptionStatus.Active)).Status);
    }

    [Fact]
    public void What_has_ended_is_free_and_renews_by_itself_again()
    {
        var ended = Fresh.Converge(Snapshot("sub_a", SubscriptionStatus.Active)).Converge(Snapshot("sub_a", SubscriptionStatus.Canceled));
        Assert.Equal(("free", SubscriptionStatus.Canceled, BillingProvider.Embedded), (ended.Plan, ended.Status, ended.Provider));
        Assert.Equal([(AgendaStep.Renew, ended.PeriodEnd)], Agenda.Of(ended));
    }

    [Fact]
    public void Tries_to_collect_are_on_days_1_3_5_and_7_unpaid_on_14_and_free_on_21() =>
        Assert.Equal([1, 3, 5, 7, 14, 21], Enumerable.Range(0, PaymentTerms.Ended + 1).Select(step => (int)(PaymentTerms.DunningAt(Start, step) - Start).TotalDays));

    private static SubscriptionSnapshot Snapshot(string reference, SubscriptionStatus status) =>
        new(reference, "cus_1", "ws_1", "professional", status, "USD", Start, Start, Start, Start.AddMonths(1));
}
