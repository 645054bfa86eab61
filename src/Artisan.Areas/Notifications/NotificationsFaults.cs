using Artisan.Platform.Http;

namespace Artisan.Areas.Notifications;

/// <summary>The refusals of the area.</summary>
public static class NotificationsFaults
{
    public static readonly Fault NoWorkspace = new("notifications.no_workspace", 409, "Notifications are those of a workspace; join one, or make one, first.");
    public static readonly Fault Locked = new("notifications.locked", 422, "News about one's account and about the bill cannot be switched off in the app.");
    public static readonly Fault NotLive = new("notifications.not_live", 409, "This installation does not push; ask for the count every minute.");

    /// <summary>Every fault of the area, for the golden list and the API reference.</summary>
    public static IReadOnlyList<Fault> All { get; } = [NoWorkspace, Locked, NotLive];
}
