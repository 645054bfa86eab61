using System.Globalization;
using System.Text;
using System.Text.Json;
using Artisan.Platform.Audit;

namespace Artisan.Areas.Audit.Operations;

/// <summary>An entry with all that shows its place in the chain: <c>commitment = SHA-256(salt, body)</c>, <c>hash = SHA-256(the hash before, number, commitment)</c>.</summary>
internal sealed record AuditLine(long Number, string Hash, string Salt, string Body);

/// <summary>
/// Writes entries as a file, one by one as they are read. Cells of a CSV file that a spreadsheet would take for a formula begin with an apostrophe; the last three columns are exact, and with
/// the receipts of the workspace they prove the file.
/// </summary>
internal static class AuditFile
{
    private static readonly string[] Columns =
        ["number", "at", "outcome", "action", "actor_kind", "actor_id", "actor_name", "impersonator_id", "target_kind", "target_id", "target_name", "ip", "user_agent", "trace", "before", "after", "hash", "salt", "body"];

    public static async Task WriteCsvAsync(Stream file, IAsyncEnumerable<AuditRecord> records, IReadOnlyDictionary<string, string> names, CancellationToken ct)
    {
        var writer = Writer(file);
        await using var _ = writer.ConfigureAwait(false);
        await writer.WriteAsync(Row(Columns).AsMemory(), ct);
        await foreach (var record in records.WithCancellation(ct)) await writer.WriteAsync(Row(Cells(AuditItem.Of(record, names), record.Proof)).AsMemory(), ct);
    }

    public static async Task WriteLinesAsync(Stream file, IAsyncEnumerable<AuditRecord> records, CancellationToken ct)
    {
        var writer = Writer(file);
        await using var _ = writer.ConfigureAwait(false);
        await foreach (var record in records.WithCancellation(ct))
        {
            var line = new AuditLine(record.Number, record.Proof.Hash, record.Proof.Salt, record.Proof.Body);
            await writer.WriteAsync($"{JsonSerializer.Serialize(line, AuditJson.Default.AuditLine)}\n".AsMemory(), ct);
        }
    }

    private static StreamWriter Writer(Stream file) => new(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 16 * 1024, leaveOpen: true);

    private static IEnumerable<string> Cells(AuditItem item, AuditProof proof) =>
    [
        item.Number.ToString(CultureInfo.InvariantCulture), item.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), item.Outcome, item.Action,
        item.Actor.Kind, item.Actor.Id, item.Actor.Name ?? "", item.Impersonator?.Id ?? "", item.Target.Kind, item.Target.Id, item.Target.Name ?? "",
        item.Ip, item.UserAgent, item.Trace, item.Before?.ToJsonString() ?? "", item.After?.ToJsonString() ?? "", proof.Hash, proof.Salt, proof.Body,
    ];

    private static string Row(IEnumerable<string> cells) => $"{string.Join(',', cells.Select(Cell))}\r\n";

    private static string Cell(string text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
