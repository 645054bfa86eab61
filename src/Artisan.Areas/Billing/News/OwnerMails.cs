using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Mail;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing;

/// <summary>Writes the owners of a workspace what an outbox message brought: each of them once, however often the message comes.</summary>
internal sealed class OwnerMails(BillingStore store, IMembers members, SystemClock clock)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    /// <summary>Sends the mails of a message.</summary>
    public async Task SendAsync(string workspaceId, string messageId, IEnumerable<(string Subject, MailContent Content)> mails, CancellationToken ct)
    {
        var home = store.Home(workspaceId);
        var done = home.Row(BillingKeys.Done(messageId));
        done[Partition.Expiry] = clock.Now + Remembered;
        var change = home.Change().Insert(done);
        foreach (var owner in await members.OwnersAsync(workspaceId, ct))
        {
            foreach (var (subject, content) in mails) change.Mail(owner.Email, subject, content, "billing");
        }

        try
        {
            await change.CommitAsync(ct);
        }
        catch (WriteConflictException e) when (e.Kind is ConflictKind.Exists)
        {
            // The same message, delivered twice: it was mailed.
        }
    }
}
