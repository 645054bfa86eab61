namespace Artisan.Cli.Running;

/// <summary>Ends a command with a sentence for the person and an exit code.</summary>
internal sealed class CliFailure(string message, int exitCode = ExitCodes.UsageOrIo) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
