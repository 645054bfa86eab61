using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure;

namespace Artisan.Azure.Tables;

/// <summary>Reads the multipart answer of a transaction. A failed one answers 202 as well: the error is the one part inside.</summary>
internal static class TransactionAnswer
{
    public static IReadOnlyList<Response> Read(Response response, int expected)
    {
        var parts = Split(response.Content.ToString());
        if (parts.FirstOrDefault(p => p.Status >= 400) is { } failed) throw Failed(failed, response);
        if (parts.Count != expected)
            throw new TableTransactionFailedException(500, $"The service answered {parts.Count} of {expected} actions.", "InvalidResponse", null);
        return parts;
    }

    private static TableTransactionFailedException Failed(TransactionActionResponse part, Response response)
    {
        string? code = null, message = null;
        try
        {
            (code, message) = ServiceErrorParser.ParseJson(part.Body);
        }
        catch (JsonException)
        {
            message = Encoding.UTF8.GetString(part.Body);
        }
        message ??= part.ReasonPhrase;

        // "3:The specified entity already exists.": the failing action stands before the colon.
        var colon = message.IndexOf(':', StringComparison.Ordinal);
        int? index = colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        var text = $"{(index is null ? message : message[(colon + 1)..])}\nStatus: {part.Status}\nErrorCode: {code}\nFailed action: {index?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}";
        var failed = new TableTransactionFailedException(part.Status, text, code, index);
        if (response.WasRetried()) RetriedRequests.Mark(failed);
        return failed;
    }

    private static List<TransactionActionResponse> Split(string body)
    {
        List<TransactionActionResponse> parts = [];
        using var lines = new StringReader(body);
        for (var line = lines.ReadLine(); line is not null; line = lines.ReadLine())
        {
            if (!line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal)) continue;

            var status = int.Parse(line.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture);
            Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
            while (lines.ReadLine() is { Length: > 0 } header)
            {
                var colon = header.IndexOf(':', StringComparison.Ordinal);
                if (colon > 0) headers[header[..colon]] = header[(colon + 1)..].Trim();
            }
            var content = new StringBuilder();
            for (line = lines.ReadLine(); line is not null && !line.StartsWith("--", StringComparison.Ordinal); line = lines.ReadLine()) content.AppendLine(line);
            parts.Add(new TransactionActionResponse(status, content.ToString().Trim(), headers));
        }
        return parts;
    }
}
