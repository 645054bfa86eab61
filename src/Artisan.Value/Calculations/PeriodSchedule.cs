namespace Artisan.Value.Calculations;

/// <summary>
/// Periods without gap or overlap, counted from an anchor day in a time zone. Each boundary is computed from the anchor, never from the boundary
/// before it, so 31 January is followed by 28 February and then by 31 March. Days, weeks and months begin at local midnight (a day may have 23 or
/// 25 hours); an hour is always 60 minutes, counted from the anchor's midnight. A midnight that a clock change skips is the instant of the change; one that happens twice is the first.
/// </summary>
public sealed record PeriodSchedule(PeriodKind Kind, DateOnly Anchor, TimeZoneInfo Zone)
{
    /// <summary>The nth period; 0 begins at the anchor, negative numbers lie before it.</summary>
    public Period At(int number) => new(Kind, number, Boundary(number), Boundary(number + 1));

    /// <summary>The period that contains the instant.</summary>
    public Period Containing(DateTimeOffset instant)
    {
        var number = Estimate(instant);
        while (Boundary(number) > instant)
        {
            number--;
        }

        while (Boundary(number + 1) <= instant)
        {
            number++;
        }

        return At(number);
    }

    /// <summary>The periods that lie wholly within [from, to), oldest first.</summary>
    public IEnumerable<Period> Within(DateTimeOffset from, DateTimeOffset to)
    {
        var period = Containing(from);
        if (period.From < from)
        {
            period = At(period.Number + 1);
        }

        for (; period.To <= to; period = At(period.Number + 1))
        {
            yield return period;
        }
    }

    /// <summary>The first instant of a local day.</summary>
    public static DateTimeOffset StartOfDay(DateOnly day, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = day.ToDateTime(TimeOnly.MinValue);
        if (zone.IsInvalidTime(local))
        {
            // The offset before the jump, applied to a time within the gap, gives exactly as much after the change as the time lies within it.
            var before = zone.GetUtcOffset(local.AddHours(-3));
            var change = new DateTimeOffset(local, before).ToUniversalTime();
            while (zone.IsInvalidTime(local.AddMinutes(-1)))
            {
                local = local.AddMinutes(-1);
                change = change.AddMinutes(-1);
            }

            return change;
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private DateTimeOffset Boundary(int number) => Kind switch
    {
        PeriodKind.Hourly => StartOfDay(Anchor, Zone).AddHours(number),
        PeriodKind.Daily => StartOfDay(Anchor.AddDays(number), Zone),
        PeriodKind.Weekly => StartOfDay(Anchor.AddDays(7 * number), Zone),
        PeriodKind.Monthly => StartOfDay(Anchor.AddMonths(number), Zone),
        _ => throw new InvalidOperationException($"No period of kind {Kind}."),
    };

    private int Estimate(DateTimeOffset instant)
    {
        var elapsed = instant - StartOfDay(Anchor, Zone);
        return Kind switch
        {
            PeriodKind.Hourly => (int)Math.Floor(elapsed.TotalHours),
            PeriodKind.Daily => (int)Math.Floor(elapsed.TotalDays),
            PeriodKind.Weekly => (int)Math.Floor(elapsed.TotalDays / 7),
            PeriodKind.Monthly => (int)Math.Floor(elapsed.TotalDays / 30.436875),
            _ => throw new InvalidOperationException($"No period of kind {Kind}."),
        };
    }
}
