using Artisan.Areas.Billing.Periods;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>How the part of a period is counted.</summary>
internal enum ProrationRule
{
    /// <summary>Seconds of the real period, 28 days or 31, an hour longer or shorter where clocks change. The rule of every bill.</summary>
    PerSecond,

    /// <summary>Local days: the day of the change belongs to what comes after it, the last boundary to nobody.</summary>
    ExclusiveDays,

    /// <summary>Every period has thirty days; the thirty-first counts for nothing.</summary>
    FixedThirty,
}

/// <summary>
/// What is left of a price from an instant on. A change credits what is left of the old price and charges what is left of the new one: as both are the same
/// function of the instant, any chain of changes adds up, to the minor unit, to what its pieces are worth.
/// </summary>
internal static class Proration
{
    private const int DaysOfAMonth = 30;

    /// <summary>The worth of what is left of a period that costs this much, rounded half up.</summary>
    public static long Rest(long priceMinor, BillingPeriod period, DateTimeOffset at, TimeZoneInfo zone, ProrationRule rule = ProrationRule.PerSecond)
    {
        var instant = at < period.Start ? period.Start : at > period.End ? period.End : at;
        var (left, whole) = rule switch
        {
            ProrationRule.PerSecond => (Seconds(period) - Seconds(period with { End = instant }), Seconds(period)),
            ProrationRule.ExclusiveDays => Days(period, instant, zone),
            ProrationRule.FixedThirty => (DaysOfAMonth - Math.Min(DaysOfAMonth, Elapsed(period, instant, zone)), DaysOfAMonth),
            _ => throw new ArgumentOutOfRangeException(nameof(rule)),
        };
        return MinorUnits.Share(priceMinor, left, whole);
    }

    // Whole seconds: what is less than one has not passed yet.
    private static long Seconds(BillingPeriod period) => (period.End - period.Start).Ticks / TimeSpan.TicksPerSecond;

    private static (long Left, long Whole) Days(BillingPeriod period, DateTimeOffset at, TimeZoneInfo zone)
    {
        var whole = Elapsed(period, period.End, zone);
        return (whole - Elapsed(period, at, zone), whole);
    }

    private static long Elapsed(BillingPeriod period, DateTimeOffset at, TimeZoneInfo zone) => BillingPeriods.DayOf(at, zone).DayNumber - BillingPeriods.DayOf(period.Start, zone).DayNumber;
}
