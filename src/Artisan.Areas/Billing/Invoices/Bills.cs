using System.Globalization;
using Artisan.Areas.Billing.Periods;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Ids;
using Artisan.Platform.Payments;
using Artisan.Platform.Time;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>A new draft, and how the subscription remembers it.</summary>
internal sealed record DraftBill(Invoice Invoice, PendingInvoice Pending);

/// <summary>Begins invoices and writes the lines of plans.</summary>
internal sealed class Bills(PlanCatalog plans, IWorkspaces workspaces, IIds ids, BusinessClock clock, IOptions<BillingOptions> options)
{
    /// <summary>An invoice without lines, for the subscription's present period.</summary>
    public async Task<Invoice> EmptyAsync(string workspaceId, Subscription subscription, DateTimeOffset now, CancellationToken ct) => new()
    {
        Id = ids.New("inv"),
        Status = InvoiceStatus.Draft,
        Provider = BillingProvider.Embedded,
        Currency = subscription.Currency,
        BillTo = (await workspaces.FindAsync(workspaceId, ct))?.Name ?? workspaceId,
        CreatedAt = now,
        PeriodStart = subscription.PeriodStart,
        PeriodEnd = subscription.PeriodEnd,
    };

    /// <summary>
    /// The draft of what was used in a subscription's present period, which ends at an instant; it becomes final when late reports have had their time. A trial's use costs nothing.
    /// </summary>
    public async Task<DraftBill> DraftAsync(string workspaceId, Subscription ending, DateTimeOffset endsAt, CancellationToken ct)
    {
        var invoice = await EmptyAsync(workspaceId, ending, clock.Now, ct);
        var plan = ending.Status is SubscriptionStatus.Trialing ? PlanCatalog.FreeId : ending.Plan;
        return new DraftBill(invoice, new PendingInvoice(invoice.Id, plan, ending.PeriodStart, endsAt + TimeSpan.FromMinutes(options.Value.GraceMinutes)));
    }

    /// <summary>A plan that ends this moment, and the draft of what was used of it: Free begins a new first period.</summary>
    public async Task<(Subscription Ended, DraftBill Draft)> EndAsync(string workspaceId, Subscription subscription, DateTimeOffset now, CancellationToken ct)
    {
        var draft = await DraftAsync(workspaceId, subscription, now, ct);
        var first = new BillingPeriods(now, TimeZoneInfo.FindSystemTimeZoneById(subscription.TimeZone)).At(0);
        return ((subscription.Ended() with { Dunning = subscription.Dunning, Anchor = now, Draft = draft.Pending }).In(first), draft);
    }

    /// <summary>A plan for the subscription's whole period.</summary>
    public static BillLine PlanLine(Plan plan, Subscription subscription) => new()
    {
        Kind = InvoiceLineKind.Plan,
        Description = $"{plan.Name}, one month",
        AmountMinor = plan.PriceIn(subscription.Currency),
        From = subscription.PeriodStart,
        To = subscription.PeriodEnd,
    };

    /// <summary>What is left of the present plan, credited as far as it was paid, and what is left of another one, charged.</summary>
    public IReadOnlyList<BillLine> Proration(Subscription subscription, Plan plan, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(subscription.TimeZone);
        long Rest(Plan of) => Invoices.Proration.Rest(of.PriceIn(subscription.Currency), subscription.Period, now, zone);
        BillLine Line(string text, Plan of, long amount) => new()
        {
            Kind = InvoiceLineKind.Proration,
            Description = string.Format(CultureInfo.InvariantCulture, text, of.Name),
            AmountMinor = amount,
            From = now,
            To = subscription.PeriodEnd,
        };
        var (present, rest) = (plans[subscription.Plan], Rest(plans[subscription.Plan]));
        return [Line("Unused time of {0}", present, Charge(subscription, present, now).NeverPaid(rest) - rest), Line("Remaining time of {0}", plan, Rest(plan))];
    }

    // Within the hour before its draft becomes final, the plan is going to be charged with the discounts of now.
    private static PlanCharge Charge(Subscription subscription, Plan plan, DateTimeOffset now)
    {
        if (subscription.Charged is { } charged && charged.Until == subscription.PeriodEnd) return charged;
        var line = InvoiceMaths.Total([PlanLine(plan, subscription)], [.. subscription.Discounts.Where(d => d.HoldsAt(now))], 0, 0).Lines[0];
        return new PlanCharge(line.To, line.AmountMinor, line.DiscountMinor);
    }
}
