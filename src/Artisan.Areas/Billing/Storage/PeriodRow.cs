using System.Collections.Immutable;
using System.Text.Json;
using Artisan.Areas.Billing.Periods;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Storage;

/// <summary>How a period's usage is kept: one document per metric in one row, so that any number of metrics changes in one step.</summary>
internal static class PeriodRow
{
    private const string Metric = "m_";

    public static TableEntity Into(Partition home, PeriodUsage usage)
    {
        var row = home.Row(BillingKeys.Period(usage.Period.Start));
        row.ETag = usage.ETag;
        row["number"] = usage.Period.Number;
        row["end"] = usage.Period.End;
        row["zone"] = usage.TimeZone;
        row["plan"] = usage.Plan ?? "";
        row["owedOn"] = usage.OwedOn ?? "";
        row["seq"] = usage.Seq;
        row["closed"] = usage.Closed;
        foreach (var (metric, used) in usage.Metrics) row[Metric + metric] = JsonSerializer.Serialize(used, BillingDocs.Default.MetricUsage);
        return row;
    }

    public static PeriodUsage From(TableEntity row) => new()
    {
        Period = new BillingPeriod(row.GetInt32("number")!.Value, BillingKeys.StartOf(row.RowKey), row.GetDateTimeOffset("end")!.Value),
        TimeZone = row.GetString("zone")!,
        Plan = row.GetString("plan") is { Length: > 0 } plan ? plan : null,
        OwedOn = row.GetString("owedOn") is { Length: > 0 } invoice ? invoice : null,
        Seq = row.GetInt64("seq")!.Value,
        Closed = row.GetBoolean("closed")!.Value,
        Metrics = row.Keys.Where(k => k.StartsWith(Metric, StringComparison.Ordinal))
            .ToImmutableSortedDictionary(k => k[Metric.Length..], k => JsonSerializer.Deserialize(row.GetString(k)!, BillingDocs.Default.MetricUsage)!, StringComparer.Ordinal),
        ETag = row.ETag,
    };
}
