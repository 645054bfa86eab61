using Artisan.Areas.Notifications.Model;
using Artisan.Areas.Notifications.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Notifications.Operations;

/// <summary>One's own preferences in the current workspace, with the ETag for a change.</summary>
internal sealed class GetPreferences(InboxRows rows)
{
    public async Task<Outcome<PreferencesResponse>> RunAsync(Caller caller, CancellationToken ct)
    {
        if (caller.WorkspaceId.Length == 0) return PreferencesResponse.Of(new Preferences());
        var stored = await InboxRows.PreferencesAsync(rows.Home(caller.WorkspaceId, caller.UserId!), ct);
        return Outcome.Versioned(PreferencesResponse.Of(stored.Preferences), IfMatch.Of(stored.Row));
    }
}
