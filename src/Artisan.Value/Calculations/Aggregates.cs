using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Value.Formulas;
using Artisan.Value.Json;

namespace Artisan.Value.Calculations;

/// <summary>Totals as JSON: every number is a decimal string.</summary>
public static class Aggregates
{
    public static JsonObject ToJson(PointAggregate totals)
    {
        ArgumentNullException.ThrowIfNull(totals);
        var fields = new JsonObject();
        foreach (var (name, field) in totals.Fields)
        {
            fields[name] = new JsonObject
            {
                ["count"] = field.Count.ToString(CultureInfo.InvariantCulture),
                ["max"] = DecimalText.Format(field.Max),
                ["min"] = DecimalText.Format(field.Min),
                ["sum"] = DecimalText.Format(field.Sum),
            };
        }

        return new JsonObject { ["fields"] = fields, ["points"] = totals.Points.ToString(CultureInfo.InvariantCulture) };
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote; null for anything else.</summary>
    public static PointAggregate? TryRead(JsonElement json)
    {
        try
        {
            var fields = json.GetProperty("fields").EnumerateObject().ToDictionary(f => f.Name, f => new FieldAggregate(
                Whole(f.Value.GetProperty("count")), Number(f.Value.GetProperty("sum")), Number(f.Value.GetProperty("min")), Number(f.Value.GetProperty("max"))));
            return new PointAggregate(Whole(json.GetProperty("points")), fields);
        }
        catch (Exception e) when (e is FormatException or KeyNotFoundException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }

    private static long Whole(JsonElement text) => long.Parse(text.GetString()!, NumberStyles.None, CultureInfo.InvariantCulture);

    private static decimal Number(JsonElement text) => DecimalText.Parse(text.GetString()!);
}
