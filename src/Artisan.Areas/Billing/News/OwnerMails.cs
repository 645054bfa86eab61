using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Mail;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing;

/// <summary>Writes the owners of a workspace what an outbox message brought: each of them once, however often the message comes.</summary>
internal sealed class OwnerMails(BillingStore store, IMembers members, SystemClock clock)
{
    // A transaction has a hundred rows; each owner takes one that says that he was written to, and one for each mail.
    private const int MostRows = 90;

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    /// <summary>Sends the mails of a message.</summary>
    public async Task SendAsync(string workspaceId, string messageId, IEnumerable<(string Subject, MailContent Content)> mails, CancellationToken ct)
    {
        var (home, letters) = (store.Home(workspaceId), mails.ToList());
        foreach (var some in (await members.OwnersAsync(workspaceId, ct)).Chunk(Math.Max(1, MostRows / (letters.Count + 1))))
        {
            if (await TryAsync(home, messageId, some, letters, ct)) continue;
            // Delivered before, in part at least: whoever was written to already is left out.
            foreach (var owner in some) await TryAsync(home, messageId, [owner], letters, ct);
        }
    }

    /// <summary>The row that proves that a message had an effect.</summary>
    public static Azure.Tables.TableEntity Done(Partition home, string messageId, string what, SystemClock clock)
    {
        var row = home.Row(BillingKeys.Done(messageId, what));
        row[Partition.Expiry] = clock.Now + Remembered;
        return row;
    }

    private async Task<bool> TryAsync(Partition home, string messageId, IReadOnlyList<MemberAddress> owners, IReadOnlyList<(string Subject, MailContent Content)> mails, CancellationToken ct)
    {
        var change = home.Change();
        foreach (var owner in owners)
        {
            change.Insert(Done(home, messageId, owner.UserId, clock));
            foreach (var (subject, content) in mails) change.Mail(owner.Email, subject, content, "billing");
        }

        try
        {
            await change.CommitAsync(ct);
            return true;
        }
        catch (WriteConflictException e) when (e.Kind is ConflictKind.Exists)
        {
            return false;
        }
    }
}
