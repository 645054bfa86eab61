using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Artisan.Platform.Http;

/// <summary>Writes faults as RFC 9457 problems: <c>application/problem+json</c> with a stable type, the code and the trace id.</summary>
public static class Problem
{
    /// <summary>Answers with the fault. Does nothing where the answer has begun already.</summary>
    public static async Task WriteAsync(HttpContext context, Fault fault)
    {
        var response = context.Response;
        if (response.HasStarted) return;
        response.StatusCode = fault.Status;
        response.ContentType = "application/problem+json";
        if (fault.RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (fault.Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        await response.Body.WriteAsync(Body(context, fault), context.RequestAborted);
    }

    private static byte[] Body(HttpContext context, Fault fault)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", $"https://artisan.dev/problems/{fault.Code}");
            json.WriteString("title", Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(fault.Status));
            json.WriteNumber("status", fault.Status);
            json.WriteString("detail", fault.Detail);
            json.WriteString("code", fault.Code);
            json.WriteString("traceId", Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier);
            if (fault.Errors is not null) WriteErrors(json, fault.Errors);
            foreach (var (name, value) in fault.More)
            {
                json.WritePropertyName(name);
                Write(json, value);
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteErrors(Utf8JsonWriter json, IReadOnlyDictionary<string, string[]> errors)
    {
        json.WriteStartObject("errors");
        foreach (var (field, messages) in errors)
        {
            json.WriteStartArray(field);
            foreach (var message in messages) json.WriteStringValue(message);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case JsonNode node: node.WriteTo(json); break;
            default: json.WriteStringValue(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)); break;
        }
    }
}
