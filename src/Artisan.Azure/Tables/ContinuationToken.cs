using Azure;

namespace Artisan.Azure.Tables;

/// <summary>The two continuation headers as one opaque text.</summary>
internal static class ContinuationToken
{
    public static string? Write(Response response)
    {
        if (!response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition)) return null;
        var row = response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var value) ? value : null;
        return row is null ? Uri.EscapeDataString(partition) : $"{Uri.EscapeDataString(partition)} {Uri.EscapeDataString(row)}";
    }

    public static (string? Partition, string? Row) Read(string? token)
    {
        if (string.IsNullOrEmpty(token)) return default;
        var parts = token.Split(' ');
        return (Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : null);
    }
}
