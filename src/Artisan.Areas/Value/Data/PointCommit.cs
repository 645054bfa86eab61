using Artisan.Areas.Value.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Value.Formulas;

namespace Artisan.Areas.Value.Data;

/// <summary>
/// Stores new points of one source: taken id, point and day totals change in one transaction, so the totals are those of the points whatever
/// happens in between, and an id is taken once.
/// </summary>
internal sealed class PointCommit(Partition data, SourceState state, LatePoints late)
{
    private const int MostTries = 20;
    private const int ChunkWorthARow = 8;
    private const int MostFieldsPerDay = 100;

    /// <summary>Stores a chunk and sets each point's result.</summary>
    public async Task RunAsync(IReadOnlyList<PlacedPoint> chunk, PointResult?[] results, CancellationToken ct)
    {
        var pending = chunk;
        for (var attempt = 0; attempt < MostTries && pending.Count > 0; attempt++)
        {
            await state.LoadAsync([.. pending.Select(p => p.Day)], ct);
            var days = Merge(pending, results);
            pending = [.. pending.Where(p => results[p.Index] is null)];
            if (pending.Count == 0) return;

            var rows = days.Select(d => (Day: d, Row: DataRows.Day(data, d))).ToList();
            var marks = late.Of(pending, state);
            try
            {
                await Build(pending, rows, marks).CommitAsync(ct);
            }
            catch (WriteConflictException e)
            {
                pending = await MeetAsync(e, pending, results, ct);
                continue;
            }

            state.Committed(rows, marks);
            foreach (var point in pending) results[point.Index] = new PointResult(PointStatus.Stored) { HeldPayload = point.Received.PayloadHash };
            return;
        }

        if (pending.Count > 0) throw new FaultException(Faults.Busy);
    }

    private Change Build(IReadOnlyList<PlacedPoint> points, List<(DayState Day, TableEntity Row)> days, IReadOnlyList<string> marks)
    {
        var change = data.Change();
        if (points.Count >= ChunkWorthARow)
        {
            change.Insert(data.Row(ValueKeys.Chunk(points.Select(p => p.Received.PayloadHash))));
        }

        if (state.IsNew) change.Insert(state.SourceRow());
        foreach (var (_, row) in days) change.Save(row);
        late.Add(change, data, state, marks);
        foreach (var point in points) change.Insert(DataRows.Taken(data, point.Received)).Insert(DataRows.Point(data, point.Received.Point));
        return change;
    }

    // A point that its day cannot take gets its result here and leaves the chunk.
    private List<DayState> Merge(IReadOnlyList<PlacedPoint> points, PointResult?[] results)
    {
        var days = new Dictionary<DateOnly, DayState>();
        foreach (var point in points)
        {
            var day = days.GetValueOrDefault(point.Day) ?? state.Day(point.Day) with { Sequence = state.Day(point.Day).Sequence + 1 };
            if (Add(day.Totals, point.Received.Point.Fields) is { } totals) days[point.Day] = day with { Totals = totals };
            else results[point.Index] = DayFull();
        }

        return [.. days.Values];
    }

    /// <summary>The day with one more point; null where its sums could no longer be kept exactly or it would have too many fields.</summary>
    public static PointAggregate? Add(PointAggregate day, IReadOnlyDictionary<string, decimal> fields)
    {
        try
        {
            var totals = day.Add(fields);
            return totals.Fields.Count <= MostFieldsPerDay ? totals : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    public static PointResult DayFull() => new(PointStatus.Invalid)
    {
        Detail = "The day cannot take this point: its sums could no longer be kept exactly in 28 digits, or its points would have over 100 different fields.",
    };

    private async Task<IReadOnlyList<PlacedPoint>> MeetAsync(WriteConflictException conflict, IReadOnlyList<PlacedPoint> points, PointResult?[] results, CancellationToken ct)
    {
        if (conflict.RowKey == ValueKeys.Source)
        {
            // The days were placed by a time zone that may not be the source's: the whole call starts over.
            state.Forget();
            throw new SourceBegunException(conflict);
        }

        if (conflict.RowKey.StartsWith("b|", StringComparison.Ordinal))
        {
            foreach (var point in points) results[point.Index] = new PointResult(PointStatus.Repeated) { HeldPayload = point.Received.PayloadHash };
            return [];
        }

        if (conflict.RowKey.StartsWith("agg|", StringComparison.Ordinal))
        {
            state.Forget(points.Select(p => p.Day));
            return points;
        }

        var taken = await Task.WhenAll(points.Select(p => data.FindAsync(ValueKeys.Taken(p.Received.Point.Id), ct)));
        var left = new List<PlacedPoint>();
        foreach (var (point, row) in points.Zip(taken))
        {
            if (row is null) left.Add(point);
            else results[point.Index] = Known(row, point.Received);
        }

        return left;
    }

    private static PointResult Known(TableEntity taken, ReceivedPoint point) => DataRows.Knows(taken, point.PayloadHash)
        ? new PointResult(PointStatus.Repeated) { HeldPayload = DataRows.Payload(taken) }
        : PointResult.Conflict(DataRows.Payload(taken));
}

/// <summary>Another process wrote the source's first point meanwhile.</summary>
internal sealed class SourceBegunException(Exception inner) : Exception("The source was begun by somebody else.", inner);
