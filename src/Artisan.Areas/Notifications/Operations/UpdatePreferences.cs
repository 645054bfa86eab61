using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Areas.Notifications.Digests;
using Artisan.Areas.Notifications.Model;
using Artisan.Areas.Notifications.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Due;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Notifications.Operations;

/// <summary>Preferences as a whole.</summary>
/// <param name="Types">The channels by type; a type that is left out is as usual.</param>
/// <param name="Digest">off, hourly, daily or weekly (on Mondays).</param>
/// <param name="Hour">The local hour of daily and weekly digests, 0 to 23.</param>
/// <param name="Quiet">The quiet hours; left out or null for none.</param>
/// <param name="TimeZone">An IANA name; left out or null for the workspace's own.</param>
public sealed record UpdatePreferencesRequest(
    [property: Required, MaxLength(7)] IReadOnlyList<ChannelChoice> Types, [property: Required, StringLength(10)] string Digest, [property: Range(0, 23)] int Hour, QuietHoursBody? Quiet = null,
    [property: StringLength(64)] string? TimeZone = null);

/// <summary>Replaces one's own preferences; a digest that waits is sent when they say.</summary>
internal sealed class UpdatePreferences(InboxRows rows, IWorkspaces workspaces, BusinessClock clock)
{
    public async Task<Outcome<PreferencesResponse>> RunAsync(UpdatePreferencesRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        if (caller.WorkspaceId.Length == 0) return NotificationsFaults.NoWorkspace;
        var read = Read(request);
        if (read.Fault is { } fault) return fault;
        var home = rows.Home(caller.WorkspaceId, caller.UserId!);
        // Who comes second to the same version is told so by the next try.
        return await Retry.OnConflictAsync(() => TryAsync(home, read.Value!, ifMatch, caller, ct), ct);
    }

    private async Task<Outcome<PreferencesResponse>> TryAsync(Partition home, Preferences wanted, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var counting = InboxRows.HeadAsync(home, ct);
        var stored = await InboxRows.PreferencesAsync(home, ct);
        var (head, row) = await counting;
        if (ifMatch.Refuses(stored.Row) is { } stale) return stale;

        var change = home.Change().Save(InboxRows.Into(stored.Row, wanted))
            .Audit(caller, "notifications.preferences_changed", "notification-preferences", caller.UserId!, Audited(stored.Preferences), Audited(wanted));
        if (head.DigestDue is not null)
        {
            var due = LocalHours.NextDigest(wanted, await Zones.OfAsync(wanted, caller.WorkspaceId, workspaces, ct), clock.Now);
            change.Replace((head with { DigestDue = due }).Into(row));
            if (due is { } at) change.Schedule(SendDigest.Kind, caller.WorkspaceId, caller.UserId!, at);
        }

        await change.CommitAsync(ct);
        return Outcome.Versioned(PreferencesResponse.Of(wanted), IfMatch.Of(stored.Row));
    }

    private static Outcome<Preferences> Read(UpdatePreferencesRequest request)
    {
        if (request.Types.Any(t => t is null)) return Faults.Invalid.At("types", "Each one says its type.");
        if (request.Types.FirstOrDefault(t => !NotificationTypes.All.Contains(t.Type)) is not null || request.Types.DistinctBy(t => t.Type).Count() != request.Types.Count)
            return Faults.Invalid.At("types", $"Each one of {string.Join(", ", NotificationTypes.All)}, once.");
        if (request.Types.FirstOrDefault(t => !t.InApp && NotificationTypes.IsLocked(t.Type)) is { } locked) return NotificationsFaults.Locked.At("types", $"{locked.Type} is always listed.");
        if (request.Digest is not ("off" or "hourly" or "daily" or "weekly")) return Faults.Invalid.At("digest", "One of off, hourly, daily, weekly.");
        if (request.TimeZone is { } zone && !TimeZones.IsKnown(zone)) return Faults.Invalid.At("timeZone", "An IANA time zone, such as Europe/Berlin.");
        QuietHours? quiet = null;
        if (request.Quiet is { } body)
        {
            if (QuietText.Read(body.From) is not { } from || QuietText.Read(body.To) is not { } to || from == to) return Faults.Invalid.At("quiet", "Two different times of day, HH:mm.");
            quiet = new QuietHours(from, to);
        }

        return new Preferences
        {
            Types = request.Types.ToDictionary(t => t.Type, t => new Channels(t.InApp, t.Email)),
            Digest = Enum.Parse<DigestRhythm>(request.Digest, ignoreCase: true),
            Hour = request.Hour,
            Quiet = quiet,
            TimeZone = request.TimeZone,
        };
    }

    private static JsonObject Audited(Preferences preferences) => JsonNode.Parse(JsonSerializer.Serialize(PreferencesResponse.Of(preferences), NotificationsJson.Default.PreferencesResponse))!.AsObject();
}
