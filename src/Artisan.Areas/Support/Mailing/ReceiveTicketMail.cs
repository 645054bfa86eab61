using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Support.Model;
using Artisan.Areas.Support.Operations;
using Artisan.Areas.Support.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Functions;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Logging;

namespace Artisan.Areas.Support.Mailing;

/// <summary>
/// Makes a message of an answer by e-mail. It must name the ticket's token and come from the author, or an admin, as they are members now; anything else is
/// dropped without a word to the sender. A mail that comes twice is one message. An answer to a closed ticket opens it again.
/// </summary>
internal sealed partial class ReceiveTicketMail(
    TicketMailbox mailbox, DeskIndex desk, TicketStore tickets, AttachmentFiles files, IAccounts accounts, IMemberships memberships, SupportLimits limits, IIds ids, BusinessClock clock, SystemClock system,
    ILogger<ReceiveTicketMail> log) : IQueueHandler<TicketMailReceived>
{
    /// <summary>The queue function.</summary>
    public const string Queue = "support-mail";

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    public async Task HandleAsync(QueueMessage<TicketMailReceived> message, CancellationToken ct)
    {
        if (await mailbox.FindAsync(message.Body.Name, ct) is not { } mail) return;
        if (await WhyNotAsync(mail, ct) is { } reason) Dropped(log, mail.TicketId, reason);
        await mailbox.DeleteAsync(message.Body.Name, ct);
    }

    // Null where it became a message, now or before.
    private async Task<string?> WhyNotAsync(KeptMail mail, CancellationToken ct)
    {
        if (await desk.WorkspaceOfAsync(mail.TicketId, ct) is not { } workspaceId) return "no such ticket";
        var home = tickets.Home(workspaceId);
        if (await TicketStore.FindAsync(home, mail.TicketId, ct) is not { Ticket: var ticket }) return "no such ticket";
        if (!MailTokens.IsOf(ticket, mail.Token)) return "wrong token";
        if (!EmailAddress.TryParse(mail.From, out var from) || await accounts.FindAsync(from, ct) is not { UserId: var sender }) return "unknown sender";
        if ((await memberships.ListAsync(sender, ct)).FirstOrDefault(m => m.WorkspaceId == workspaceId) is not { Role: var role } || (sender != ticket.AuthorId && role < Role.Admin)) return "sender may not";
        if (await home.FindAsync(SupportKeys.Handled(mail.MessageId), ct) is not null) return null;
        if (await limits.TakeMessageAsync(sender, ct) is not null) return "too many messages";

        var (good, refused) = Files(mail);
        var text = Text(mail, refused);
        if (text.Length == 0) return "nothing new in it";
        return await AddAsync(home, workspaceId, mail, sender, text, good, ct);
    }

    private async Task<string?> AddAsync(Partition home, string workspaceId, KeptMail mail, string sender, string text, IReadOnlyList<CheckedFile> good, CancellationToken ct)
    {
        var handled = SupportKeys.Handled(mail.MessageId);
        try
        {
            var added = await files.WithAsync(workspaceId, good, attachments => Retry.OnConflictAsync<Platform.Http.Outcome<Ticket>>(async () =>
            {
                if (await TicketStore.FindAsync(home, mail.TicketId, ct) is not { } found) return Platform.Http.Faults.NotFound;
                if (found.Ticket.Messages >= AddMessage.MostMessages) return SupportFaults.TicketFull;
                var change = home.Change();
                var after = TicketStore.Replace(change, home, workspaceId, found, found.Ticket.Asked(clock.Now), sender);
                TicketStore.Insert(change, home, after, new TicketMessage(ids.New(SupportKeys.MessageId), after.Messages, clock.Now, WriterKind.Member, sender, null, true, attachments), text);
                var once = home.Row(handled);
                once[Partition.Expiry] = system.Now + Remembered;
                change.Insert(once).Audit(new AuditEntry
                {
                    Scope = AuditScope.Workspace(workspaceId),
                    Action = "support.ticket.message_added",
                    Actor = AuditActor.User(sender),
                    Target = new AuditTarget("ticket", mail.TicketId),
                    At = system.Now,
                    After = TicketAudit.Of(after, attachments.Count),
                });
                await change.CommitAsync(ct);
                return after;
            }, ct, conflict => conflict.RowKey == SupportKeys.Ticket(mail.TicketId)), ct);
            return added.Fault?.Code;
        }
        catch (WriteConflictException e) when (e.RowKey == handled)
        {
            // The same mail, handled twice at the same time.
            return null;
        }
    }

    private static (IReadOnlyList<CheckedFile> Good, IReadOnlyList<string> Refused) Files(KeptMail mail)
    {
        var (good, refused) = (new List<CheckedFile>(), new List<string>());
        foreach (var file in mail.Files)
        {
            if (good.Count < TicketForm.MostFiles && TicketForm.Check(file.Name, BinaryData.FromBytes(file.Content)) is { } checkedFile) good.Add(checkedFile);
            else refused.Add(AttachmentTypes.NameOf(file.Name));
        }

        return (good, refused);
    }

    // What a browser's form would have been refused for is left out of a mail, and said.
    private static string Text(KeptMail mail, IReadOnlyList<string> refused)
    {
        var plain = new string([.. ReplyText.Of(mail.Text).Where(c => !char.IsControl(c) || c is '\n' or '\t')]);
        var note = refused.Count == 0 ? "" : $"\n\n(Left out, because only {AttachmentTypes.Words} may be attached: {string.Join(", ", refused.Take(10))}.)";
        var room = TicketText.MostText - note.Length;
        if (plain.Length > room) plain = plain[..room];
        if (plain.Length == 0 && mail.Files.Count > 0) plain = "(Files only.)";
        return plain.Length == 0 ? "" : plain + note;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An e-mail to ticket {Ticket} was dropped: {Reason}.")]
    private static partial void Dropped(ILogger logger, string ticket, string reason);
}
