using Artisan.Areas.Notifications.Operations;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Artisan.Areas.Notifications;

/// <summary>Notifications over HTTP: everybody's own, in the current workspace.</summary>
public static class NotificationsApi
{
    /// <summary>Maps the area's endpoints.</summary>
    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/notifications").WithTags("Notifications");
        api.MapGet("", (ListNotifications op, bool? unread, Paging paging, Caller caller, CancellationToken ct) => op.RunAsync(unread, paging, caller, ct)).SignedIn().WithSummary("One's notifications, the newest first.");
        api.MapGet("/unread-count", (CountUnread op, Caller caller, CancellationToken ct) => op.RunAsync(caller, ct)).SignedIn().WithSummary("How many of them are unread.");
        api.MapPost("/{id}/read", (ReadNotification op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct)).SignedIn().WithSummary("Marks one as read.");
        api.MapPost("/read-all", (ReadAllNotifications op, Caller caller, CancellationToken ct) => op.RunAsync(caller, ct)).SignedIn().WithSummary("Marks all as read.");
        api.MapDelete("/{id}", (DismissNotification op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct)).SignedIn().WithSummary("Takes one out of the list.");
        api.MapGet("/preferences", (GetPreferences op, Caller caller, CancellationToken ct) => op.RunAsync(caller, ct)).SignedIn().WithSummary("What one is told, and how.");
        api.MapPut("/preferences", (UpdatePreferences op, UpdatePreferencesRequest body, IfMatch ifMatch, Caller caller, CancellationToken ct) => op.RunAsync(body, ifMatch, caller, ct)).SignedIn().WithSummary("Chooses what one is told, and how.");
        api.MapPost("/negotiate", (Negotiate op, Caller caller) => op.Run(caller)).SignedIn().WithSummary("Where a client hears of them at once.");
        routes.MapPost("/api/email/unsubscribe/{token}", (Unsubscribe op, string token, CancellationToken ct) => op.RunAsync(token, ct)).Public().WithTags("Notifications").WithSummary("Ends the digests by the link in one of them, with one click (RFC 8058).");
    }
}
