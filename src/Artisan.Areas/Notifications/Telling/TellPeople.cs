using Artisan.Areas.Notifications.Contracts;
using Artisan.Areas.Notifications.Digests;
using Artisan.Areas.Notifications.Model;
using Artisan.Areas.Notifications.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Time;

namespace Artisan.Areas.Notifications.Telling;

/// <summary>Tells people news: each of those whom it concerns and who are in the workspace at this moment, by the channels that he chose, once.</summary>
internal sealed class TellPeople(Inbox inbox, InboxRows rows, IMembers members, IWorkspaces workspaces, LiveInbox live, BusinessClock clock)
{
    private const int AtOnce = 8;
    private const int LongestTitle = 200;
    private const int LongestText = 1_000;

    /// <summary>Tells it; told before, it changes nothing.</summary>
    public async Task TellAsync(IReadOnlyList<Notice> notices, CancellationToken ct)
    {
        if (notices.Count == 0) return;
        var everybody = await members.ListAsync(notices[0].WorkspaceId, ct);
        var told = notices.SelectMany(n => everybody.Where(m => Concerns(n.To, m)).Select(m => (Notice: n, m.UserId)));
        await Parallel.ForEachAsync(told, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (t, stop) => await TellAsync(t.Notice, t.UserId, stop));
    }

    private static bool Concerns(NoticeTo to, MemberWithHats member) => member.Role >= to.Least || (member.Wears & to.Hats) != Hats.None || to.Users.Contains(member.UserId);

    private async Task TellAsync(Notice notice, string userId, CancellationToken ct)
    {
        var preferences = (await InboxRows.PreferencesAsync(rows.Home(notice.WorkspaceId, userId), ct)).Preferences;
        var (listed, mailed) = (preferences[notice.Type].InApp || notice.Critical, preferences.Mails(notice.Type));
        if (!listed && !mailed) return;

        var zone = await Zones.OfAsync(preferences, notice.WorkspaceId, workspaces, ct);
        var news = new Notification
        {
            Id = "",
            Seq = 0,
            Type = notice.Type,
            Kind = notice.Kind,
            Title = Cut(notice.Title, LongestTitle),
            Text = Cut(notice.Text, LongestText),
            Link = notice.Link,
            At = notice.At ?? clock.Now,
            Critical = notice.Critical,
            Mail = mailed,
            Hidden = !listed,
        };
        var delivered = await inbox.AddAsync(notice.WorkspaceId, userId, new Arrival(notice.Key, news, mailed ? LocalHours.NextDigest(preferences, zone, clock.Now) : null), ct);
        if (delivered.Notification is { Hidden: false } added) await live.PushAsync(notice.WorkspaceId, userId, added, delivered.Head, LocalHours.IsQuiet(preferences, zone, clock.Now), ct);
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
