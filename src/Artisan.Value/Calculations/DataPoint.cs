using System.Text;
using System.Text.Json.Nodes;
using Artisan.Value.Formulas;
using Artisan.Value.Json;
using Artisan.Value.Ledger;

namespace Artisan.Value.Calculations;

/// <summary>One measured point: an id that is unique in its source, an instant, and decimal fields.</summary>
public sealed record DataPoint(string Id, DateTimeOffset Time, IReadOnlyDictionary<string, decimal> Fields)
{
    /// <summary>The point as one canonical line, which its hash and every inputs hash is made of.</summary>
    public byte[] CanonicalLine()
    {
        var fields = new JsonObject();
        foreach (var (name, value) in Fields)
        {
            fields[name] = DecimalText.Format(value);
        }

        return [.. CanonicalJson.Serialize(new JsonObject { ["fields"] = fields, ["id"] = Id, ["time"] = Utc.Text(Time) }), (byte)'\n'];
    }
}

/// <summary>The totals of one local day of a source.</summary>
public sealed record DayTotals(DateOnly Day, PointAggregate Totals)
{
    /// <summary>The day as one canonical line.</summary>
    public byte[] CanonicalLine()
    {
        var line = Aggregates.ToJson(Totals);
        line["day"] = Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes(CanonicalJson.Text(line) + "\n");
    }
}
