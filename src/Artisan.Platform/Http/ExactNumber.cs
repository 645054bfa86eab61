using System.Text.Json;
using System.Text.Json.Serialization;

namespace Artisan.Platform.Http;

/// <summary>
/// A number as it stands on the wire, as a JSON number or a string of digits. Its characters are kept, so that it becomes a decimal without passing
/// through a floating-point number.
/// </summary>
[JsonConverter(typeof(ExactNumberJson))]
public readonly record struct ExactNumber(string Text);

/// <summary>Reads the characters of a JSON number or string; writes a string.</summary>
public sealed class ExactNumberJson : JsonConverter<ExactNumber>
{
    public override ExactNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => new ExactNumber(reader.GetString()!),
        JsonTokenType.Number => new ExactNumber(reader.NumberText()),
        _ => throw new JsonException("A number, or a string that holds one."),
    };

    public override void Write(Utf8JsonWriter writer, ExactNumber value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}
