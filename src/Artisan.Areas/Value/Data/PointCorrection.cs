using Artisan.Areas.Value.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Value.Calculations;
using Artisan.Value.Formulas;

namespace Artisan.Areas.Value.Data;

/// <summary>
/// Replaces a point: taken id, point and the totals of the day it was in and of the day it is in now, in one transaction. The totals of the old day
/// are made anew from its points, because a smallest or largest value cannot be taken back.
/// </summary>
internal sealed class PointCorrection(Partition data, SourceState state, LatePoints late)
{
    private const int MostTries = 20;

    /// <summary>Null where there is no point of this id: it is to be stored as a new one.</summary>
    public async Task<PointResult?> RunAsync(PlacedPoint corrected, CancellationToken ct)
    {
        var received = corrected.Received;
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            if (await data.FindAsync(ValueKeys.Taken(received.Point.Id), ct) is not { } taken) return null;
            if (DataRows.Payload(taken) == received.PayloadHash) return new PointResult(PointStatus.Repeated) { HeldPayload = received.PayloadHash };
            if (await data.FindAsync(DataRows.PointKey(taken), ct) is not { } oldRow) continue;

            var oldDay = LocalDay(DataRows.ReadPoint(oldRow).Time);
            // Read the day rows before the points they are made of: a point that comes in between changes the ETag.
            await state.LoadAsync([oldDay, corrected.Day], ct);
            if (await DaysAsync(corrected, oldDay, oldRow.RowKey, ct) is not { } days) return PointCommit.DayFull();
            var rows = days.Select(d => (Day: d, Row: DataRows.Day(data, d))).ToList();
            var marks = late.Of([corrected, corrected with { Day = oldDay }], state);
            try
            {
                await Build(received, taken, oldRow, rows, marks).CommitAsync(ct);
            }
            catch (WriteConflictException)
            {
                state.Forget([oldDay, corrected.Day]);
                continue;
            }

            state.Committed(rows, marks);
            return new PointResult(PointStatus.Corrected) { HeldPayload = received.PayloadHash };
        }

        throw new FaultException(Faults.Busy);
    }

    private Change Build(ReceivedPoint point, TableEntity taken, TableEntity oldRow, List<(DayState Day, TableEntity Row)> days, IReadOnlyList<string> marks)
    {
        var change = data.Change();
        foreach (var (_, row) in days) change.Save(row);
        late.Add(change, data, state, marks);
        change.Replace(DataRows.Corrected(data, taken, point));
        var newRow = DataRows.Point(data, point.Point);
        if (newRow.RowKey != oldRow.RowKey) return change.Delete(oldRow).Insert(newRow);
        newRow.ETag = oldRow.ETag;
        return change.Replace(newRow);
    }

    // Null where a day cannot take the point.
    private async Task<IReadOnlyList<DayState>?> DaysAsync(PlacedPoint corrected, DateOnly oldDay, string oldKey, CancellationToken ct)
    {
        var rest = PointAggregate.None;
        var (from, to) = (PeriodSchedule.StartOfDay(oldDay, state.Zone!), PeriodSchedule.StartOfDay(oldDay.AddDays(1), state.Zone!));
        await foreach (var row in data.RangeAsync(ValueKeys.Points(from, to), ct))
        {
            if (row.RowKey != oldKey) rest = rest.Add(DataRows.ReadPoint(row).Fields);
        }

        var fields = corrected.Received.Point.Fields;
        if (oldDay == corrected.Day) return PointCommit.Add(rest, fields) is { } same ? [Next(oldDay, same)] : null;
        return PointCommit.Add(state.Day(corrected.Day).Totals, fields) is { } moved ? [Next(oldDay, rest), Next(corrected.Day, moved)] : null;
    }

    private DayState Next(DateOnly day, PointAggregate totals) => state.Day(day) with { Totals = totals, Sequence = state.Day(day).Sequence + 1 };

    private DateOnly LocalDay(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, state.Zone!).DateTime);
}
