namespace Artisan.Areas.Alerts.Contracts;

/// <summary>An alert that is not resolved.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What is wrong, in a line.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="OpenedAt">Since when.</param>
public sealed record OpenAlertItem(string Id, string Title, AlertSeverity Severity, DateTimeOffset OpenedAt);

/// <summary>Tells other areas which alerts are open, for showing.</summary>
public interface IAlertGlance
{
    /// <summary>The newest alerts that are not resolved, so many at most; one short read.</summary>
    Task<IReadOnlyList<OpenAlertItem>> ListAsync(string workspaceId, int limit, CancellationToken ct);
}
