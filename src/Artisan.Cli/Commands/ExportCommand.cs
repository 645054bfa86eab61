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
        var (url, json) = (CommonOptions.Url(), CommonOptions.Json());
        var command = new Command("export", "Download all receipts of the workspace as one file that verifies offline.") { target, force, wait, url, json };
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
                pending = long.TryParse(await api.DownloadAsync("/api/receipts/export", stream, "X-Artisan-Pending", ct), CultureInfo.InvariantCulture, out var left) ? left : 0;
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
