using Artisan.Areas.Notifications.Digests;
using Artisan.Areas.Notifications.Storage;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Notifications.Operations;

/// <summary>Ends somebody's digests by the link in one of them (RFC 8058): no sign-in, no question, and again it changes nothing.</summary>
internal sealed class Unsubscribe(InboxRows rows)
{
    public Task<Outcome<Done>> RunAsync(string token, CancellationToken ct) => MailTokens.Read(token) is { } link
        ? Retry.OnConflictAsync(() => TryAsync(link.WorkspaceId, link.UserId, link.Secret, ct), ct)
        : Task.FromResult<Outcome<Done>>(Faults.NotFound);

    private async Task<Outcome<Done>> TryAsync(string workspaceId, string userId, string secret, CancellationToken ct)
    {
        var home = rows.Home(workspaceId, userId);
        var counting = InboxRows.HeadAsync(home, ct);
        var stored = await InboxRows.PreferencesAsync(home, ct);
        var (head, row) = await counting;
        if (head.MailToken.Length == 0 || !MailTokens.IsOf(head, secret)) return Faults.NotFound;
        if (stored.Preferences.Unsubscribed) return Done.Value;

        await home.Change()
            .Save(InboxRows.Into(stored.Row, stored.Preferences with { Unsubscribed = true }))
            .Replace((head with { DigestDue = null }).Into(row))
            .AuditSystem(workspaceId, "unsubscribe", "notifications.unsubscribed", "notification-preferences", userId)
            .CommitAsync(ct);
        return Done.Value;
    }
}
