using Artisan.Areas.Billing.Periods;
using Artisan.Areas.Billing.Plans;

namespace Artisan.Areas.Billing.Metering;

/// <summary>
/// How long events are kept: as long as the plan says, and never shorter than they are needed. An event may come up to 35 days late, and until then its id must be known; the
/// counters of a period are held against its events once within the month after it was billed.
/// </summary>
internal static class RawEvents
{
    /// <summary>The oldest event that is taken.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromDays(35);

    /// <summary>For how long after its end a period can be recounted: every event that counts in it is still there.</summary>
    public static readonly TimeSpan Counted = TimeSpan.FromDays(35);

    // A recount that began in time also ends in time.
    private static readonly TimeSpan Margin = TimeSpan.FromDays(2);

    /// <summary>For how long an event is kept from now on.</summary>
    /// <param name="plan">The plan of the period that bills it.</param>
    /// <param name="billed">That period.</param>
    /// <param name="now">Now, by the clock of periods.</param>
    public static TimeSpan Kept(Plan plan, BillingPeriod billed, DateTimeOffset now)
    {
        var (promised, needed) = (TimeSpan.FromDays(plan.RawEventDays), billed.End - now + Counted + Margin);
        return promised > needed ? promised : needed;
    }
}
