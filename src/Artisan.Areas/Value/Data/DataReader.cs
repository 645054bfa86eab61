using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Artisan.Areas.Value.Storage;
using Artisan.Platform.Storage;
using Artisan.Value.Calculations;

namespace Artisan.Areas.Value.Data;

/// <summary>Reads the points of a source, by day or one by one.</summary>
internal sealed class DataReader(Stores stores)
{
    private readonly ConcurrentDictionary<string, TimeZoneInfo> _zones = new();

    /// <summary>The rows of a source.</summary>
    public Partition Open(string workspaceId, string source) => stores.Workspace(ValueKeys.DataTable, workspaceId).Partition(ValueKeys.DataPartition(source));

    /// <summary>The time zone whose days a source's totals are of; null before its first point. It never changes.</summary>
    public async Task<TimeZoneInfo?> ZoneAsync(Partition data, CancellationToken ct)
    {
        if (_zones.TryGetValue(data.Key, out var known)) return known;
        if (await data.FindAsync(ValueKeys.Source, ct) is not { } row) return null;
        if (_zones.Count > 10_000) _zones.Clear();
        return _zones[data.Key] = TimeZoneInfo.FindSystemTimeZoneById(row.GetString("zone")!);
    }

    /// <summary>The totals of the days [from, to) that have points, by date: one row a day.</summary>
    public static async Task<IReadOnlyList<DayTotals>> DaysAsync(Partition data, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var days = new List<DayTotals>();
        await foreach (var row in data.RangeAsync(ValueKeys.Days(from, to), ct))
        {
            var day = DataRows.ReadDay(row);
            if (day.Totals.Points > 0) days.Add(new DayTotals(day.Day, day.Totals));
        }

        return days;
    }

    /// <summary>The points of [from, to), by time and then by id, read while they are consumed.</summary>
    public static async IAsyncEnumerable<DataPoint> PointsAsync(Partition data, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken ct)
    {
        // Keys order by time, then by the hash of the id: only points of one instant have to be put in order.
        var instant = new List<DataPoint>();
        await foreach (var row in data.RangeAsync(ValueKeys.Points(from, to), ct))
        {
            var point = DataRows.ReadPoint(row);
            if (instant.Count > 0 && instant[0].Time != point.Time)
            {
                foreach (var earlier in instant.OrderBy(p => p.Id, StringComparer.Ordinal)) yield return earlier;
                instant.Clear();
            }

            instant.Add(point);
        }

        foreach (var last in instant.OrderBy(p => p.Id, StringComparer.Ordinal)) yield return last;
    }
}
