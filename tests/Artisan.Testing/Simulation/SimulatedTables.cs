using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Artisan.Testing.Simulation;

/// <summary>
/// The table service: point reads, ranges of one partition in pages of at most 1,000, inserts, replacements under an ETag, deletions, and transactions that are done
/// whole or not at all.
/// </summary>
internal sealed class SimulatedTables(SimulatedVersions versions, Tally tally)
{
    private const int MostInPage = 1000;

    private readonly Dictionary<string, Dictionary<string, SimulatedRows>> _tables = new(StringComparer.OrdinalIgnoreCase);

    public HttpResponseMessage Answer(SimulatedRequest asked) => (asked.Method, asked.Path) switch
    {
        ("POST", "Tables") => Create(JsonDocument.Parse(asked.Body).RootElement.GetProperty("TableName").GetString()!),
        ("POST", "$batch") => Submit(SimulatedBatch.Read(asked.Body)),
        ("GET", var path) when path.EndsWith("()", StringComparison.Ordinal) => Page(path[..^2], asked),
        ("GET", var path) when SimulatedWrite.Address(path) is var (table, partition, row) => Find(table, partition, row, asked),
        _ => throw asked.Unknown(),
    };

    private HttpResponseMessage Create(string table) => _tables.TryAdd(table, new(StringComparer.Ordinal))
        ? SimulatedAnswer.Empty(HttpStatusCode.NoContent)
        : SimulatedAnswer.JsonError(HttpStatusCode.Conflict, "TableAlreadyExists");

    private HttpResponseMessage Find(string table, string partition, string key, SimulatedRequest asked)
    {
        tally.Counts = tally.Counts with { PointReads = tally.Counts.PointReads + 1 };
        if (!_tables.TryGetValue(table, out var partitions)) return NoTable();
        if (!partitions.TryGetValue(partition, out var rows) || rows.Find(key) is not { } row) return SimulatedAnswer.JsonError(HttpStatusCode.NotFound, "ResourceNotFound");
        using var body = new MemoryStream();
        Write(body, row, Selected(asked));
        return SimulatedAnswer.Json(body.ToArray());
    }

    private HttpResponseMessage Page(string table, SimulatedRequest asked)
    {
        tally.Counts = tally.Counts with { Pages = tally.Counts.Pages + 1 };
        if (!_tables.TryGetValue(table, out var partitions)) return NoTable();
        var filter = SimulatedFilter.Of(asked.Query["$filter"]);
        var most = asked.Query.TryGetValue("$top", out var top) ? int.Parse(top, CultureInfo.InvariantCulture) : MostInPage;
        var (count, next) = (0, (string?)null);
        using var body = new MemoryStream();
        body.Write("{\"value\":["u8);
        foreach (var (key, row) in partitions.TryGetValue(filter.Partition, out var rows) ? rows.Between(asked.Query.GetValueOrDefault("NextRowKey") ?? filter.From, filter.To) : [])
        {
            if (count == most)
            {
                next = key;
                break;
            }

            if (count++ > 0) body.Write(","u8);
            Write(body, row, Selected(asked));
        }

        body.Write("]}"u8);
        var answer = SimulatedAnswer.Json(body.ToArray());
        if (next is null) return answer;
        answer.Headers.Add("x-ms-continuation-NextPartitionKey", filter.Partition);
        answer.Headers.Add("x-ms-continuation-NextRowKey", next);
        return answer;
    }

    private HttpResponseMessage Submit(IReadOnlyList<SimulatedWrite> writes)
    {
        var counts = tally.Counts;
        tally.Counts = counts with { Transactions = counts.Transactions + 1, RowsWritten = counts.RowsWritten + writes.Count, MostRows = Math.Max(counts.MostRows, writes.Count) };
        if (!_tables.TryGetValue(writes[0].Table, out var partitions)) return SimulatedBatch.Answer([Refused(0, HttpStatusCode.NotFound, "TableNotFound")]);
        var rows = partitions.GetValueOrDefault(writes[0].Partition) ?? new SimulatedRows();
        for (var i = 0; i < writes.Count; i++)
        {
            if (Problem(rows, writes[i]) is var (status, code)) return SimulatedBatch.Answer([Refused(i, status, code)]);
        }

        partitions[writes[0].Partition] = rows;
        return SimulatedBatch.Answer(writes.Select(write => Apply(rows, write)));
    }

    private static (HttpStatusCode Status, string Code)? Problem(SimulatedRows rows, SimulatedWrite write) => (write.Method, rows.Find(write.Row), write.IfMatch) switch
    {
        ("POST", null, _) or ("PUT", _, null) or ("PUT" or "DELETE", not null, "*") => null,
        ("POST", _, _) => (HttpStatusCode.Conflict, "EntityAlreadyExists"),
        ("PUT" or "DELETE", null, _) => (HttpStatusCode.NotFound, "ResourceNotFound"),
        ("PUT" or "DELETE", { } row, var etag) => etag == ETag(row.Version) ? null : (HttpStatusCode.PreconditionFailed, "UpdateConditionNotSatisfied"),
        _ => throw new NotSupportedException($"The storage simulation does not know {write.Method} of a row."),
    };

    private string Apply(SimulatedRows rows, SimulatedWrite write)
    {
        if (write.Method == "DELETE")
        {
            rows.Remove(write.Row);
            return "HTTP/1.1 204 No Content\r\n\r\n";
        }

        var version = versions.Next().Ticks;
        rows.Set(write.Row, new SimulatedRow(write.Json, version));
        return $"HTTP/1.1 204 No Content\r\nETag: {ETag(version)}\r\n\r\n";
    }

    private static string Refused(int index, HttpStatusCode status, string code) =>
        $"HTTP/1.1 {(int)status} {status}\r\nContent-Type: application/json\r\n\r\n{SimulatedAnswer.ErrorJson(code, string.Create(CultureInfo.InvariantCulture, $"{index}:{code}"))}";

    private static HttpResponseMessage NoTable() => SimulatedAnswer.JsonError(HttpStatusCode.NotFound, "TableNotFound");

    private static string ETag(long version) => $"W/\"datetime'{Uri.EscapeDataString(Instant(version))}'\"";

    private static string Instant(long version) => new DateTime(version, DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    private static HashSet<string>? Selected(SimulatedRequest asked) => asked.Query.TryGetValue("$select", out var names) ? [.. names.Split(',')] : null;

    // The row as it was sent, behind what the service adds.
    private static void Write(MemoryStream body, SimulatedRow row, HashSet<string>? selected)
    {
        body.Write(Encoding.UTF8.GetBytes($$"""{"odata.etag":"{{ETag(row.Version).Replace("\"", "\\\"", StringComparison.Ordinal)}}","Timestamp":"{{Instant(row.Version)}}","""));
        body.Write(selected is null ? row.Json.AsSpan(1) : Projected(row.Json, selected).AsSpan(1));
    }

    private static byte[] Projected(byte[] json, HashSet<string> selected)
    {
        using var document = JsonDocument.Parse(json);
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            foreach (var property in document.RootElement.EnumerateObject().Where(p => selected.Contains(p.Name.Split('@')[0]))) property.WriteTo(writer);
            writer.WriteEndObject();
        }

        return body.ToArray();
    }
}
