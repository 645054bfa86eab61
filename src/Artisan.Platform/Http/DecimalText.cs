using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Artisan.Platform.Http;

/// <summary>
/// Decimals on the wire: written as JSON strings, so that no reader makes floating point of them; read from strings or numbers, exactly.
/// No exponent, at most 28 digits.
/// </summary>
public sealed class DecimalText : JsonConverter<decimal>
{
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString()!,
            JsonTokenType.Number => reader.NumberText(),
            _ => "",
        };
        return text.Length is > 0 and <= 31 && decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException("A decimal is a string such as \"12.50\", without exponent and with at most 28 digits.");
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
}
