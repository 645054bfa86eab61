using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Cli.Config;
using Artisan.Cli.Running;
using Artisan.Value.Audit;
using Artisan.Value.Receipts;
using CsvHelper;

namespace Artisan.Cli.Commands;

/// <summary>Checks an exported audit trail against the receipts that witness it, without any network.</summary>
internal static class AuditVerifyCommand
{
    private const string Help =
        "Verify an exported audit trail (CSV or JSONL, all of it) against an export of the workspace's receipts, offline. Exit codes: 0 proven by a receipt; 1 not as it must be, or witnessed by no receipt; 2 a file cannot be read; 4 consistent, but no key was known beforehand, so the signer is not authenticated.";

    public static Command Create(CliContext cli)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The audit trail." };
        var receipts = new Option<FileInfo>("--export") { Description = "The export of the receipts (artisan receipts export).", Required = true };
        var trust = new Option<string[]>("--trust") { Description = "A key thumbprint, or a JWKS file, that you had beforehand; without it the keys pinned at login count." };
        var json = CommonOptions.Json();
        var command = new Command("verify", Help) { file, receipts, trust, json };
        command.SetAction(async (parsed, ct) =>
        {
            var (trailFile, exportFile) = (Existing(parsed.GetValue(file)!), Existing(parsed.GetValue(receipts)!));
            var workspace = await TrustArguments.WorkspaceAsync(exportFile, ct) ?? throw new CliFailure($"{exportFile.FullName} is no export of receipts.");
            var anchors = TrustArguments.Read(parsed.GetValue(trust) ?? [], []);
            if (anchors.Thumbprints.Count == 0)
            {
                anchors = anchors with { Thumbprints = TrustArguments.Pinned(new Logins(cli), workspace) };
            }

            var (log, checkpoints) = await ReceiptsAsync(exportFile, anchors, ct);
            var found = log.Outcome is VerificationOutcome.Invalid
                ? new AuditTrailReport(0, 0, "The receipts do not verify; see: artisan receipts verify.")
                : (await ReadAsync(trailFile, workspace, ct)).Check(checkpoints);
            cli.Print(parsed.GetValue(json), Json(workspace, found, checkpoints.Count, log.Outcome), Lines(workspace, found, log.Outcome));
            return found switch
            {
                { Problem: not null } or { Proven: 0 } => ExitCodes.Invalid,
                _ => log.Outcome is VerificationOutcome.Valid ? ExitCodes.Done : ExitCodes.SignerUnauthenticated,
            };
        });
        return command;
    }

    private static FileInfo Existing(FileInfo file) => file.Exists ? file : throw new CliFailure($"{file.FullName} does not exist.");

    private static async Task<(VerificationReport Report, IReadOnlyList<AuditCheckpoint> Checkpoints)> ReceiptsAsync(FileInfo file, TrustAnchors anchors, CancellationToken ct)
    {
        var checkpoints = new List<AuditCheckpoint>();
        await using var stream = file.OpenRead();
        var report = await ExportVerifier.VerifyAsync(
            stream,
            anchors,
            receipt =>
            {
                if (receipt is { IsConsistent: true, Statement: { Kind: ReceiptKinds.AuditCheckpoint } statement } && AuditCheckpoint.TryRead(statement.Body) is { } checkpoint)
                {
                    checkpoints.Add(checkpoint);
                }
            },
            ct);
        return (report, checkpoints);
    }

    private static async Task<AuditTrail> ReadAsync(FileInfo file, string workspace, CancellationToken ct)
    {
        var trail = new AuditTrail(workspace);
        await using var stream = file.OpenRead();
        var first = stream.ReadByte();
        stream.Position = 0;
        try
        {
            await (first == '{' ? ReadLinesAsync(stream, trail, ct) : ReadCsvAsync(stream, trail, ct));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new CliFailure($"{file.FullName} is no audit trail: {e.Message.Split('\n')[0]}");
        }

        return trail;
    }

    private static async Task ReadLinesAsync(Stream stream, AuditTrail trail, CancellationToken ct)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            trail.Add(root.GetProperty("number").GetInt64(), Text(root, "salt"), Text(root, "body"), Text(root, "hash"));
        }
    }

    private static async Task ReadCsvAsync(Stream stream, AuditTrail trail, CancellationToken ct)
    {
        using var reader = CsvReader.Create(stream, new CsvReaderOptions { Separator = ',', HasHeader = false, TrimWhitespace = false, AllowLineBreaksInQuotes = true });
        List<string>? header = null;
        while (await reader.ReadAsync(ct))
        {
            List<string> cells = [.. reader.Current.ToArray()];
            if (header is null)
            {
                header = cells;
                continue;
            }

            trail.Add(long.Parse(Cell("number"), NumberStyles.None, CultureInfo.InvariantCulture), Cell("salt"), Cell("body"), Cell("hash"));

            string Cell(string name) => header.IndexOf(name) is >= 0 and var at && at < cells.Count ? cells[at] : throw new FormatException($"A row has no column {name}.");
        }
    }

    private static string Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.GetString() is { } text ? text : throw new FormatException($"A line has no {name}.");

    private static IEnumerable<string> Lines(string workspace, AuditTrailReport found, VerificationOutcome outcome)
    {
        yield return found switch
        {
            { Problem: not null } => "INVALID",
            { Proven: 0 } => "NOT PROVEN: no receipt in the export witnesses the trail yet; one is made every night.",
            _ when outcome is not VerificationOutcome.Valid => "CONSISTENT, SIGNER NOT AUTHENTICATED: no key was known beforehand (--trust), so anyone could have made these files.",
            _ => "VALID",
        };
        yield return $"{found.Entries} entries of workspace {workspace}, the first {found.Proven} of them proven by a receipt";
        if (found.Problem is not null)
        {
            yield return found.Problem;
        }
        else if (found.Proven > 0 && found.Proven < found.Entries)
        {
            yield return $"The entries after {found.Proven} are chained to them and are proven by the next night's receipt.";
        }
    }

    private static JsonObject Json(string workspace, AuditTrailReport found, int checkpoints, VerificationOutcome outcome) => new()
    {
        ["outcome"] = found switch
        {
            { Problem: not null } => "invalid",
            { Proven: 0 } => "not-proven",
            _ => outcome is VerificationOutcome.Valid ? "valid" : "consistent-signer-unauthenticated",
        },
        ["workspace"] = workspace,
        ["entries"] = found.Entries,
        ["proven"] = found.Proven,
        ["checkpoints"] = checkpoints,
        ["problem"] = found.Problem,
    };
}
