using Artisan.Areas.Billing.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Metering;

/// <summary>How an event is kept: what was said, where it counts, and the <c>seq</c> of the counters that hold it first.</summary>
internal static class EventRow
{
    /// <summary>What a recount reads of each event.</summary>
    public static readonly IReadOnlyList<string> Counted = ["PartitionKey", "RowKey", "metric", "micro", "billed", "own", "day", "seq"];

    public static TableEntity Of(Partition home, UsageEvent usage, DateTimeOffset billed, DateTimeOffset own, string day, DateTimeOffset time, long seq)
    {
        var row = home.Row(BillingKeys.Event(usage.Key));
        row["payload"] = usage.PayloadHash;
        row["metric"] = usage.Metric;
        row["micro"] = usage.Micro;
        row["time"] = time;
        row["billed"] = billed;
        row["own"] = own;
        row["day"] = day;
        row["seq"] = seq;
        if (usage.Subject is not null) row["subject"] = usage.Subject;
        if (usage.Properties is not null) row["properties"] = usage.Properties;
        return row;
    }

    public static string PayloadHash(TableEntity row) => row.GetString("payload")!;

    public static string Metric(TableEntity row) => row.GetString("metric")!;

    public static long Micro(TableEntity row) => row.GetInt64("micro")!.Value;

    public static string Day(TableEntity row) => row.GetString("day")!;

    public static long Seq(TableEntity row) => row.GetInt64("seq")!.Value;

    /// <summary>The start of the period that bills it.</summary>
    public static DateTimeOffset Billed(TableEntity row) => row.GetDateTimeOffset("billed")!.Value;

    /// <summary>The start of the period that it belongs to.</summary>
    public static DateTimeOffset Own(TableEntity row) => row.GetDateTimeOffset("own")!.Value;

    public static bool IsLate(TableEntity row) => Billed(row) != Own(row);

    /// <summary>What the caller said, as far as it is kept.</summary>
    public static ExportedUsageEvent Exported(TableEntity row) =>
        new(Metric(row), UsageEvent.ToUnits(Micro(row)), row.GetDateTimeOffset("time")!.Value, row.GetString("subject"), row.GetString("properties"), Billed(row), IsLate(row));
}
