using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Value.Accuracy;
using Artisan.Areas.Value.Calculations;
using Artisan.Areas.Value.Definitions;
using Artisan.Value.Json;

namespace Artisan.Areas.Value.Storage;

/// <summary>How definitions stand in their rows: decimals as text, names for enumerations.</summary>
[JsonSerializable(typeof(DefinitionHead))]
[JsonSerializable(typeof(DefinitionVersion))]
[JsonSerializable(typeof(RunState))]
[JsonSerializable(typeof(ValueFee))]
[JsonSerializable(typeof(Feedback))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    Converters = [typeof(DecimalAsText)])]
internal sealed partial class ValueDocs : JsonSerializerContext;

/// <summary>Decimals as their one text.</summary>
internal sealed class DecimalAsText : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => DecimalText.Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteStringValue(DecimalText.Format(value));
}
