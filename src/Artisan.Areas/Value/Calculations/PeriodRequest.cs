using System.Text.Json;
using System.Text.Json.Serialization;

namespace Artisan.Areas.Value.Calculations;

/// <summary>
/// A period: a text such as <c>1997-01</c> (a month), <c>1997-01-05</c> (the period that day is in) or an instant, or an object with from and to.
/// </summary>
[JsonConverter(typeof(PeriodRequestJson))]
public sealed record PeriodRequest(string? Text, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>Reads a period in either form.</summary>
public sealed class PeriodRequestJson : JsonConverter<PeriodRequest>
{
    public override PeriodRequest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String) return new PeriodRequest(reader.GetString());
        if (reader.TokenType is not JsonTokenType.StartObject) throw new JsonException("A text such as 1997-01, or an object with from and to.");
        var period = new PeriodRequest(null);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            if (reader.TokenType is not JsonTokenType.String || !reader.TryGetDateTimeOffset(out var instant)) throw new JsonException("from and to are instants.");
            period = name switch
            {
                "from" when period.From is null => period with { From = instant },
                "to" when period.To is null => period with { To = instant },
                _ => throw new JsonException("A period has from and to, each once."),
            };
        }

        return period is { From: not null, To: not null } ? period : throw new JsonException("A period has from and to.");
    }

    public override void Write(Utf8JsonWriter writer, PeriodRequest value, JsonSerializerOptions options)
    {
        if (value.Text is not null)
        {
            writer.WriteStringValue(value.Text);
            return;
        }

        writer.WriteStartObject();
        if (value.From is { } from) writer.WriteString("from", from);
        if (value.To is { } to) writer.WriteString("to", to);
        writer.WriteEndObject();
    }
}
