using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Recovery;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Areas.Notifications.Contracts;
using Artisan.Platform.Audit;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Suspicion;

/// <summary>Tells users what may not have been they: one mail of each kind a day, and a line in their lists, however many messages there are.</summary>
internal sealed class TellSuspicions(AccountStore accounts, Sessions sessions, SecurityMails mails) : IOutboxSink
{
    private const string Day = "day";
    private const int MostWorkspaces = 20;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    public string Name => AccountSuspicion.SinkName;

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var suspicion in messages.Select(m => JsonSerializer.Deserialize(m.Body, AccountSuspicion.JsonType)!)) await Retry.OnConflictAsync(() => TellAsync(suspicion, ct), ct);
    }

    // True where he is told now.
    private async Task<bool> TellAsync(AccountSuspicion suspicion, CancellationToken ct)
    {
        if (await accounts.FindAsync(suspicion.UserId, ct) is not { Gate.Disabled: false } account) return false;
        var (home, key) = (accounts.Home(account.UserId), IdentityKeys.Told(suspicion.Kind));
        var (row, day) = (await home.FindAsync(key, ct) ?? home.Row(key), suspicion.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (string.CompareOrdinal(row.GetString(Day), day) >= 0) return false;

        (row[Day], row[Partition.Expiry]) = (day, suspicion.At + Kept);
        var entry = sessions.Entry(account, "auth.suspicion_told", suspicion.Ip) with { Actor = AuditActor.System(AccountSuspicion.SinkName), After = new JsonObject { ["kind"] = suspicion.Kind } };
        var change = mails.Suspicious(home.Change().Save(row).Audit(entry), account.Profile.Email, suspicion.Kind, suspicion.What);
        foreach (var workspaceId in account.Gate.Memberships.Keys.Take(MostWorkspaces)) change.Notify(Notice(workspaceId, suspicion, day));
        await change.CommitAsync(ct);
        return true;
    }

    // In the list of each of his workspaces: he sees it wherever he is at the moment.
    private static Notice Notice(string workspaceId, AccountSuspicion suspicion, string day) => new(
        $"suspicion:{suspicion.Kind}:{day}", workspaceId, "account", $"account.{suspicion.Kind}", SecurityMails.TitleOf(suspicion.Kind), suspicion.What, "/settings/sessions", suspicion.At,
        NoticeTo.Only(suspicion.UserId), Critical: true);
}
