using System.Globalization;
using Artisan.Areas.Notifications.Model;
using Artisan.Areas.Notifications.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Http;
using Artisan.Platform.Mail;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Notifications.Digests;

/// <summary>Gathers what somebody has not read yet into one e-mail. What a digest has told, no other tells again; where all was read meanwhile, none is sent.</summary>
internal sealed class SendDigest(InboxRows rows, IMembers members, IWorkspaces workspaces, IOptions<ApiOptions> api, BusinessClock clock) : IQueueHandler<DueWork>
{
    public const string Kind = "notification-digest";

    public const string Queue = "notification-digest";

    private const int MostShown = 20;

    public Task HandleAsync(QueueMessage<DueWork> message, CancellationToken ct) => Retry.OnConflictAsync(() => TryAsync(message.Body, ct), ct);

    private async Task<bool> TryAsync(DueWork work, CancellationToken ct)
    {
        var home = rows.Home(work.Owner, work.Id);
        var (head, row) = await InboxRows.HeadAsync(home, ct);
        if (head.DigestDue != work.Due) return false;
        var preferences = (await InboxRows.PreferencesAsync(home, ct)).Preferences;
        var told = await UntoldAsync(home, head, preferences, ct);
        var (person, workspace) = (await members.FindAsync(work.Owner, work.Id, ct), await workspaces.FindAsync(work.Owner, ct));

        var change = home.Change();
        if (told.Count > 0 && person is not null && workspace is not null)
        {
            var zone = await Zones.OfAsync(preferences, work.Owner, workspaces, ct);
            // Quiet hours that were chosen since.
            if (LocalHours.EndOfQuiet(preferences, zone, clock.Now) is { } later)
            {
                await change.Replace((head with { DigestDue = later }).Into(row)).Schedule(Kind, work.Owner, work.Id, later).CommitAsync(ct);
                return true;
            }

            change.Mail(Write(work, head, person.Email, workspace.Name, told));
        }

        await change.Replace((head with { DigestDue = null, Mailed = head.Seq }).Into(row)).CommitAsync(ct);
        return true;
    }

    private static async Task<IReadOnlyList<Notification>> UntoldAsync(Partition home, InboxHead head, Preferences preferences, CancellationToken ct)
    {
        var untold = new List<Notification>();
        await foreach (var row in home.RangeAsync(InboxKeys.After(head.Mailed), ct))
        {
            var notification = InboxRows.Read(row);
            if (notification.Seq <= head.Seq && notification.Mail && preferences.Mails(notification.Type) && (notification.Hidden || Inbox.IsUnread(notification, head))) untold.Add(notification);
        }

        return untold;
    }

    private Email Write(DueWork work, InboxHead head, string to, string workspace, IReadOnlyList<Notification> told)
    {
        var token = MailTokens.Of(work.Owner, work.Id, head);
        var what = told is [var one] ? one.Title : string.Create(CultureInfo.InvariantCulture, $"{told.Count} new notifications");
        var more = told.Count > MostShown ? [string.Create(CultureInfo.InvariantCulture, $"And {told.Count - MostShown} more.")] : Array.Empty<string>();
        var content = new MailContent(
            $"New in {workspace}", [.. told.Take(MostShown).Select(n => n.Text.Length > 0 ? $"{n.Title}\n{n.Text}" : n.Title), .. more],
            new MailLink("Open notifications", new Uri(api.Value.PublicUrl, "/notifications")),
            $"You get this digest from Artisan as a member of {workspace}. Choose what it tells you: {new Uri(api.Value.PublicUrl, "/settings/notifications")}\nGet no more of them: {new Uri(api.Value.PublicUrl, $"/unsubscribe#token={token}")}");
        return new Email(to, $"{workspace}: {what}", content.ToText(), content.ToHtml(), "digest", new Uri(api.Value.PublicUrl, $"/api/email/unsubscribe/{token}"));
    }
}
