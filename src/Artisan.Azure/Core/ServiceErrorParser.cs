using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Azure;
using Azure.Core;

namespace Artisan.Azure;

/// <summary>Reads the service's error code and message: from the header, the OData or Key Vault JSON, or the XML of queues and blobs.</summary>
internal sealed class ServiceErrorParser : RequestFailedDetailsParser
{
    public static ServiceErrorParser Instance { get; } = new();

    public override bool TryParse(Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        data = null;
        var (code, message) = Read(response);
        error = code is null ? null : new ResponseError(code, message ?? response.ReasonPhrase);
        return error is not null;
    }

    public static string? CodeOf(Response response) => Read(response).Code;

    internal static (string? Code, string? Message) ParseJson(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Object) return default;
        if (!document.RootElement.TryGetProperty("odata.error", out var error) && !document.RootElement.TryGetProperty("error", out error)) return default;
        if (error.ValueKind != JsonValueKind.Object) return default;

        var code = error.TryGetProperty("code", out var c) ? c.GetString() : null;
        if (!error.TryGetProperty("message", out var message)) return (code, null);
        return (code, message.ValueKind == JsonValueKind.Object ? message.GetProperty("value").GetString() : message.GetString());
    }

    private static (string? Code, string? Message) Read(Response response)
    {
        var header = response.Headers.TryGetValue("x-ms-error-code", out var value) ? value : null;
        var (code, message) = ReadBody(response);
        return (header ?? code, message);
    }

    private static (string? Code, string? Message) ReadBody(Response response)
    {
        if (response.ContentStream is not MemoryStream || response.Content.ToMemory() is not { Length: > 0 } body) return default;
        try
        {
            if (response.Headers.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true) return ParseJson(body);
            if (response.Headers.ContentType?.Contains("xml", StringComparison.OrdinalIgnoreCase) != true) return default;
            var root = XDocument.Load(response.Content.ToStream()).Root;
            return (root?.Element("Code")?.Value, root?.Element("Message")?.Value);
        }
        catch (Exception e) when (e is JsonException or XmlException or InvalidOperationException or KeyNotFoundException)
        {
            return default;
        }
    }
}
