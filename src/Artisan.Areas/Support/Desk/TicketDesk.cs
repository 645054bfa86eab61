using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Support.Contracts;
using Artisan.Areas.Support.Mailing;
using Artisan.Areas.Support.Model;
using Artisan.Areas.Support.Operations;
using Artisan.Areas.Support.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Azure.Tables;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Support.Desk;

/// <summary>The staff's side of tickets. What staff do stands in the workspace's audit trail, under their own id.</summary>
internal sealed class TicketDesk(DeskIndex index, TicketStore tickets, IMembers members, IAccounts accounts, TicketMails mails, IIds ids, BusinessClock clock, SystemClock system) : ITicketDesk
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    public Task<DeskPage> ListAsync(int limit, string? after, CancellationToken ct) => index.ListAsync(limit, after, ct);

    public async Task<TicketResponse?> FindAsync(string ticketId, CancellationToken ct)
    {
        if (await index.WorkspaceOfAsync(ticketId, ct) is not { } workspaceId) return null;
        var home = tickets.Home(workspaceId);
        return await TicketStore.FindAsync(home, ticketId, ct) is not { } found
            ? null
            : TicketView.Of(found.Ticket, await members.NamesAsync(workspaceId, ct), await TicketStore.MessagesAsync(home, ticketId, ct));
    }

    public Task<Outcome<TicketResponse>> AssignAsync(DeskStaff by, string ticketId, DeskStaff? to, CancellationToken ct) => EditAsync(by, ticketId, "support.ticket.assigned", null, (_, _, before) =>
        Task.FromResult<Outcome<Ticket>>(before.AssigneeId == to?.Id ? before : before with { AssigneeId = to?.Id, AssigneeName = to?.Name }), ct);

    public Task<Outcome<TicketResponse>> AnswerAsync(DeskStaff by, string ticketId, DeskAnswer answer, CancellationToken ct)
    {
        var check = new TicketText();
        var text = check.Lines("text", answer.Text, TicketText.MostText);
        if (check.Fault is { } fault) return Task.FromResult<Outcome<TicketResponse>>(fault);
        return EditAsync(by, ticketId, "support.ticket.answered", answer.Key, async (home, change, before) =>
        {
            if (AddMessage.Refuses(before) is { } refused) return refused;
            var after = before.Answered(answer.Resolves, clock.Now);
            var message = new TicketMessage(ids.New(SupportKeys.MessageId), after.Messages, clock.Now, WriterKind.Staff, by.Id, by.Name, false, []);
            TicketStore.Insert(change, home, after, message, text);
            if (await accounts.FindAsync(before.AuthorId, ct) is { } author) mails.Answered(change, after, author, by.Name, text);
            return after;
        }, ct);
    }

    private async Task<Outcome<TicketResponse>> EditAsync(
        DeskStaff by, string ticketId, string action, string? key, Func<Partition, Change, Ticket, Task<Outcome<Ticket>>> edit, CancellationToken ct)
    {
        if (await index.WorkspaceOfAsync(ticketId, ct) is not { } workspaceId) return Faults.NotFound;
        var (home, handled) = (tickets.Home(workspaceId), key is null ? null : SupportKeys.Handled($"{ticketId}/{key}"));
        return await Retry.OnConflictAsync<Outcome<TicketResponse>>(async () =>
        {
            if (await TicketStore.FindAsync(home, ticketId, ct) is not { } found) return Faults.NotFound;
            var before = found.Ticket;
            if (handled is not null && await home.FindAsync(handled, ct) is not null) return TicketView.Of(before);
            var change = home.Change();
            var edited = await edit(home, change, before);
            if (edited.Fault is { } fault) return fault;
            if (edited.Value == before) return TicketView.Of(before);
            var after = TicketStore.Replace(change, home, workspaceId, found, edited.Value!);
            if (handled is not null) change.Insert(Done(home.Row(handled)));
            change.Audit(new AuditEntry
            {
                Scope = AuditScope.Workspace(workspaceId),
                Action = action,
                Actor = AuditActor.Admin(by.Id),
                Target = new AuditTarget("ticket", ticketId),
                At = system.Now,
                Before = TicketAudit.Of(before),
                After = TicketAudit.Of(after),
            });
            await change.CommitAsync(ct);
            return TicketView.Of(after);
        }, ct);
    }

    private TableEntity Done(TableEntity row)
    {
        row[Partition.Expiry] = system.Now + Remembered;
        return row;
    }
}
