namespace Artisan.Cli.Running;

/// <summary>What the process answers; documented in docs/cli.md and in every command's help.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Invalid = 1;
    public const int UsageOrIo = 2;
    public const int Partial = 3;
    public const int SignerUnauthenticated = 4;
    public const int NotWhatWasVerifiedBefore = 5;
    public const int HeldCheckpointOutside = 6;
}
