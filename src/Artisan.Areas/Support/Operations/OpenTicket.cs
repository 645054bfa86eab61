using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Support.Contracts;
using Artisan.Areas.Support.Mailing;
using Artisan.Areas.Support.Model;
using Artisan.Areas.Support.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Time;
using Microsoft.AspNetCore.Http;

namespace Artisan.Areas.Support.Operations;

/// <summary>A new ticket; as JSON, or as a form with up to five <c>files</c> beside these fields.</summary>
/// <param name="Subject">What it is about; one line.</param>
/// <param name="Text">The first message, plain text.</param>
/// <param name="Priority">low, normal (the default), high or urgent.</param>
public sealed record OpenTicketRequest(
    [Required, StringLength(TicketText.MostSubject, MinimumLength = 1)] string Subject,
    [Required, StringLength(TicketText.MostText, MinimumLength = 1)] string Text,
    [RegularExpression("low|normal|high|urgent")] string? Priority = null);

/// <summary>Opens a ticket. What the plan promises now holds for it, whatever the plan will be.</summary>
internal sealed class OpenTicket(TicketStore tickets, AttachmentFiles files, IEntitlements entitlements, IAccounts accounts, SupportLimits limits, TicketMails mails, IIds ids, BusinessClock clock)
{
    public async Task<Outcome<TicketResponse>> RunAsync(HttpRequest request, Once once, Caller caller, CancellationToken ct)
    {
        var read = await TicketForm.ReadAsync(
            request, form => new OpenTicketRequest(TicketForm.Field(form, "subject") ?? "", TicketForm.Field(form, "text") ?? "", TicketForm.Field(form, "priority")), ct);
        if (read.Fault is { } unreadable) return unreadable;
        var (body, check) = (read.Value!.Body, new TicketText());
        var (subject, text) = (check.Line("subject", body.Subject, TicketText.MostSubject), check.Lines("text", body.Text, TicketText.MostText));
        var priority = check.Word("priority", body.Priority, TicketWords.ParsePriority, TicketWords.Priorities) ?? TicketPriority.Normal;
        if (check.Fault is { } fault) return fault;

        var home = tickets.Home(caller.WorkspaceId);
        return await once.RunAsync(home, SupportJson.Default.TicketResponse, async () =>
        {
            if (await limits.TakeTicketAsync(caller.UserId!, ct) is { } tooMany) return tooMany;
            var person = await accounts.FindAsync(caller.UserId!, ct);
            var terms = (await entitlements.GetAsync(caller.WorkspaceId, ct)).Support;
            var ticket = Ticket.Open(ids.New(SupportKeys.TicketId), subject, priority, caller.UserId!, MailTokens.Create(), terms, clock.Now);
            return await files.WithAsync(caller.WorkspaceId, read.Value.Files, async attachments =>
            {
                var change = home.Change();
                TicketStore.Insert(change, home, caller.WorkspaceId, ticket);
                TicketStore.Insert(change, home, ticket, new TicketMessage(ids.New(SupportKeys.MessageId), 1, clock.Now, WriterKind.Member, caller.UserId!, null, false, attachments), text);
                change.Audit(caller, "support.ticket.opened", "ticket", ticket.Id, after: new JsonObject { ["priority"] = priority.Name(), ["files"] = attachments.Count });
                if (person is not null) mails.Opened(change, ticket, person);
                mails.TellDesk(change, ticket, "A new ticket", text);
                var outcome = Outcome.Created($"/api/support/tickets/{ticket.Id}", TicketView.Of(ticket, Named(person)));
                await once.Remember(change, home, outcome, SupportJson.Default.TicketResponse).CommitAsync(ct);
                return outcome;
            }, ct);
        }, ct);
    }

    private static Dictionary<string, string> Named(Person? person) => person is null ? [] : new Dictionary<string, string> { [person.UserId] = person.Name };
}
