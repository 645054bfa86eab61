using Artisan.Areas.Value.Calculations;
using Artisan.Areas.Value.Contracts;
using Artisan.Areas.Value.Definitions;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Artisan.Value.Calculations;
using Artisan.Value.Formulas;

namespace Artisan.Areas.Value.Data;

/// <summary>Puts and measures points for other areas, by the rules that pushed points and definitions go by.</summary>
internal sealed class ValueData(DataPointStore store, DataReader reader, Measurement measurement, WorkspaceTerms workspace, BusinessClock clock) : IValueData
{
    private const int ReadAtOnce = 20;

    private static readonly TimeSpan Recent = TimeSpan.FromDays(30);
    private static readonly Formula Count = Formula.Parse("count()").Value;

    public Task<PutPoints> PutAsync(string workspaceId, string source, IReadOnlyList<DataPoint> points, CancellationToken ct) =>
        PutSentAsync(workspaceId, source, [.. points.Select(p => new SentPoint(p, Correct: true))], ct);

    public async Task<PutPoints> PutSentAsync(string workspaceId, string source, IReadOnlyList<SentPoint> points, CancellationToken ct)
    {
        var results = points.Count == 0 ? [] : await store.AddAsync(workspaceId, source, [.. points.Select(p => new ReceivedPoint(source, p.Point, p.Correct))], ct);
        var refused = results.Where(r => r.Status is PointStatus.Invalid or PointStatus.Conflict).ToList();
        return new PutPoints(results.Count(r => r.Status is PointStatus.Stored or PointStatus.Corrected), refused.Count, refused.FirstOrDefault()?.Detail);
    }

    public ReadPoints Read(string source, ReadOnlyMemory<byte> json) => PointText.Read(source, json);

    public async Task<IReadOnlySet<string>> HeldAsync(string workspaceId, string source, IReadOnlyCollection<string> ids, CancellationToken ct)
    {
        var data = reader.Open(workspaceId, source);
        var held = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in ids.Chunk(ReadAtOnce))
        {
            var found = await Task.WhenAll(chunk.Select(async id => await data.FindAsync(Storage.ValueKeys.Taken(id), ct) is null ? null : id));
            held.UnionWith(found.OfType<string>());
        }

        return held;
    }

    public async Task<IReadOnlyList<DataPoint>> SampleAsync(string workspaceId, string source, int count, CancellationToken ct)
    {
        var data = reader.Open(workspaceId, source);
        var recent = await TakeAsync(data, clock.Now - Recent, count, ct);
        return recent.Count > 0 ? recent : await TakeAsync(data, DateTimeOffset.UnixEpoch, count, ct);
    }

    public string? Problem(string measure, IReadOnlyCollection<string> fields) => FormulaProblems.Parse(measure, fields, BaselineRule.MeasureVariables).Error?.Message;

    public async Task<IReadOnlyList<MeasuredPeriod>> MeasureAsync(string workspaceId, string source, string measure, PeriodKind kind, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var zone = await workspace.TimeZoneAsync(workspaceId, ct);
        var schedule = new PeriodSchedule(kind, from, zone);
        var periods = schedule.Within(PeriodSchedule.StartOfDay(from, zone), PeriodSchedule.StartOfDay(to, zone)).ToList();
        var values = await measurement.RunAsync(workspaceId, source, Formula.Parse(measure, BaselineRule.MeasureVariables).Value, periods, zone, ct);
        var counts = await measurement.RunAsync(workspaceId, source, Count, periods, zone, ct);
        return [.. periods.Select((p, i) => new MeasuredPeriod(PeriodNames.Of(p, zone), counts[i].IsOk ? (long)counts[i].Value : 0, values[i].IsOk ? values[i].Value : null, values[i].Error?.Message))];
    }

    public async Task<MeasuredPeriod> MeasureAsync(string workspaceId, string source, string measure, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var zone = await workspace.TimeZoneAsync(workspaceId, ct);
        var (first, end) = (PeriodSchedule.StartOfDay(from, zone), PeriodSchedule.StartOfDay(to, zone));
        var variables = new Dictionary<string, decimal> { ["days"] = Measurement.DaysOf(first, end, zone) };
        var inputs = await measurement.RunAsync(workspaceId, source, Formula.Parse(measure, BaselineRule.MeasureVariables).Value, variables, first, end, zone, ct);
        return new MeasuredPeriod($"{from:O}", inputs.Totals.Points, inputs.Result.IsOk ? inputs.Result.Value : null, inputs.Result.Error?.Message);
    }

    private static async Task<IReadOnlyList<DataPoint>> TakeAsync(Partition data, DateTimeOffset from, int count, CancellationToken ct)
    {
        var points = new List<DataPoint>(count);
        await foreach (var row in data.RangeAsync(Storage.ValueKeys.Points(from, DateTimeOffset.MaxValue), ct, pageSize: count))
        {
            points.Add(DataRows.ReadPoint(row));
            if (points.Count == count) break;
        }

        return points;
    }
}
