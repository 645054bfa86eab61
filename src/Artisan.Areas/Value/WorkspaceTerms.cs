using Artisan.Areas.Workspaces.Contracts;

namespace Artisan.Areas.Value;

/// <summary>What the area asks of a workspace.</summary>
internal sealed class WorkspaceTerms(IWorkspaces workspaces)
{
    /// <summary>The time zone whose days new sources and definitions go by.</summary>
    public async Task<TimeZoneInfo> TimeZoneAsync(string workspaceId, CancellationToken ct) =>
        await workspaces.FindAsync(workspaceId, ct) is { } found ? TimeZoneInfo.FindSystemTimeZoneById(found.TimeZone) : TimeZoneInfo.Utc;

    /// <summary>The currency of definitions that name none.</summary>
    public async Task<string> CurrencyAsync(string workspaceId, CancellationToken ct) => (await workspaces.FindAsync(workspaceId, ct))?.Currency ?? "USD";
}
