using Artisan.Areas.Billing.Periods;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Metering;

/// <summary>Where an event counts.</summary>
/// <param name="Billed">The start of the period that bills it.</param>
/// <param name="Own">The start of the period that it belongs to.</param>
/// <param name="Day">Its day there.</param>
/// <param name="KeptUntil">When it is forgotten.</param>
internal sealed record EventPlace(DateTimeOffset Billed, DateTimeOffset Own, string Day, DateTimeOffset KeptUntil)
{
    public bool Late => Billed != Own;

    /// <summary>An event of an instant, which belongs to one period and is billed with that or a later one.</summary>
    public static EventPlace Of(MeterDraft draft, PeriodUsage own, PeriodUsage billed, DateTimeOffset at, PlanCatalog plans) => new(
        billed.Period.Start, own.Period.Start, PeriodUsage.Day(BillingPeriods.DayOf(at, TimeZoneInfo.FindSystemTimeZoneById(own.TimeZone))),
        draft.Kept(RawEvents.Kept(plans[billed.Plan ?? PlanCatalog.FreeId], billed.Period, draft.Now)));
}

/// <summary>How an event is kept: what was said, where it counts, and the <c>seq</c> of the counters that hold it first.</summary>
internal static class EventRow
{
    /// <summary>What a recount reads of each event.</summary>
    public static readonly IReadOnlyList<string> Counted = ["PartitionKey", "RowKey", "metric", "micro", "billed", "own", "day", "seq"];

    public static TableEntity Of(Partition home, UsageEvent usage, EventPlace place, DateTimeOffset time, long seq)
    {
        var row = home.Row(BillingKeys.Event(usage.Key));
        row["payload"] = usage.PayloadHash;
        row["metric"] = usage.Metric;
        row["micro"] = usage.Micro;
        row["time"] = time;
        row["billed"] = place.Billed;
        row["own"] = place.Own;
        row["day"] = place.Day;
        row["seq"] = seq;
        row[Partition.Expiry] = place.KeptUntil;
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
