using Artisan.Areas.Value.Data;
using Artisan.Areas.Value.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;
using Artisan.Value.Formulas;

namespace Artisan.Benchmarks.ValueData;

/// <summary>
/// The storage calls behind <c>POST /api/value/data</c> without the call: the same rows in the same transactions, sent with the table client alone.
/// One writer at a time.
/// </summary>
internal sealed class BareSource(TableClient table, Partition data)
{
    private DayState? _day;
    private int _writes;

    /// <summary>Writes points of one day.</summary>
    public async Task WriteAsync(IReadOnlyList<ReceivedPoint> points)
    {
        var day = DateOnly.FromDateTime(points[0].Point.Time.UtcDateTime);
        if (_day?.Day != day) _day = new DayState(day, PointAggregate.None);
        foreach (var chunk in PointChunks.Split(points.Select((p, i) => new PlacedPoint(i, p, day, Late: false)))) _day = await SubmitAsync(_day, chunk);
    }

    private async Task<DayState> SubmitAsync(DayState before, IReadOnlyList<PlacedPoint> chunk)
    {
        var totals = chunk.Aggregate(before.Totals, (sum, p) => sum.Add(p.Received.Point.Fields));
        var next = before with { Totals = totals, Sequence = before.Sequence + 1 };
        var row = DataRows.Day(data, next);
        var actions = new List<TableTransactionAction>();
        if (chunk.Count >= 8) Insert(data.Row(ValueKeys.Chunk(chunk.Select(p => p.Received.PayloadHash))));
        if (_writes++ == 0)
        {
            var source = data.Row(ValueKeys.Source);
            source["zone"] = "UTC";
            Insert(source);
        }

        var place = actions.Count;
        if (row.ETag == default) Insert(row);
        else Add(TableTransactionActionType.UpdateReplace, row, row.ETag);
        foreach (var point in chunk)
        {
            Insert(DataRows.Taken(data, point.Received));
            Insert(DataRows.Point(data, point.Received.Point));
        }

        var answers = await table.SubmitTransactionAsync(actions);
        return next with { ETag = answers.Value[place].Headers.ETag!.Value };

        void Insert(TableEntity entity) => Add(TableTransactionActionType.Add, entity, default);

        void Add(TableTransactionActionType type, TableEntity entity, global::Azure.ETag etag)
        {
            entity[Change.WriteId] = "0123456789abcdefghjkmnpqrs";
            actions.Add(new TableTransactionAction(type, entity, etag));
        }
    }
}
