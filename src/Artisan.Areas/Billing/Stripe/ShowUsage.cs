using System.Globalization;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Functions;
using Artisan.Platform.Payments;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>A period was closed, and what was used in it does not change any more.</summary>
internal sealed record PeriodClosed(string WorkspaceId, DateTimeOffset Start);

/// <summary>
/// Shows Stripe what was used in a closed period, one event a metric, so that its dashboard knows what its invoices are about. Nothing is billed by it: the lines of invoices come from the same
/// row, and no price of ours names a meter.
/// </summary>
internal sealed class ShowUsage(StripeConnection stripe, BillingStore store, PlanCatalog plans, BusinessClock clock) : IQueueHandler<PeriodClosed>
{
    /// <summary>The queue of closed periods.</summary>
    public const string Queue = "stripe-usage";

    // Stripe takes usage of the last 35 days, and none that is still to come: its time may be another one where somebody tries things out.
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(34);

    public async Task HandleAsync(QueueMessage<PeriodClosed> message, CancellationToken ct)
    {
        var (workspaceId, start) = message.Body;
        if (!stripe.IsOn || await store.FindPeriodAsync(workspaceId, start, ct) is not { Closed: true } closed) return;
        var at = closed.Period.End.AddSeconds(-1);
        if (at < clock.Now - Oldest || at > clock.Now || (await store.ReadAsync(workspaceId, ct)).Subscription.CustomerRef is not { } customer) return;
        foreach (var metric in plans.Metrics)
        {
            var micro = closed[metric.Name].Used + closed[metric.Name].Late.Values.Sum();
            if (micro <= 0) continue;
            var name = string.Create(CultureInfo.InvariantCulture, $"{workspaceId}:{metric.Name}:{start.UtcDateTime:yyyyMMddHHmmss}");
            await stripe.Payments.ReportUsageAsync(new MeteredUsage(customer, name, metric.Name, metric.Title, (decimal)micro / PeriodLimits.Micro, at), ct);
        }
    }
}
