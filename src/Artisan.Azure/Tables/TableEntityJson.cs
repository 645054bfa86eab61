using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Azure;

namespace Artisan.Azure.Tables;

/// <summary>Rows as the service writes them: typed by annotations, 64-bit integers as text, a double told from an integer by its point.</summary>
public static class TableEntityJson
{
    private const string TypeSuffix = "@odata.type";
    private const string DateFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    public static byte[] Write(TableEntity entity)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("PartitionKey", entity.PartitionKey);
            json.WriteString("RowKey", entity.RowKey);
            foreach (var (name, value) in entity) Write(json, name, value);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    public static TableEntity Read(JsonElement json)
    {
        var entity = new TableEntity();
        foreach (var property in json.EnumerateObject())
        {
            switch (property.Name)
            {
                case "PartitionKey": entity.PartitionKey = property.Value.GetString() ?? ""; break;
                case "RowKey": entity.RowKey = property.Value.GetString() ?? ""; break;
                case "Timestamp": entity.Timestamp = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetDateTimeOffset() : null; break;
                case "odata.etag": entity.ETag = new ETag(property.Value.GetString()!); break;
                default:
                    if (property.Name.StartsWith("odata.", StringComparison.Ordinal) || property.Name.EndsWith(TypeSuffix, StringComparison.Ordinal)) break;
                    entity[property.Name] = Value(property.Value, json.TryGetProperty(property.Name + TypeSuffix, out var type) ? type.GetString() : null);
                    break;
            }
        }
        return entity;
    }

    public static string Format(DateTimeOffset instant) => instant.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture);

    public static string Format(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.All(c => char.IsAsciiDigit(c) || c == '-') ? text + ".0" : text;
    }

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text: json.WriteString(name, text); break;
            case bool flag: json.WriteBoolean(name, flag); break;
            case int number: json.WriteNumber(name, number); break;
            case long number: Annotated(json, name, "Edm.Int64", number.ToString(CultureInfo.InvariantCulture)); break;
            case double number when double.IsFinite(number):
                json.WriteString(name + TypeSuffix, "Edm.Double");
                json.WritePropertyName(name);
                json.WriteRawValue(Format(number));
                break;
            case double.NaN: Annotated(json, name, "Edm.Double", "NaN"); break;
            case double number: Annotated(json, name, "Edm.Double", number > 0 ? "Infinity" : "-Infinity"); break;
            case DateTimeOffset instant: Annotated(json, name, "Edm.DateTime", Format(instant)); break;
            case Guid id: Annotated(json, name, "Edm.Guid", id.ToString("D")); break;
            case byte[] bytes: Annotated(json, name, "Edm.Binary", Convert.ToBase64String(bytes)); break;
        }
    }

    private static void Annotated(Utf8JsonWriter json, string name, string type, string value)
    {
        json.WriteString(name + TypeSuffix, type);
        json.WriteString(name, value);
    }

    private static object? Value(JsonElement value, string? type) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when type != "Edm.Double" && IsInteger(value) => value.GetInt32(),
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String => type switch
        {
            "Edm.Int64" => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            "Edm.DateTime" => DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
            "Edm.Guid" => value.GetGuid(),
            "Edm.Binary" => value.GetBytesFromBase64(),
            "Edm.Double" => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            _ => value.GetString()
        },
        _ => throw new FormatException($"A row holds a {value.ValueKind} value.")
    };

    private static bool IsInteger(JsonElement value) => value.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0;
}
