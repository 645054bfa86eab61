using System.Globalization;
using Artisan.Areas.Value.Accuracy;
using Artisan.Areas.Value.Contracts;
using Artisan.Areas.Value.Data;
using Artisan.Areas.Value.Definitions;
using Artisan.Areas.Value.Storage;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Artisan.Value.Json;

namespace Artisan.Areas.Value.Calculations;

/// <summary>Reads series in one range query each, whatever their number of points.</summary>
internal sealed class ValueSeries(DefinitionRows rows, DataReader data, BusinessClock clock) : IValueSeries
{
    public async Task<IReadOnlyList<WatchedDefinition>> DefinitionsAsync(string workspaceId, CancellationToken ct)
    {
        var definitions = new List<WatchedDefinition>();
        await foreach (var row in rows.Home(workspaceId).RangeAsync(RowRange.Prefix(ValueKeys.DefinitionPrefix), ct))
        {
            var head = DefinitionRows.Head(row);
            definitions.Add(new WatchedDefinition(head.Id, head.Latest.Definition.Name, head.Latest.Definition.Source));
        }

        return definitions;
    }

    public async Task<IReadOnlyList<SeriesPoint>> OfDefinitionAsync(string workspaceId, string definitionId, int periods, CancellationToken ct)
    {
        var points = new List<SeriesPoint>();
        if (!UlidIds.IsId(definitionId, "def")) return points;
        var last = "";
        await foreach (var row in rows.Home(workspaceId).RangeAsync(RowRange.Prefix(ValueKeys.Calculations(definitionId)), ct, pageSize: Math.Min(1000, periods + 20)))
        {
            // Within a period the newest calculation comes first, and it counts.
            var period = ValueKeys.PeriodOf(row.RowKey);
            if (period == last) continue;
            if (points.Count == periods) break;
            last = period;
            var calculation = CalculationRows.Read(row).Calculation;
            points.Add(new SeriesPoint(calculation.From, calculation.Period, DecimalText.Parse(calculation.Result), calculation.Id));
        }

        points.Reverse();
        return points;
    }

    public async Task<MeasuredAccuracy?> AccuracyAsync(string workspaceId, string definitionId, CancellationToken ct)
    {
        var pairs = await FeedbackRows.NewestAsync(rows.Home(workspaceId), definitionId, ct);
        return FeedbackRows.Accuracy(pairs) is { } percent ? new MeasuredAccuracy(percent, pairs[0].Feedback.Period) : null;
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<SeriesPoint>>> OfSourceAsync(string workspaceId, string source, int days, CancellationToken ct)
    {
        var partition = data.Open(workspaceId, source);
        if (await data.ZoneAsync(partition, ct) is not { } zone) return new Dictionary<string, IReadOnlyList<SeriesPoint>>();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.Now, zone).DateTime);
        var totals = await DataReader.DaysAsync(partition, today.AddDays(-days), today, ct);
        if (totals.Count == 0) return new Dictionary<string, IReadOnlyList<SeriesPoint>>();

        var byDay = totals.ToDictionary(t => t.Day, t => t.Totals);
        var series = new Dictionary<string, IReadOnlyList<SeriesPoint>>(StringComparer.Ordinal);
        foreach (var field in totals.SelectMany(t => t.Totals.Fields.Keys).Distinct().Order(StringComparer.Ordinal).Prepend(IValueSeries.Points))
        {
            var points = new List<SeriesPoint>();
            for (var day = totals[0].Day; day < today; day = day.AddDays(1))
            {
                var value = !byDay.TryGetValue(day, out var total) ? 0 : field == IValueSeries.Points ? total.Points : total.Fields.TryGetValue(field, out var of) ? of.Sum : 0;
                points.Add(new SeriesPoint(Midnight(day, zone), day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), value));
            }

            series[field] = points;
        }

        return series;
    }

    private static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
