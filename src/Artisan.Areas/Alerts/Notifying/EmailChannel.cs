using Artisan.Areas.Alerts.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Http;
using Artisan.Platform.Mail;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Alerts.Notifying;

/// <summary>Mails the owners of the workspace, each of them once a notice.</summary>
internal sealed class EmailChannel(AlertRows rows, IMembers members, IOptions<ApiOptions> api, SystemClock clock) : IAlertChannel
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(14);

    public async Task SendAsync(string noticeId, AlertNotice notice, CancellationToken ct)
    {
        var home = rows.Home(notice.WorkspaceId);
        var done = home.Row(AlertKeys.Done($"mail:{noticeId}"));
        done[Partition.Expiry] = clock.Now + Remembered;
        var change = home.Change().Insert(done);
        var (subject, content) = Write(notice);
        foreach (var owner in await members.OwnersAsync(notice.WorkspaceId, ct)) change.Mail(owner.Email, subject, content, "value");
        try
        {
            await change.CommitAsync(ct);
        }
        catch (WriteConflictException e) when (e.Kind is ConflictKind.Exists)
        {
            // The same notice, delivered twice: it was mailed.
        }
    }

    private (string Subject, MailContent Content) Write(AlertNotice notice)
    {
        var alert = notice.Alert;
        var heading = notice.Occasion is AlertOccasion.Escalated ? $"Nobody has looked at this yet: {alert.Title}" : alert.Title;
        string[] paragraphs = notice.Occasion is AlertOccasion.Escalated
            ? [alert.Reason, $"The alert has been open since {alert.OpenedAt:yyyy-MM-dd HH:mm} UTC, and nobody has acknowledged it."]
            : [alert.Reason];
        return ($"[{alert.Severity}] {heading}", new MailContent(heading, paragraphs, new MailLink("Open alerts", new Uri(api.Value.PublicUrl, $"/alerts?alert={alert.Id}")), "You get this message from Artisan because you own a workspace."));
    }
}
