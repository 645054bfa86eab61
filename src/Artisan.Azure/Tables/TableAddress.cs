namespace Artisan.Azure.Tables;

/// <summary>The addresses of tables and rows. Keys are escaped once; the signature covers the path as it stands here.</summary>
internal sealed class TableAddress(Uri endpoint)
{
    private readonly string _base = endpoint.AbsoluteUri.TrimEnd('/');

    public Uri Tables => new($"{_base}/Tables");
    public Uri Batch => new($"{_base}/$batch");

    public Uri Table(string table) => new($"{_base}/Tables('{table}')");

    public Uri Rows(string table) => new($"{_base}/{table}");

    public Uri Row(string table, string partitionKey, string rowKey, IEnumerable<string>? select = null) =>
        new($"{_base}/{table}(PartitionKey='{Key(partitionKey)}',RowKey='{Key(rowKey)}'){(select is null ? "" : $"?$select={Select(select)}")}");

    public Uri Query(string table, string? filter, int? top, IEnumerable<string>? select, string? nextPartition, string? nextRow)
    {
        List<string> parts = [];
        if (!string.IsNullOrEmpty(filter)) parts.Add($"$filter={Uri.EscapeDataString(filter)}");
        if (top is not null) parts.Add($"$top={top}");
        if (select is not null) parts.Add($"$select={Select(select)}");
        if (nextPartition is not null) parts.Add($"NextPartitionKey={Uri.EscapeDataString(nextPartition)}");
        if (nextRow is not null) parts.Add($"NextRowKey={Uri.EscapeDataString(nextRow)}");
        return new($"{_base}/{table}(){(parts.Count == 0 ? "" : "?" + string.Join('&', parts))}");
    }

    public Uri QueryTables(string? next) => new($"{_base}/Tables{(next is null ? "" : $"?NextTableName={Uri.EscapeDataString(next)}")}");

    // A projection without the keys would yield rows that do not know who they are.
    private static string Select(IEnumerable<string> select) =>
        Uri.EscapeDataString(string.Join(',', select.Concat(["PartitionKey", "RowKey", "Timestamp"]).Distinct(StringComparer.Ordinal)));

    private static string Key(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
