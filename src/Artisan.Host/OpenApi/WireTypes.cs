using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;

namespace Artisan.Host.OpenApi;

/// <summary>How our wire types appear in the document: decimals as strings, objects closed, and an example for each.</summary>
internal static class WireTypes
{
    private const string DecimalPattern = @"^-?\d{1,28}(\.\d{1,28})?$";

    private const string DecimalExample = "12.50";

    private const int Deepest = 8;

    public static void Describe(OpenApiSchema schema, JsonTypeInfo type)
    {
        var plain = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        if (plain == typeof(decimal))
        {
            schema.Type = plain == type.Type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = "decimal";
            schema.Pattern = DecimalPattern;
            schema.Examples = [JsonValue.Create(DecimalExample)];
            return;
        }

        if (type.Kind is JsonTypeInfoKind.Object && schema.Properties is { Count: > 0 } properties)
        {
            schema.AdditionalPropertiesAllowed = false;
            schema.Examples = [Example(properties)];
        }
    }

    public static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457 problem details.",
        Required = new HashSet<string> { "type", "title", "status", "detail", "code", "traceId" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("A stable URI per kind of problem."),
            ["title"] = Text("The status in words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The HTTP status." },
            ["detail"] = Text("What is wrong and what to do, in a sentence."),
            ["code"] = Text("`area.reason`; never changes its meaning."),
            ["traceId"] = Text("Names this request in our logs."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "Messages by field.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    private static JsonObject Example(IDictionary<string, IOpenApiSchema> properties)
    {
        var example = new JsonObject();
        foreach (var (name, schema) in properties) example[name] = Value(name, schema, 0);
        return example;
    }

    private static JsonNode? Value(string name, IOpenApiSchema schema, int depth)
    {
        if (schema.Examples is [{ } given, ..]) return given.DeepClone();
        if (schema.Enum is { Count: > 0 } values) return values[0]?.DeepClone();
        if (schema.OneOf is { Count: > 0 } choices) return choices.Any(c => c.Type == JsonSchemaType.Null) ? null : Value(name, choices[0], depth + 1);
        // A decimal's own schema is described after that of the object that has it; whatever else says no type takes this as well.
        if (schema.Type is null && schema.Properties is not { Count: > 0 }) return JsonValue.Create(DecimalExample);
        var type = schema.Type ?? JsonSchemaType.Object;
        if (type.HasFlag(JsonSchemaType.String)) return JsonValue.Create(TextOf(name, schema));
        if (type.HasFlag(JsonSchemaType.Integer) || type.HasFlag(JsonSchemaType.Number)) return JsonValue.Create(1);
        if (type.HasFlag(JsonSchemaType.Boolean)) return JsonValue.Create(true);
        if (type.HasFlag(JsonSchemaType.Array)) return schema.Items is { } items && depth < Deepest ? new JsonArray(Value(name, items, depth + 1)) : [];
        if (schema.Properties is not { Count: > 0 } properties || depth >= Deepest) return new JsonObject();
        var inner = new JsonObject();
        foreach (var (key, value) in properties) inner[key] = Value(key, value, depth + 1);
        return inner;
    }

    private static string TextOf(string name, IOpenApiSchema schema) => (schema.Format, name) switch
    {
        ("date-time", _) => "1997-01-01T00:00:00Z",
        ("date", _) => "1997-01-01",
        ("decimal", _) => DecimalExample,
        ("uri", _) => "https://app.example.com/billing",
        (_, "email") => "ada@example.com",
        (_, "id") => "01jd0000000000000000000000",
        (_, "currency") => "USD",
        (_, "timeZone") => "Europe/Berlin",
        (_, "period") => "1997-01",
        (_, "formula") => "max(0, sum(amount) - baseline)",
        (_, "name") => "Monthly revenue",
        _ => name,
    };
}
