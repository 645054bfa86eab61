using Artisan.Areas.Value.Data;
using Artisan.Platform.Storage;
using Artisan.Value.Calculations;
using Artisan.Value.Formulas;

namespace Artisan.Areas.Value.Calculations;

/// <summary>What a formula was evaluated on, and what it gave.</summary>
/// <param name="Kind">days, where the totals of whole days were enough; points, where it looked at single ones.</param>
/// <param name="Hash">The inputs hash.</param>
/// <param name="Totals">The totals of all points.</param>
/// <param name="Result">The result, or the formula's error.</param>
internal sealed record MeasuredInputs(string Kind, string Hash, PointAggregate Totals, FormulaOutcome<decimal> Result);

/// <summary>
/// Evaluates formulas on stored points: on one row a day where that is enough, else on the points themselves, streamed. The same points give the same
/// hash and result, in whatever order they came.
/// </summary>
internal sealed class Measurement(DataReader reader)
{
    private static readonly MeasuredInputs Nothing = new("days", InputsHash.Of(Enumerable.Empty<DayTotals>()), PointAggregate.None, 0m);

    /// <summary>Evaluates a formula on the points of [from, to).</summary>
    public async Task<MeasuredInputs> RunAsync(string workspaceId, string source, Formula formula, IReadOnlyDictionary<string, decimal> variables, DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone, CancellationToken ct)
    {
        var data = reader.Open(workspaceId, source);
        if (await reader.ZoneAsync(data, ct) is not { } sourceZone)
        {
            return Nothing with { Result = formula.Evaluate(formula.NeedsPoints ? new FormulaInputs { Variables = variables, Points = [] } : new FormulaInputs { Variables = variables }) };
        }

        if (!DaysSuffice(formula, sourceZone, from, to, zone)) return await PointsAsync(data, formula, variables, from, to, ct);
        var days = await DataReader.DaysAsync(data, DayOf(from, zone), DayOf(to, zone), ct);
        return Days(formula, variables, days);
    }

    /// <summary>The results of a formula in each of several periods.</summary>
    public async Task<IReadOnlyList<FormulaOutcome<decimal>>> RunAsync(string workspaceId, string source, Formula formula, IReadOnlyList<Period> periods, TimeZoneInfo zone, CancellationToken ct)
    {
        var data = reader.Open(workspaceId, source);
        if (periods.Count > 0 && await reader.ZoneAsync(data, ct) is { } sourceZone && DaysSuffice(formula, sourceZone, periods[0].From, periods[^1].To, zone))
        {
            // One range for all of them.
            var days = await DataReader.DaysAsync(data, DayOf(periods[0].From, zone), DayOf(periods[^1].To, zone), ct);
            return [.. periods.Select(p => Days(formula, Variables(p, zone), [.. days.Where(d => d.Day >= DayOf(p.From, zone) && d.Day < DayOf(p.To, zone))]).Result)];
        }

        var results = new List<FormulaOutcome<decimal>>();
        foreach (var period in periods) results.Add((await RunAsync(workspaceId, source, formula, Variables(period, zone), period.From, period.To, zone, ct)).Result);
        return results;
    }

    /// <summary>How many days a stretch of time has; a part of one where it does not begin and end at midnight.</summary>
    public static decimal DaysOf(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone) => IsMidnight(from, zone) && IsMidnight(to, zone)
        ? DayOf(to, zone).DayNumber - DayOf(from, zone).DayNumber
        : Math.Round((decimal)(to - from).Ticks / TimeSpan.TicksPerDay, 10);

    private static Dictionary<string, decimal> Variables(Period period, TimeZoneInfo zone) => new() { ["days"] = DaysOf(period.From, period.To, zone) };

    private static MeasuredInputs Days(Formula formula, IReadOnlyDictionary<string, decimal> variables, IReadOnlyList<DayTotals> days)
    {
        try
        {
            var totals = PointAggregate.Merge(days.Select(d => d.Totals));
            var result = formula.Evaluate(new FormulaInputs { Variables = variables, Aggregates = [.. days.Select(d => d.Totals)] });
            return new MeasuredInputs("days", InputsHash.Of(days), totals, result);
        }
        catch (OverflowException)
        {
            return Nothing with { Result = TooLarge };
        }
    }

    private static async Task<MeasuredInputs> PointsAsync(Partition data, Formula formula, IReadOnlyDictionary<string, decimal> variables, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var accumulator = formula.Accumulate(variables);
        var totals = PointAggregate.None;
        using var hash = new InputsHash();
        try
        {
            await foreach (var point in DataReader.PointsAsync(data, from, to, ct))
            {
                accumulator.Add(point.Fields);
                totals = totals.Add(point.Fields);
                hash.Add(point);
            }
        }
        catch (OverflowException)
        {
            return Nothing with { Result = TooLarge };
        }

        return new MeasuredInputs("points", hash.Finish(), totals, accumulator.Finish());
    }

    private static FormulaError TooLarge => new(0, 0, FormulaErrorCodes.Overflow, "The sums of this period can no longer be kept exactly in 28 digits.");

    private static bool DaysSuffice(Formula formula, TimeZoneInfo sourceZone, DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone) =>
        !formula.NeedsPoints && sourceZone.Id == zone.Id && IsMidnight(from, zone) && IsMidnight(to, zone);

    private static bool IsMidnight(DateTimeOffset instant, TimeZoneInfo zone) => PeriodSchedule.StartOfDay(DayOf(instant, zone), zone) == instant;

    private static DateOnly DayOf(DateTimeOffset instant, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);
}
