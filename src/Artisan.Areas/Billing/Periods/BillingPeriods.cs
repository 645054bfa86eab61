namespace Artisan.Areas.Billing.Periods;

/// <summary>
/// Monthly periods without gap or overlap, counted from the instant at which a subscription began, in the time zone of its workspace. Each boundary is
/// computed from the anchor, never from the boundary before it: 31 January is followed by 28 February and then by 31 March, at the anchor's time of day.
/// A time of day that a clock change skips is as much after the change as it lies within the gap; one that happens twice is the first.
/// </summary>
internal sealed record BillingPeriods(DateTimeOffset Anchor, TimeZoneInfo Zone)
{
    private const double DaysOfAMonth = 30.436875;

    /// <summary>The nth period; 0 begins at the anchor, negative numbers lie before it.</summary>
    public BillingPeriod At(int number) => new(number, Boundary(number), Boundary(number + 1));

    /// <summary>The period that an instant lies in.</summary>
    public BillingPeriod Containing(DateTimeOffset instant)
    {
        var number = (int)Math.Floor((instant - Anchor).TotalDays / DaysOfAMonth);
        while (Boundary(number) > instant) number--;
        while (Boundary(number + 1) <= instant) number++;
        return At(number);
    }

    /// <summary>
    /// The period after one that may have been counted in another time zone: it begins exactly where that one ends, and ends where this zone says.
    /// </summary>
    public BillingPeriod After(BillingPeriod before) => new(before.Number + 1, before.End, Boundary(before.Number + 2));

    /// <summary>The local day of an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    // The anchor itself is kept to the tick, whatever its local time stands for.
    private DateTimeOffset Boundary(int number) =>
        number == 0 ? Anchor.ToUniversalTime() : Instant(DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(Anchor, Zone).DateTime.AddMonths(number), DateTimeKind.Utc));

    // Asks the zone for offsets of instants only: its answers about local times are unsure where a zone's base offset changes. Around a clock change there is
    // the offset before and the one after; a gap was a whole day where a country moved across the date line.
    private DateTimeOffset Instant(DateTime local)
    {
        var about = new DateTimeOffset(local) - Zone.GetUtcOffset(new DateTimeOffset(local));
        var before = new DateTimeOffset(local) - Zone.GetUtcOffset(about.AddHours(-25));
        var after = new DateTimeOffset(local) - Zone.GetUtcOffset(about.AddHours(25));
        var existing = new[] { before, after }.Where(i => TimeZoneInfo.ConvertTime(i, Zone).DateTime == local).ToList();
        return existing.Count > 0 ? existing.Min() : before;
    }
}
