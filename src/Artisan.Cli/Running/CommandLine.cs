using System.CommandLine;
using Artisan.Cli.Commands;

namespace Artisan.Cli.Running;

/// <summary>The root command: parses, runs, and turns every way to fail into a sentence and an exit code.</summary>
internal static class CommandLine
{
    private const string ExitCodeHelp = "Exit codes: 0 done or valid; 1 invalid; 2 usage, network or file error; 3 imported in part; 4 consistent, but the signer is not authenticated; 5 does not continue what was verified before.";

    public static async Task<int> RunAsync(string[] args, CliContext cli, CancellationToken ct)
    {
        var root = new RootCommand($"Artisan from the command line. {ExitCodeHelp}")
        {
            LoginCommand.Create(cli),
            ImportCommand.Create(cli),
            new Command("receipts", $"Export and verify receipts. {ExitCodeHelp}") { ExportCommand.Create(cli), VerifyCommand.Create(cli) },
            new Command("audit", $"Verify an exported audit trail. {ExitCodeHelp}") { AuditVerifyCommand.Create(cli) },
            CalculateCommand.Create(cli),
            new Command("anomalies", "Find unusual values.") { ScoreCommand.Create(cli) },
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await cli.Error.WriteLineAsync(error.Message);
            }

            await cli.Error.WriteLineAsync("Try --help.");
            return ExitCodes.UsageOrIo;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = cli.Output, Error = cli.Error, EnableDefaultExceptionHandler = false }, ct);
        }
        catch (CliFailure failure)
        {
            await cli.Error.WriteLineAsync(failure.Message);
            return failure.ExitCode;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await cli.Error.WriteLineAsync(e.Message);
            return ExitCodes.UsageOrIo;
        }
        catch (OperationCanceledException)
        {
            await cli.Error.WriteLineAsync("Stopped.");
            return ExitCodes.UsageOrIo;
        }
    }
}
