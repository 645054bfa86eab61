using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>Something that a subscription waits for.</summary>
internal enum AgendaStep
{
    /// <summary>The draft becomes final.</summary>
    Finalize,

    /// <summary>The owners are reminded that the trial ends soon.</summary>
    RemindOfTrial,

    /// <summary>The trial is over.</summary>
    EndTrial,

    /// <summary>The payer has not confirmed the first payment.</summary>
    GiveUpFirstPayment,

    /// <summary>A payment is tried again, or given up.</summary>
    Collect,

    /// <summary>The period is over.</summary>
    Renew,
}

/// <summary>
/// What a subscription waits for, in the order in which it comes. Only what Artisan does itself: of another provider's subscription that is the bill of what ended before
/// it, and all else is in that provider's own calendar. The due index holds each of these; whoever is called looks here, so a stale or doubled call does nothing.
/// </summary>
internal static class Agenda
{
    /// <summary>The due kind of the timer <c>renewals</c>.</summary>
    public const string Renewals = "renewal";

    /// <summary>The due kind of the timer <c>dunning</c>.</summary>
    public const string Dunning = "dunning";

    /// <summary>The kind of the timer <c>reminders</c>.</summary>
    public const string TrialReminder = "trial-reminder";

    /// <summary>The queue that does what has come due.</summary>
    public const string Queue = "subscription-step";

    /// <summary>Everything that it waits for; of one instant in the order in which it is done.</summary>
    public static IReadOnlyList<(AgendaStep Step, DateTimeOffset Due)> Of(Subscription subscription)
    {
        var steps = new List<(AgendaStep Step, DateTimeOffset Due)>();
        if (subscription.Draft is { } draft) steps.Add((AgendaStep.Finalize, draft.FinalizeAt));
        if (subscription.Provider is BillingProvider.Stripe) return steps;
        if (subscription is { Status: SubscriptionStatus.Trialing, TrialReminderAt: { } reminder }) steps.Add((AgendaStep.RemindOfTrial, reminder));
        if (subscription is { Status: SubscriptionStatus.Trialing, TrialEndsAt: { } trial }) steps.Add((AgendaStep.EndTrial, trial));
        if (subscription.Action is { } action) steps.Add((AgendaStep.GiveUpFirstPayment, action.Until));
        if (subscription.Dunning?.NextAt is { } next) steps.Add((AgendaStep.Collect, next));
        steps.Add((AgendaStep.Renew, subscription.PeriodEnd));
        return [.. steps.OrderBy(s => s.Due).ThenBy(s => s.Step)];
    }

    /// <summary>The timer that a step belongs to.</summary>
    public static string KindOf(AgendaStep step) => step switch { AgendaStep.Collect => Dunning, AgendaStep.RemindOfTrial => TrialReminder, _ => Renewals };
}
