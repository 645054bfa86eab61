using System.Text.Json;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Plans;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>A workspace's subscription.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Plan">The plan that it gives now.</param>
/// <param name="PlanName">That plan's name.</param>
/// <param name="Status">trialing, active, past_due, unpaid, paused, canceled or incomplete.</param>
/// <param name="Provider">Who collects the money: embedded or stripe.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="PriceMinor">What a month costs, in minor units; 0 on Free and in a trial.</param>
/// <param name="PeriodStart">The present period begins.</param>
/// <param name="PeriodEnd">It ends, and the next one begins.</param>
/// <param name="TimeZone">The zone that it is counted in.</param>
/// <param name="TrialEndsAt">When the trial ends.</param>
/// <param name="TrialAvailable">Whether the one trial may still be begun.</param>
/// <param name="CancelAtPeriodEnd">It goes to Free when the period ends.</param>
/// <param name="PendingPlan">The plan to come: with the next period, or once its first payment is made.</param>
/// <param name="Action">What confirms a payment that waits for the payer: in the browser, by Stripe's script; with the embedded provider, by sending it back.</param>
/// <param name="ActionUrl">The page of Stripe on which it is confirmed.</param>
/// <param name="PaymentMethod">What is paid with.</param>
/// <param name="Overdue">A payment that failed.</param>
/// <param name="CreditBalanceMinor">A credit that pays later invoices.</param>
/// <param name="Entitlements">What the plan gives.</param>
public sealed record SubscriptionResponse(
    string Id, string Plan, string PlanName, string Status, string Provider, string Currency, long PriceMinor, DateTimeOffset PeriodStart, DateTimeOffset PeriodEnd, string TimeZone,
    DateTimeOffset? TrialEndsAt, bool TrialAvailable, bool CancelAtPeriodEnd, string? PendingPlan, string? Action, Uri? ActionUrl, PaymentMethodResponse? PaymentMethod, OverdueResponse? Overdue,
    long CreditBalanceMinor, EntitlementsView Entitlements)
{
    internal static SubscriptionResponse Of(Subscription subscription, PlanCatalog plans, SubscriptionProviders providers)
    {
        var plan = plans[subscription.Plan];
        return new SubscriptionResponse(
            subscription.Id, plan.Id, plan.Name, Name(subscription.Status), Name(providers.KindOf(subscription)), subscription.Currency,
            subscription.PaysNothing(plans) ? 0 : plan.PriceIn(subscription.Currency), subscription.PeriodStart, subscription.PeriodEnd, subscription.TimeZone,
            subscription.TrialEndsAt, !subscription.TrialUsed && subscription.PaysNothing(plans) && SubscriptionMachine.Next(subscription.Status, SubscriptionEvent.TrialStarted) is not null, subscription.CancelAtPeriodEnd, subscription.PendingPlan, subscription.Action?.Secret, subscription.Action?.Page,
            PaymentMethodResponse.Of(subscription.PaymentMethod), OverdueResponse.Of(subscription.Dunning), subscription.CreditMinor,
            new EntitlementsView(plan.Id, plan.Features, Limits(plan, subscription), plan.RequestsPerMinute, plan.EventsPerMinute, plan.RawEventDays, plan.Support));
    }

    internal static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static Dictionary<string, long?> Limits(Plan plan, Subscription subscription) =>
        plan.Limits.Keys.Union(subscription.Overrides.Keys).ToDictionary(metric => metric, metric => GaugeLimits.Of(plan, subscription.Overrides, metric));
}

/// <summary>What is paid with; never a card's number.</summary>
public sealed record PaymentMethodResponse(string Brand, string Last4, int ExpMonth, int ExpYear)
{
    internal static PaymentMethodResponse? Of(PaymentMethodOnFile? method) => method is null ? null : new(method.Brand, method.Last4, method.ExpMonth, method.ExpYear);
}

/// <summary>A payment that failed.</summary>
/// <param name="InvoiceId">What is to be paid.</param>
/// <param name="Since">When it failed first.</param>
/// <param name="NextAt">When it is tried again, or the plan ends.</param>
public sealed record OverdueResponse(string InvoiceId, DateTimeOffset Since, DateTimeOffset? NextAt)
{
    internal static OverdueResponse? Of(Dunning? dunning) => dunning is null ? null : new(dunning.InvoiceId, dunning.FirstFailedAt, dunning.NextAt);
}
