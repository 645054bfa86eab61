using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Areas.Value.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;
using Artisan.Value.Calculations;
using Artisan.Value.Formulas;
using Artisan.Value.Json;

namespace Artisan.Areas.Value.Data;

/// <summary>How points, taken ids and days are kept.</summary>
internal static class DataRows
{
    private const int PastKept = 20;

    public static TableEntity Point(Partition data, DataPoint point)
    {
        var fields = new JsonObject();
        foreach (var (name, value) in point.Fields) fields[name] = DecimalText.Format(value);
        var row = data.Row(ValueKeys.Point(point.Time, point.Id));
        row["id"] = point.Id;
        row["time"] = point.Time;
        row["fields"] = CanonicalJson.Text(fields);
        return row;
    }

    public static DataPoint ReadPoint(TableEntity row)
    {
        using var fields = JsonDocument.Parse(row.GetString("fields")!);
        return new DataPoint(row.GetString("id")!, row.GetDateTimeOffset("time")!.Value,
            fields.RootElement.EnumerateObject().ToDictionary(f => f.Name, f => DecimalText.Parse(f.Value.GetString()!), StringComparer.Ordinal));
    }

    public static TableEntity Taken(Partition data, ReceivedPoint point)
    {
        var row = data.Row(ValueKeys.Taken(point.Point.Id));
        row["payload"] = point.PayloadHash;
        row["at"] = ValueKeys.Point(point.Point.Time, point.Point.Id);
        return row;
    }

    /// <summary>The row of an id whose point is replaced; it still knows the payloads it held before.</summary>
    public static TableEntity Corrected(Partition data, TableEntity before, ReceivedPoint point)
    {
        var row = Taken(data, point);
        row.ETag = before.ETag;
        row["past"] = string.Join(' ', Past(before).Prepend(Payload(before)).Take(PastKept));
        return row;
    }

    public static string Payload(TableEntity taken) => taken.GetString("payload")!;

    public static string PointKey(TableEntity taken) => taken.GetString("at")!;

    /// <summary>Whether the id holds this payload, or held it before a correction: a resent first version is a repeat, not a conflict.</summary>
    public static bool Knows(TableEntity taken, string payload) => Payload(taken) == payload || Past(taken).Contains(payload, StringComparer.Ordinal);

    public static TableEntity Day(Partition data, DayState day)
    {
        var row = data.Row(ValueKeys.Day(day.Day));
        row.ETag = day.ETag;
        row["totals"] = CanonicalJson.Text(Aggregates.ToJson(day.Totals));
        row["seq"] = day.Sequence;
        return row;
    }

    public static DayState ReadDay(TableEntity row)
    {
        using var totals = JsonDocument.Parse(row.GetString("totals")!);
        return new DayState(ValueKeys.DayOf(row.RowKey), Aggregates.TryRead(totals.RootElement) ?? throw new InvalidOperationException($"The totals of {row.RowKey} cannot be read."))
        {
            Sequence = row.GetInt64("seq") ?? 0,
            ETag = row.ETag,
        };
    }

    private static string[] Past(TableEntity taken) => taken.GetString("past")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}

/// <summary>The totals of a local day as they are stored; a day without ETag has no row yet.</summary>
internal sealed record DayState(DateOnly Day, PointAggregate Totals)
{
    public long Sequence { get; init; }

    public global::Azure.ETag ETag { get; init; }
}
