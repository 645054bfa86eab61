using System.Globalization;
using Artisan.Areas.Value.Data;
using Artisan.Areas.Value.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Backups;
using Artisan.Platform.Storage;
using Artisan.Value.Formulas;

namespace Artisan.Areas.Value.Restoring;

/// <summary>
/// Makes the taken ids and the totals of each restored source those of its points. A backup reads totals first and points last, so points that came meanwhile lack
/// the others, and of a corrected one both places or none may be in it.
/// </summary>
internal sealed class RestorePoints(Stores stores, DataReader reader) : IRestoreStep
{
    private static readonly string[] Places = ["PartitionKey", "RowKey", "at"];

    public string Name => "points";

    public async Task<string> RunAsync(string workspaceId, CancellationToken ct)
    {
        var (points, repaired) = (0L, 0L);
        await foreach (var name in stores.PartitionsAsync(ValueKeys.DataTable, workspaceId, ct))
        {
            var data = stores.Workspace(ValueKeys.DataTable, workspaceId).Partition(name);
            if (await reader.ZoneAsync(data, ct) is not { } zone) continue;
            var (held, put) = await SourceAsync(data, zone, ct);
            (points, repaired) = (points + held, repaired + put);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{points}, {repaired} rows put right.");
    }

    // Ids are kept in memory, about a hundred bytes each; a source has some million at most.
    private static async Task<(long Points, long Repaired)> SourceAsync(Partition data, TimeZoneInfo zone, CancellationToken ct)
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var row in data.RangeAsync(RowRange.Prefix(ValueKeys.TakenPrefix), ct, Places)) places[row.RowKey] = DataRows.PointKey(row);
        var (days, left, points, repaired) = (new Dictionary<DateOnly, PointAggregate>(), new HashSet<string>(places.Keys, StringComparer.Ordinal), 0L, 0L);
        await foreach (var row in data.RangeAsync(RowRange.Prefix(ValueKeys.PointPrefix), ct))
        {
            var point = DataRows.ReadPoint(row);
            var taken = ValueKeys.Taken(point.Id);
            if (places.GetValueOrDefault(taken) != row.RowKey)
            {
                repaired++;
                if (places.TryGetValue(taken, out var place) && await data.FindAsync(place, ct) is not null)
                {
                    // The other place of a corrected point.
                    await data.Change().Delete(row).CommitAsync(ct);
                    continue;
                }

                places[taken] = row.RowKey;
                await data.Change().Upsert(DataRows.Taken(data, new ReceivedPoint("", point, Correct: false))).CommitAsync(ct);
            }

            points++;
            left.Remove(taken);
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(point.Time, zone).DateTime);
            days[day] = (days.GetValueOrDefault(day) ?? PointAggregate.None).Add(point.Fields);
        }

        // An id whose point is lost may be sent again.
        foreach (var lost in left) await data.Change().Delete(lost).CommitAsync(ct);
        return (points, repaired + left.Count + await TotalsAsync(data, days, ct));
    }

    private static async Task<long> TotalsAsync(Partition data, Dictionary<DateOnly, PointAggregate> days, CancellationToken ct)
    {
        var repaired = 0L;
        await foreach (var row in data.RangeAsync(RowRange.Prefix(ValueKeys.DayPrefix), ct))
        {
            var held = DataRows.ReadDay(row);
            days.Remove(held.Day, out var counted);
            repaired += await PutAsync(data, row, held, counted ?? PointAggregate.None, ct);
        }

        foreach (var (day, totals) in days) repaired += await PutAsync(data, null, new DayState(day, PointAggregate.None), totals, ct);
        return repaired;
    }

    private static async Task<long> PutAsync(Partition data, TableEntity? row, DayState held, PointAggregate totals, CancellationToken ct)
    {
        var next = DataRows.Day(data, held with { Totals = totals, Sequence = held.Sequence + 1 });
        if (row?.GetString("totals") == next.GetString("totals")) return 0;
        await data.Change().Save(next).CommitAsync(ct);
        return 1;
    }
}
