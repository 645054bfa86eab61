using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Time;
using Microsoft.Extensions.Logging;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>
/// Finds what value an invoice is to bill: of every period that ended while value was billed, the difference between its newest calculation and what was billed of it. So a
/// correction is charged or credited with the next invoice, whenever it comes, and whoever reads the same again finds nothing left.
/// </summary>
internal sealed partial class ValueBills(BillingStore store, IEnumerable<IValueFees> sources, SystemClock clock, ILogger<ValueBills> log)
{
    // The invoice's transaction has a hundred rows and four megabytes. What does not fit goes on the next invoice.
    private const int MostMonths = 60;
    private const int MostFees = 15_000;
    private const int ReadAtOnce = 20;

    // A calculation that has its id may take a while to be written. What is looked at twice is not billed twice.
    private static readonly TimeSpan InFlight = TimeSpan.FromHours(1);

    /// <summary>What is to be billed of the periods that ended by an instant.</summary>
    public async Task<ValueBill> ReadAsync(string workspaceId, Subscription subscription, DateTimeOffset until, CancellationToken ct)
    {
        if (subscription.Value is not { } value) return ValueBill.Nothing;
        var now = clock.Now;
        var written = new List<ValueFee>();
        foreach (var source in sources) written.AddRange(await source.WrittenSinceAsync(workspaceId, value.Seen - InFlight, ct));
        var due = written.Where(f => value.Bills(f.To) && InCurrency(f, subscription.Currency)).ToList();
        var (changed, months, isAll) = await ChangedAsync(workspaceId, due.Where(f => f.To <= until), ct);

        var taken = changed.Select(c => c.Fee).ToHashSet();
        // What is left for later was written at this instant at the earliest.
        var left = due.Where(f => f.To > until || (!isAll && !taken.Contains(f))).Select(f => f.WrittenAt).DefaultIfEmpty(now).Min();
        return new ValueBill(changed, months, left);
    }

    // The fees that are not billed as they are now, as many as fit.
    private async Task<(IReadOnlyList<OwedFee> Fees, IReadOnlyList<BilledMonth> Months, bool IsAll)> ChangedAsync(string workspaceId, IEnumerable<ValueFee> fees, CancellationToken ct)
    {
        var (home, changed, months) = (store.Home(workspaceId), new List<OwedFee>(), new List<BilledMonth>());
        foreach (var some in fees.GroupBy(f => BillingKeys.BilledFees(f.DefinitionId, f.To)).OrderBy(g => g.Min(f => f.WrittenAt)).Chunk(ReadAtOnce))
        {
            foreach (var (month, group) in (await Task.WhenAll(some.Select(g => BilledFeesRow.FindAsync(home, g.Key, ct)))).Zip(some))
            {
                var news = group.Select(f => new OwedFee(f, month.Key, month.Fees.GetValueOrDefault(ValueBill.Name(f)))).Where(f => f.IsNews && InCurrencyOfBefore(f)).ToList();
                if (news.Count == 0) continue;
                if (months.Count == MostMonths || (months.Count > 0 && months.Sum(m => m.Fees.Count) + month.Fees.Count + changed.Count + news.Count > MostFees)) return (changed, months, false);
                months.Add(month);
                changed.AddRange(news);
            }
        }

        return (changed, months, true);
    }

    private bool InCurrency(ValueFee fee, string currency)
    {
        if (fee.Currency != currency) OtherCurrency(log, fee.DefinitionId, fee.Currency, currency);
        return fee.Currency == currency;
    }

    private bool InCurrencyOfBefore(OwedFee owed) => owed.Before is not { } before || InCurrency(owed.Fee, before.Currency);

    [LoggerMessage(Level = LogLevel.Error, Message = "A fee of definition {Definition} is in {Currency} and cannot be billed in {BillCurrency}.")]
    private static partial void OtherCurrency(ILogger logger, string definition, string currency, string billCurrency);
}
