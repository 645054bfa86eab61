using Artisan.Areas.Value.Data;
using Artisan.Areas.Value.Definitions;
using Artisan.Areas.Value.Storage;
using Artisan.Platform.Due;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Artisan.Value.Calculations;

namespace Artisan.Areas.Value.Calculations;

/// <summary>
/// Calculates again what late points changed: a message for every calculated period that the marked days touch, by themselves or through the baseline.
/// A period is calculated by the version that calculated it before; where nothing changed after all, nothing is written.
/// </summary>
internal sealed class RecalculateLate(DefinitionRows rows, DataReader reader, CalculatePeriod calculate, Queues queues, BusinessClock clock)
{
    private const int SentAtOnce = 20;

    /// <summary>Enqueues the periods that the marks of a source touch.</summary>
    public async Task EnqueueAsync(string workspaceId, string source, CancellationToken ct)
    {
        var home = rows.Home(workspaceId);
        var data = reader.Open(workspaceId, source);
        await foreach (var row in home.RangeAsync(RowRange.Prefix(ValueKeys.DefinitionPrefix), ct))
        {
            var head = DefinitionRows.Head(row);
            if (await DefinitionRows.ActiveAsync(home, head, ct) is not { } version || version.Definition.Source != source) continue;
            var (state, runRow) = await DefinitionRows.RunAsync(home, head.Id, ct);
            if (state is not null) await EnqueueAsync(workspaceId, home, data, head.Id, version.Definition, (state, runRow), ct);
        }
    }

    /// <summary>Calculates a period again; it must have ended.</summary>
    public async Task RunAsync(string workspaceId, string definition, int number, CancellationToken ct)
    {
        var home = rows.Home(workspaceId);
        if (await DefinitionRows.FindAsync(home, definition, ct) is not { } found || await DefinitionRows.ActiveAsync(home, found.Head, ct) is not { } active) return;
        var period = active.Definition.Periods().At(number);
        if (period.To > clock.Now) return;
        var before = await CalculationRows.NewestAsync(home, definition, period.From, ct);
        // Periods before the first are calculated by hand only.
        if (before is null && number < 0) return;
        var version = before is null || before.Calculation.Version == active.Number
            ? active
            : (await DefinitionRows.FindVersionAsync(home, definition, before.Calculation.Version, ct))!.Version;
        await calculate.RunAsync(home, workspaceId, definition, version, period, ct, before);
    }

    private async Task EnqueueAsync(
        string workspaceId, Partition home, Partition data, string id, ValueDefinition definition, (RunState State, Azure.Tables.TableEntity Row) run, CancellationToken ct)
    {
        // The hour before is read again: marks of its last moments may have been written after they were looked for.
        var since = run.State.LateSeen is { } seen ? seen.AddHours(-1) : DateTimeOffset.UnixEpoch;
        var (days, newest) = (new HashSet<DateOnly>(), run.State.LateSeen);
        await foreach (var mark in data.RangeAsync(ValueKeys.LateSince(since), ct))
        {
            days.Add(ValueKeys.DayOf(mark.RowKey));
            newest = ValueKeys.LateHourOf(mark.RowKey);
        }

        if (days.Count == 0 || await reader.ZoneAsync(data, ct) is not { } zone) return;
        foreach (var chunk in Touched(definition, days, zone, run.State.Next).Chunk(SentAtOnce))
        {
            await Task.WhenAll(chunk.Select(number =>
                queues.SendAsync(CalculationWork.Queue, new DueWork(CalculationWork.Kind, workspaceId, CalculationWork.OfPeriod(id, number), clock.Now), DueWork.JsonType, ct)));
        }

        try
        {
            await home.Change().Replace(DefinitionRows.Into(run.Row, run.State with { LateSeen = newest })).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // The definition was calculated meanwhile: these marks are looked at once more with the next ones.
        }
    }

    /// <summary>The calculated periods that points of these days can change.</summary>
    private static IEnumerable<int> Touched(ValueDefinition definition, IEnumerable<DateOnly> days, TimeZoneInfo zone, int next)
    {
        var (schedule, baseline, numbers) = (definition.Periods(), definition.Baseline, new SortedSet<int>());
        foreach (var day in days)
        {
            // A reference range may touch every period; a day of the source can lie in two days of the definition.
            if (baseline.HasReferenceRange() && day >= baseline.From!.Value.AddDays(-1) && day <= baseline.To!.Value) return Enumerable.Range(0, next);
            var first = schedule.Containing(PeriodSchedule.StartOfDay(day, zone)).Number;
            var last = schedule.Containing(PeriodSchedule.StartOfDay(day.AddDays(1), zone).AddTicks(-1)).Number + baseline.PeriodsBefore();
            numbers.UnionWith(Enumerable.Range(first, last - first + 1));
        }

        return numbers.Where(n => n < next);
    }
}
