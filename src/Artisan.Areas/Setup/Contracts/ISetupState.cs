namespace Artisan.Areas.Setup.Contracts;

/// <summary>How far the setup of a workspace's value-based pricing has come.</summary>
/// <param name="StepsDone">How many steps are validated.</param>
/// <param name="Steps">How many there are.</param>
/// <param name="CompletedAt">When the setup was completed, which its receipt proves; null before.</param>
public sealed record SetupProgress(int StepsDone, int Steps, DateTimeOffset? CompletedAt)
{
    /// <summary>Whether the setup was completed.</summary>
    public bool IsComplete => CompletedAt is not null;
}

/// <summary>Tells other areas about the setup.</summary>
public interface ISetupState
{
    /// <summary>How far a workspace's setup is, as it is now.</summary>
    ValueTask<SetupProgress> GetAsync(string workspaceId, CancellationToken ct);
}
