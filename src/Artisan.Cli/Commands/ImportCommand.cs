using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Artisan.Cli.Api;
using Artisan.Cli.Config;
using Artisan.Cli.Import;
using Artisan.Cli.Running;

namespace Artisan.Cli.Commands;

/// <summary>Sends the rows of a delimited file as data points.</summary>
internal static class ImportCommand
{
    private const string Help =
        "Send the rows of any delimited file as data points, in batches, as often as needed without doubling. Exit codes: 0 all rows are in; 2 it stopped (go on with --resume); 3 some rows were not taken.";

    private sealed record Options(
        Argument<FileInfo> File, Option<string> Source, Option<string[]> Map, Option<string> Delimiter, Option<bool> HasHeader, Option<string?> TimeFormat, Option<string> TimeZone,
        Option<bool> DecimalComma, Option<bool> IdFromRow, Option<int> BatchSize, Option<bool> DryRun, Option<bool> Resume, Option<string?> Url, Option<bool> Json);

    public static Command Create(CliContext cli)
    {
        var o = new Options(
            new Argument<FileInfo>("FILE") { Description = "The file." },
            new Option<string>("--source") { Description = "The source that the points belong to.", Required = true },
            new Option<string[]>("--map") { Description = "Which column is what: id=1,time=3,amount=5, by number from 1 or by the header's name.", Required = true },
            new Option<string>("--delimiter") { Description = "auto, comma, semicolon, tab, pipe or whitespace.", DefaultValueFactory = _ => "auto" },
            new Option<bool>("--has-header") { Description = "The first row holds the names of the columns." },
            new Option<string?>("--time-format") { Description = "The form of the times, such as yyyyMMdd; without it ISO 8601." },
            new Option<string>("--time-zone") { Description = "The zone of times that name none.", DefaultValueFactory = _ => "UTC" },
            new Option<bool>("--decimal-comma") { Description = "Numbers are written 1.234,56." },
            new Option<bool>("--id-from-row") { Description = "Make the ids from source, line number and content, where the file has none." },
            new Option<int>("--batch-size") { Description = "Points per call, 1 to 1,000.", DefaultValueFactory = _ => 1_000 },
            new Option<bool>("--dry-run") { Description = "Read and check everything, send nothing." },
            new Option<bool>("--resume") { Description = "Go on where an earlier import of this file stopped." },
            CommonOptions.Url(),
            CommonOptions.Json());
        var command = new Command("import", Help)
        {
            o.File, o.Source, o.Map, o.Delimiter, o.HasHeader, o.TimeFormat, o.TimeZone, o.DecimalComma, o.IdFromRow, o.BatchSize, o.DryRun, o.Resume, o.Url, o.Json,
        };
        command.SetAction((parsed, ct) => RunAsync(cli, parsed, o, ct));
        return command;
    }

    private static async Task<int> RunAsync(CliContext cli, ParseResult parsed, Options o, CancellationToken ct)
    {
        var plan = Plan(parsed, o);
        var dryRun = parsed.GetValue(o.DryRun);
        var progress = new ImportProgress(cli, plan.File.Length);
        var login = dryRun ? null : new Logins(cli).Require(parsed.GetValue(o.Url));
        using var api = login is null ? null : new ApiClient(cli, login);
        var mapping = string.Join(',', parsed.GetValue(o.Map)!);
        var states = login is null ? null : new ImportStates(cli, await ImportStates.HashAsync(plan.File, ct), plan.Source, login.Url, mapping);
        var done = parsed.GetValue(o.Resume) ? states?.Read() : null;
        if (done is not null)
        {
            progress.Say(string.Create(CultureInfo.InvariantCulture, $"Going on after line {done.Line}."));
        }

        var importer = new Importer(plan, api, states, progress);
        try
        {
            await importer.RunAsync(done, ct);
        }
        catch (CliFailure failure)
        {
            progress.Close();
            throw new CliFailure($"{failure.Message}\nStopped after {importer.Counts.Stored + importer.Counts.Repeated} points. Run the same command with --resume to go on.", failure.ExitCode);
        }

        states?.Delete();
        Print(cli, parsed.GetValue(o.Json), dryRun, importer);
        return importer.Counts.Missing > 0 ? ExitCodes.Partial : ExitCodes.Done;
    }

    private static ImportPlan Plan(ParseResult parsed, Options o)
    {
        var file = parsed.GetValue(o.File)!;
        if (!file.Exists)
        {
            throw new CliFailure($"{file.FullName} does not exist.");
        }

        var map = ColumnMap.Parse(parsed.GetValue(o.Map)!);
        if (map.Id is null != parsed.GetValue(o.IdFromRow))
        {
            throw new CliFailure(map.Id is null ? "--map names no column of the id: add id=..., or say --id-from-row." : "Either --map names the column of the id, or --id-from-row makes it; not both.");
        }

        var size = parsed.GetValue(o.BatchSize);
        return new ImportPlan(
            file,
            parsed.GetValue(o.Source)!,
            map,
            Delimiter.Parse(parsed.GetValue(o.Delimiter)!),
            parsed.GetValue(o.HasHeader),
            parsed.GetValue(o.TimeFormat),
            TimeZoneInfo.TryFindSystemTimeZoneById(parsed.GetValue(o.TimeZone)!, out var zone) ? zone : throw new CliFailure($"There is no time zone '{parsed.GetValue(o.TimeZone)}'."),
            parsed.GetValue(o.DecimalComma),
            size is >= 1 and <= 1_000 ? size : throw new CliFailure("--batch-size is 1 to 1,000."));
    }

    private static void Print(CliContext cli, bool json, bool dryRun, Importer importer)
    {
        var counts = importer.Counts;
        var document = new JsonObject
        {
            ["dryRun"] = dryRun,
            ["rows"] = counts.Rows,
            ["stored"] = counts.Stored,
            ["repeated"] = counts.Repeated,
            ["conflicts"] = counts.Conflicts,
            ["invalid"] = counts.Invalid,
            ["unreadable"] = counts.Unreadable,
            ["problems"] = new JsonArray([.. importer.Problems.Select(p => (JsonNode)new JsonObject { ["line"] = p.Line, ["problem"] = p.Problem })]),
        };
        string[] lines = dryRun
            ? [$"{counts.Rows} rows, {counts.Rows - counts.Unreadable} can be sent, {counts.Unreadable} cannot be read. Nothing was sent.", .. importer.Sample.Select(Show)]
            : [$"{counts.Rows} rows: {counts.Stored} stored, {counts.Repeated} were there already, {counts.Conflicts} conflicts, {counts.Invalid} refused, {counts.Unreadable} unreadable."];
        cli.Print(json, document, lines);
    }

    private static string Show(ImportedPoint point) =>
        $"  line {point.Line}: id {point.Id}, time {point.TimeText}, {string.Join(", ", point.Fields.Select(f => $"{f.Name} {f.Value}"))}";
}
