namespace Artisan.Areas.Alerts.Contracts;

/// <summary>How much an alert matters.</summary>
public enum AlertSeverity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Worth looking at.</summary>
    Warning,

    /// <summary>Keeps value-based billing from being switched on.</summary>
    Critical,
}

/// <summary>Tells other areas which alerts wait.</summary>
public interface IOpenAlerts
{
    /// <summary>How many alerts of a severity are open, which acknowledged and snoozed ones are until they are resolved; as it is now.</summary>
    ValueTask<int> CountAsync(string workspaceId, AlertSeverity severity, CancellationToken ct);
}
