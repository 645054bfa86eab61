using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Artisan.Testing.Simulation;

/// <summary>One write of a row: <c>POST</c> inserts, <c>PUT</c> replaces (or inserts where no ETag is named), <c>DELETE</c> deletes.</summary>
internal sealed partial record SimulatedWrite(string Method, string Table, string Partition, string Row, string? IfMatch, byte[] Json)
{
    public static SimulatedWrite Of(string method, string path, string? ifMatch, byte[] json)
    {
        if (Keys().Match(path) is { Success: true } keys) return new SimulatedWrite(method, keys.Groups[1].Value, Key(keys, 2), Key(keys, 4), ifMatch, json);
        var (partition, row) = KeysIn(json);
        return new SimulatedWrite(method, path, partition, row, ifMatch, json);
    }

    /// <summary>The keys that an address of a row names; null where it names none.</summary>
    public static (string Table, string Partition, string Row)? Address(string path) => Keys().Match(path) is { Success: true } keys ? (keys.Groups[1].Value, Key(keys, 2), Key(keys, 4)) : null;

    private static string Key(Match keys, int group) => keys.Groups[group].Value.Replace("''", "'", StringComparison.Ordinal);

    private static (string Partition, string Row) KeysIn(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        string? partition = null, row = null;
        while ((partition is null || row is null) && reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1) continue;
            var name = reader.GetString();
            reader.Read();
            if (name == "PartitionKey") partition = reader.GetString();
            if (name == "RowKey") row = reader.GetString();
        }

        return (partition!, row!);
    }

    [GeneratedRegex(@"^(\w+)\(PartitionKey='(([^']|'')*)',RowKey='(([^']|'')*)'\)$")]
    private static partial Regex Keys();
}

/// <summary>The multipart body of a transaction, and the answer to one.</summary>
internal static class SimulatedBatch
{
    public static IReadOnlyList<SimulatedWrite> Read(byte[] body)
    {
        var (writes, at) = (new List<SimulatedWrite>(), 0);
        while (Line(body, ref at) is { } line)
        {
            if (!line.EndsWith(" HTTP/1.1", StringComparison.Ordinal)) continue;
            var (method, target) = (line[..line.IndexOf(' ', StringComparison.Ordinal)], line.Split(' ')[1]);
            var (ifMatch, length) = ((string?)null, 0);
            while (Line(body, ref at) is { Length: > 0 } header)
            {
                if (header.StartsWith("If-Match: ", StringComparison.Ordinal)) ifMatch = header["If-Match: ".Length..];
                if (header.StartsWith("Content-Length: ", StringComparison.Ordinal)) length = int.Parse(header.AsSpan("Content-Length: ".Length), CultureInfo.InvariantCulture);
            }

            writes.Add(SimulatedWrite.Of(method, SimulatedRequest.Parts(new Uri(target)).Path, ifMatch, body[at..(at + length)]));
            at += length;
        }

        return writes;
    }

    public static HttpResponseMessage Answer(IEnumerable<string> parts)
    {
        var body = new StringBuilder("--answer\r\n");
        foreach (var part in parts) body.Append("Content-Type: application/http\r\n\r\n").Append(part).Append("\r\n--answer\r\n");
        var answer = new HttpResponseMessage(HttpStatusCode.Accepted) { Content = new StringContent(body.ToString()) };
        answer.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/mixed; boundary=answer");
        return answer;
    }

    private static string? Line(byte[] body, ref int at)
    {
        if (at >= body.Length) return null;
        var length = body.AsSpan(at).IndexOf("\r\n"u8);
        var line = Encoding.UTF8.GetString(body, at, length < 0 ? body.Length - at : length);
        at += (length < 0 ? body.Length - at : length) + 2;
        return line;
    }
}
