using Artisan.Areas.Billing.Periods;
using Artisan.Areas.Billing.Plans;
using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>What can happen to a subscription.</summary>
internal enum SubscriptionEvent
{
    /// <summary>The one trial began.</summary>
    TrialStarted,

    /// <summary>The trial is over, and nobody subscribed.</summary>
    TrialEnded,

    /// <summary>A plan was subscribed to and paid.</summary>
    Started,

    /// <summary>A plan was subscribed to, and the payer has to confirm the payment first.</summary>
    ActionRequired,

    /// <summary>What was owed is paid.</summary>
    Paid,

    /// <summary>A payment failed.</summary>
    PaymentFailed,

    /// <summary>The tries are used up.</summary>
    RetriesUsedUp,

    /// <summary>It was paused.</summary>
    Paused,

    /// <summary>It goes on after a pause.</summary>
    Resumed,

    /// <summary>It ended; the workspace is on Free from then on.</summary>
    Ended,
}

/// <summary>
/// The states of a subscription, the same whoever collects the money. The embedded provider makes it step by step; of another one a snapshot is taken over as a
/// whole, so that any order of its messages, and any repetition, ends in the same state.
/// </summary>
internal static class SubscriptionMachine
{
    /// <summary>The state after something happened; null where it cannot happen in this one.</summary>
    public static SubscriptionStatus? Next(SubscriptionStatus status, SubscriptionEvent happened) => (status, happened) switch
    {
        (SubscriptionStatus.Active or SubscriptionStatus.Canceled, SubscriptionEvent.TrialStarted) => SubscriptionStatus.Trialing,
        (SubscriptionStatus.Trialing, SubscriptionEvent.TrialEnded) => SubscriptionStatus.Active,
        (SubscriptionStatus.Active or SubscriptionStatus.Trialing or SubscriptionStatus.Canceled or SubscriptionStatus.Incomplete, SubscriptionEvent.Started) => SubscriptionStatus.Active,
        (SubscriptionStatus.Active or SubscriptionStatus.Canceled or SubscriptionStatus.Incomplete, SubscriptionEvent.ActionRequired) => SubscriptionStatus.Incomplete,
        (SubscriptionStatus.Active or SubscriptionStatus.PastDue or SubscriptionStatus.Unpaid, SubscriptionEvent.Paid) => SubscriptionStatus.Active,
        (SubscriptionStatus.Active or SubscriptionStatus.PastDue, SubscriptionEvent.PaymentFailed) => SubscriptionStatus.PastDue,
        (SubscriptionStatus.PastDue, SubscriptionEvent.RetriesUsedUp) => SubscriptionStatus.Unpaid,
        (SubscriptionStatus.Active or SubscriptionStatus.PastDue or SubscriptionStatus.Unpaid, SubscriptionEvent.Paused) => SubscriptionStatus.Paused,
        (SubscriptionStatus.Paused, SubscriptionEvent.Resumed) => SubscriptionStatus.Active,
        (not SubscriptionStatus.Canceled, SubscriptionEvent.Ended) => SubscriptionStatus.Canceled,
        _ => null,
    };

    /// <summary>The subscription after something happened.</summary>
    /// <exception cref="InvalidOperationException">It cannot happen in its state.</exception>
    public static Subscription After(this Subscription subscription, SubscriptionEvent happened) => Next(subscription.Status, happened) is { } status
        ? subscription with { Status = status }
        : throw new InvalidOperationException($"A subscription that is {subscription.Status} cannot become what {happened} asks for.");

    /// <summary>On Free from now on, with everything kept that belongs to the workspace and not to the plan.</summary>
    public static Subscription Ended(this Subscription subscription) => subscription.After(SubscriptionEvent.Ended) with
    {
        Plan = PlanCatalog.FreeId,
        PendingPlan = null,
        CancelAtPeriodEnd = false,
        Dunning = null,
        Action = null,
        TrialEndsAt = null,
        Provider = BillingProvider.Embedded,
    };

    /// <summary>On Free because the trial is over; what the workspace made in it stays.</summary>
    public static Subscription TrialOver(this Subscription subscription) => subscription.After(SubscriptionEvent.TrialEnded) with { Plan = PlanCatalog.FreeId, TrialEndsAt = null };

    /// <summary>Whether nothing is paid for its plan now.</summary>
    public static bool PaysNothing(this Subscription subscription, PlanCatalog plans) => subscription.Status is SubscriptionStatus.Trialing || plans[subscription.Plan].IsFree;

    /// <summary>
    /// Takes over what a provider says that its subscription is now. Of two subscriptions one that runs counts, else the later. A plan is given while it is active or
    /// being collected; one whose first payment is open, or that is paused, gives Free. A trial of ours goes on until something is really subscribed to. What was ended stays
    /// ended: the Free periods that followed are not begun anew.
    /// </summary>
    public static Subscription Converge(this Subscription known, SubscriptionSnapshot seen)
    {
        if (!Counts(known, seen)) return known;
        var linked = known with { SubscriptionRef = seen.Reference, SubscriptionSince = seen.CreatedAt, CustomerRef = seen.Customer, Beginning = seen.Reference == known.SubscriptionRef ? known.Beginning : null };
        return seen.Status switch
        {
            SubscriptionStatus.Incomplete or SubscriptionStatus.Canceled when OnTrialOfOurs(known) => linked,
            SubscriptionStatus.Incomplete => linked with
            {
                Plan = PlanCatalog.FreeId,
                Status = SubscriptionStatus.Incomplete,
                Provider = BillingProvider.Stripe,
                PendingPlan = seen.Plan,
                Action = ActionOf(seen),
            },
            SubscriptionStatus.Canceled when known.SubscriptionRef == seen.Reference && known.Provider is BillingProvider.Embedded => linked,
            SubscriptionStatus.Canceled => FreeAfter(seen, linked) with
            {
                Plan = PlanCatalog.FreeId,
                Status = SubscriptionStatus.Canceled,
                Provider = BillingProvider.Embedded,
                PendingPlan = null,
                CancelAtPeriodEnd = false,
                TrialEndsAt = null,
                Action = null,
                Dunning = null,
            },
            SubscriptionStatus.Paused => InPeriodOf(seen, linked) with
            {
                Plan = PlanCatalog.FreeId,
                Status = SubscriptionStatus.Paused,
                Provider = BillingProvider.Stripe,
                PendingPlan = seen.Plan,
                CancelAtPeriodEnd = seen.CancelAtPeriodEnd,
                Action = null,
            },
            // A larger plan whose payment is still to be confirmed is the one to come.
            _ => InPeriodOf(seen, linked) with
            {
                Plan = seen.Plan ?? known.Plan,
                Status = seen.Status,
                Provider = BillingProvider.Stripe,
                Currency = seen.Currency,
                PendingPlan = seen.PendingPlan,
                CancelAtPeriodEnd = seen.CancelAtPeriodEnd,
                TrialEndsAt = seen.TrialEndsAt,
                Action = ActionOf(seen),
                LastCall = seen.Mark,
                Dunning = seen.Status is SubscriptionStatus.PastDue or SubscriptionStatus.Unpaid ? known.Dunning : null,
            },
        };
    }

    /// <summary>Whether a subscription at a provider runs: it is charged for, or going to be.</summary>
    public static bool Runs(SubscriptionStatus status) => status is SubscriptionStatus.Active or SubscriptionStatus.PastDue or SubscriptionStatus.Unpaid or SubscriptionStatus.Trialing;

    // One that runs goes before one that was given up or never began, or whoever pays would lose the plan to a page that he left; beyond that the later one counts.
    private static bool Counts(Subscription known, SubscriptionSnapshot seen)
    {
        if (known.SubscriptionRef is not { } reference || reference == seen.Reference) return true;
        var (runs, other) = (known.Provider is BillingProvider.Stripe && Runs(known.Status), Runs(seen.Status));
        if (runs != other) return other;
        return seen.CreatedAt == known.SubscriptionSince ? string.CompareOrdinal(seen.Reference, reference) > 0 : seen.CreatedAt > known.SubscriptionSince;
    }

    private static PendingAction? ActionOf(SubscriptionSnapshot seen) => seen.Action is { } action ? new PendingAction(action.Secret, action.Until, action.Page) : null;

    // Free begins where the paid plan ended; one that never began leaves the workspace in the period that it is in.
    private static Subscription FreeAfter(SubscriptionSnapshot seen, Subscription known)
    {
        if (!seen.Began) return known;
        var anchor = seen.EndedAt ?? seen.PeriodEnd;
        return (known with { Anchor = anchor }).In(new BillingPeriods(anchor, TimeZoneInfo.FindSystemTimeZoneById(known.TimeZone)).At(0));
    }

    private static bool OnTrialOfOurs(Subscription known) => known is { Status: SubscriptionStatus.Trialing, Provider: BillingProvider.Embedded };

    // The provider counts its months in UTC; the middle of a period lies in the month that it is, whatever the clocks of a zone do.
    private static Subscription InPeriodOf(SubscriptionSnapshot seen, Subscription known) => (known with { Anchor = seen.Anchor }).In(new BillingPeriod(
        new BillingPeriods(seen.Anchor, TimeZoneInfo.Utc).Containing(seen.PeriodStart + ((seen.PeriodEnd - seen.PeriodStart) / 2)).Number, seen.PeriodStart, seen.PeriodEnd));
}
