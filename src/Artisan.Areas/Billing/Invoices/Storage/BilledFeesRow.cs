using System.Collections.Immutable;
using Artisan.Areas.Billing.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>How what was billed of value is kept: a row for each definition and month, because a definition has up to 744 periods in one.</summary>
internal static class BilledFeesRow
{
    public static TableEntity Into(Partition home, BilledMonth month)
    {
        var row = LongDoc.Into(home.Row(month.Key), month.Fees, BillingDocs.Default.ImmutableDictionaryStringBilledFee);
        row.ETag = month.ETag;
        return row;
    }

    /// <summary>A month as it was billed so far.</summary>
    public static async Task<BilledMonth> FindAsync(Partition home, string key, CancellationToken ct) => await home.FindAsync(key, ct) is { } row
        ? new BilledMonth(key, LongDoc.From(row, BillingDocs.Default.ImmutableDictionaryStringBilledFee), row.ETag)
        : new BilledMonth(key, ImmutableDictionary<string, BilledFee>.Empty);
}
