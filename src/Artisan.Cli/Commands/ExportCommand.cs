using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Artisan.Cli.Api;
using Artisan.Cli.Config;
using Artisan.Cli.Running;

namespace Artisan.Cli.Commands;

/// <summary>Downloads the workspace's receipts as the file that verifies offline.</summary>
internal static class ExportCommand
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    public static Command Create(CliContext cli)
    {
        var target = new Option<FileInfo>("--out") { Description = "The file to write.", Required = true };
        var force = new Option<bool>("--force") { Description = "Replace the file where there is one." };
        var wait = new Option<int>("--wait") { Description = "At most so many seconds to wait until every receipt is signed for; 0 takes what is signed now.", DefaultValueFactory = _ => 30 };
        var from = new Option<string>("--from") { Description = "The first receipt: its index, or an instant such as 2026-01-01; without it the first of all." };
        var to = new Option<string>("--to") { Description = "Up to which receipt or instant, which itself is left out; what the next checkpoint covers comes along. Without it, the last." };
        var (url, json) = (CommonOptions.Url(), CommonOptions.Json());
        var command = new Command("export", "Download the receipts of the workspace, all or a part, as one file that verifies offline.") { target, force, from, to, wait, url, json };
        command.SetAction(async (parsed, ct) =>
        {
            var file = parsed.GetValue(target)!;
            if (file.Exists && !parsed.GetValue(force))
            {
                throw new CliFailure($"{file.FullName} exists. Name another file or give --force.");
            }

            using var api = new ApiClient(cli, new Logins(cli).Require(parsed.GetValue(url)));
            await WaitAsync(cli, api, parsed.GetValue(wait), ct);
            long pending;
            var partial = file.FullName + ".part";
            await using (var stream = File.Create(partial))
            {
                var path = "/api/receipts/export" + Range(parsed.GetValue(from), parsed.GetValue(to));
                pending = long.TryParse(await api.DownloadAsync(path, stream, "X-Artisan-Pending", ct), CultureInfo.InvariantCulture, out var left) ? left : 0;
            }

            File.Move(partial, file.FullName, overwrite: true);
            var length = new FileInfo(file.FullName).Length;
            string[] lines = [$"Wrote {file.FullName} ({length} bytes). Verify it: artisan receipts verify {file.Name}"];
            if (pending > 0)
            {
                lines = [.. lines, $"{pending} receipts are not signed for yet and not in the file; export again in a moment."];
            }

            cli.Print(parsed.GetValue(json), new JsonObject { ["file"] = file.FullName, ["bytes"] = length, ["pending"] = pending }, lines);
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Range(string? from, string? to)
    {
        var parts = new[] { ("from", from), ("to", to) }.Where(p => p.Item2 is not null).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}").ToList();
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    // A receipt that was made this moment is signed for a second later; the file holds only what is.
    private static async Task WaitAsync(CliContext cli, ApiClient api, int seconds, CancellationToken ct)
    {
        var until = cli.Clock.GetUtcNow().AddSeconds(seconds);
        for (var told = 0L; ;)
        {
            var pending = await api.PendingReceiptsAsync(ct);
            if (pending == 0 || cli.Clock.GetUtcNow() >= until)
            {
                return;
            }

            if (pending != told)
            {
                await cli.Error.WriteLineAsync($"Waiting for the signature over {pending} receipts...");
            }

            told = pending;
            await Task.Delay(Poll, cli.Clock, ct);
        }
    }
}
