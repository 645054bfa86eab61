using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Support.Contracts;
using Artisan.Areas.Support.Model;
using Artisan.Areas.Support.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.AspNetCore.Http;

namespace Artisan.Areas.Support.Operations;

/// <summary>A further message; as JSON, or as a form with up to five <c>files</c> beside it.</summary>
/// <param name="Text">Plain text.</param>
public sealed record AddMessageRequest([Required, StringLength(TicketText.MostText, MinimumLength = 1)] string Text);

/// <summary>Adds a message of the author or an admin. One that was answered or resolved is open again.</summary>
internal sealed class AddMessage(TicketStore tickets, AttachmentFiles files, IMembers members, SupportLimits limits, IIds ids, BusinessClock clock)
{
    /// <summary>How many messages a ticket may have.</summary>
    public const int MostMessages = 200;

    public async Task<Outcome<MessageResponse>> RunAsync(string id, HttpRequest request, Once once, Caller caller, CancellationToken ct)
    {
        if (!UlidIds.IsId(id, SupportKeys.TicketId)) return Faults.NotFound;
        var home = tickets.Home(caller.WorkspaceId);
        if (await TicketStore.FindAsync(home, id, ct) is not { } first || !caller.Sees(first.Ticket.AuthorId)) return Faults.NotFound;
        var read = await TicketForm.ReadAsync(request, form => new AddMessageRequest(TicketForm.Field(form, "text") ?? ""), ct);
        if (read.Fault is { } unreadable) return unreadable;
        var check = new TicketText();
        var text = check.Lines("text", read.Value!.Body.Text, TicketText.MostText);
        if (check.Fault is { } fault) return fault;

        return await once.RunAsync(home, SupportJson.Default.MessageResponse, async () =>
        {
            if (Refuses(first.Ticket) is { } refused) return refused;
            if (await limits.TakeMessageAsync(caller.UserId!, ct) is { } tooMany) return tooMany;
            var names = await members.NamesAsync(caller.WorkspaceId, ct);
            return await files.WithAsync(caller.WorkspaceId, read.Value.Files, attachments => Retry.OnConflictAsync(async () =>
            {
                if (await TicketStore.FindAsync(home, id, ct) is not { } found) return Faults.NotFound;
                if (Refuses(found.Ticket) is { } late) return late;
                var change = home.Change();
                var after = TicketStore.Replace(change, home, caller.WorkspaceId, found, found.Ticket.Asked(clock.Now), caller.UserId);
                var message = new TicketMessage(ids.New(SupportKeys.MessageId), after.Messages, clock.Now, WriterKind.Member, caller.UserId!, null, false, attachments);
                TicketStore.Insert(change, home, after, message, text);
                change.Audit(caller, "support.ticket.message_added", "ticket", id, after: TicketAudit.Of(after, attachments.Count));
                var outcome = Outcome.Created($"/api/support/tickets/{id}", TicketView.Of(new StoredMessage(message, text), names));
                await once.Remember(change, home, outcome, SupportJson.Default.MessageResponse).CommitAsync(ct);
                return outcome;
            }, ct, conflict => conflict.RowKey == SupportKeys.Ticket(id)), ct);
        }, ct);
    }

    /// <summary>Why a ticket takes no message of a member; null where it does.</summary>
    public static Fault? Refuses(Ticket ticket) => ticket switch
    {
        { State: TicketState.Closed } => SupportFaults.TicketClosed,
        { Messages: >= MostMessages } => SupportFaults.TicketFull,
        _ => null,
    };
}
