using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Periods;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Payments;
using Artisan.Platform.Storage;
using Microsoft.Extensions.Logging;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>A period to be billed, and those before it whose late usage it may hold.</summary>
internal sealed record UsageToBill(PeriodUsage Usage, IReadOnlyList<PeriodUsage> Earlier)
{
    /// <summary>The period closed: what is billed is exactly what was counted, and later events are late.</summary>
    public PeriodUsage Closed => Usage with { Closed = true, Seq = Usage.Seq + 1 };
}

/// <summary>What an ended period is billed for beside the plan: overage, what came late, and value that receipts prove. The same, whoever collects the money.</summary>
internal sealed partial class UsageBills(BillingStore store, PlanCatalog plans, IEnumerable<IValueFees> fees, ILogger<UsageBills> log)
{
    // Events are taken up to 35 days back, and a period has at most 31.
    private static readonly TimeSpan Back = TimeSpan.FromDays(70);

    /// <summary>A period as it was counted. Where nothing was used there is no row yet; a closed one keeps late events out.</summary>
    public async Task<UsageToBill> ReadAsync(string workspaceId, Subscription subscription, DateTimeOffset start, DateTimeOffset end, CancellationToken ct)
    {
        var periods = await store.PeriodsAsync(workspaceId, start - Back, start, ct);
        return new UsageToBill(periods.FirstOrDefault(p => p.Period.Start == start) ?? Unused(subscription, start, end), periods);
    }

    /// <summary>Its lines, at the prices of the plan that it was used on.</summary>
    public async Task<IReadOnlyList<BillLine>> LinesAsync(string workspaceId, Subscription subscription, UsageToBill period, Plan plan, CancellationToken ct) =>
        [.. UsageLines.Of(period.Usage, period.Earlier, plan, plans, subscription.Currency), .. await ValueLinesAsync(workspaceId, subscription, period.Usage.Period, ct)];

    /// <summary>Notes that all lines of a closed period stand on an invoice of the provider.</summary>
    public Task SettleAsync(string workspaceId, DateTimeOffset start, CancellationToken ct) => Retry.OnConflictAsync(
        async () =>
        {
            if (await store.FindPeriodAsync(workspaceId, start, ct) is not { OwedOn: not null } period) return false;
            var home = store.Home(workspaceId);
            await home.Change().Save(PeriodRow.Into(home, period with { OwedOn = null, Seq = period.Seq + 1 })).CommitAsync(ct);
            return true;
        },
        ct);

    private static PeriodUsage Unused(Subscription subscription, DateTimeOffset start, DateTimeOffset end)
    {
        var periods = new BillingPeriods(subscription.Anchor, TimeZoneInfo.FindSystemTimeZoneById(subscription.TimeZone));
        return new PeriodUsage { Period = new BillingPeriod(periods.Containing(start).Number, start, end), TimeZone = subscription.TimeZone };
    }

    private async Task<IReadOnlyList<BillLine>> ValueLinesAsync(string workspaceId, Subscription subscription, BillingPeriod period, CancellationToken ct)
    {
        if (subscription.Value is null) return [];
        var lines = new List<BillLine>();
        foreach (var source in fees)
        {
            foreach (var fee in await source.InPeriodAsync(workspaceId, period.Start, period.End, ct))
            {
                if (fee.Currency != subscription.Currency) OtherCurrency(log, fee.DefinitionId, fee.Currency, subscription.Currency);
                else lines.Add(new BillLine { Kind = InvoiceLineKind.Value, Description = fee.Description, AmountMinor = fee.AmountMinor, From = period.Start, To = period.End, Receipts = fee.ReceiptIds });
            }
        }

        return lines;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A fee of definition {Definition} is in {Currency} and cannot be billed in {BillCurrency}.")]
    private static partial void OtherCurrency(ILogger logger, string definition, string currency, string billCurrency);
}
