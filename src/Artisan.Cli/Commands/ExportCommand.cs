using System.CommandLine;
using System.Text.Json.Nodes;
using Artisan.Cli.Api;
using Artisan.Cli.Config;
using Artisan.Cli.Running;

namespace Artisan.Cli.Commands;

/// <summary>Downloads the workspace's receipts as the file that verifies offline.</summary>
internal static class ExportCommand
{
    public static Command Create(CliContext cli)
    {
        var target = new Option<FileInfo>("--out") { Description = "The file to write.", Required = true };
        var force = new Option<bool>("--force") { Description = "Replace the file where there is one." };
        var (url, json) = (CommonOptions.Url(), CommonOptions.Json());
        var command = new Command("export", "Download all receipts of the workspace as one file that verifies offline.") { target, force, url, json };
        command.SetAction(async (parsed, ct) =>
        {
            var file = parsed.GetValue(target)!;
            if (file.Exists && !parsed.GetValue(force))
            {
                throw new CliFailure($"{file.FullName} exists. Name another file or give --force.");
            }

            using var api = new ApiClient(cli, new Logins(cli).Require(parsed.GetValue(url)));
            var partial = file.FullName + ".part";
            await using (var stream = File.Create(partial))
            {
                await api.DownloadAsync("/api/receipts/export", stream, ct);
            }

            File.Move(partial, file.FullName, overwrite: true);
            var length = new FileInfo(file.FullName).Length;
            cli.Print(parsed.GetValue(json), new JsonObject { ["file"] = file.FullName, ["bytes"] = length }, [$"Wrote {file.FullName} ({length} bytes). Verify it: artisan receipts verify {file.Name}"]);
            return ExitCodes.Done;
        });
        return command;
    }
}
