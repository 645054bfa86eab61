using Artisan.Areas.Notifications.Model;
using Artisan.Areas.Workspaces.Contracts;

namespace Artisan.Areas.Notifications.Digests;

/// <summary>What local time means to somebody.</summary>
internal static class Zones
{
    public static async ValueTask<TimeZoneInfo> OfAsync(Preferences preferences, string workspaceId, IWorkspaces workspaces, CancellationToken ct) =>
        TimeZoneInfo.FindSystemTimeZoneById(preferences.TimeZone ?? (await workspaces.FindAsync(workspaceId, ct))?.TimeZone ?? "UTC");
}
