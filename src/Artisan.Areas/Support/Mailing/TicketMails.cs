using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Support.Model;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Mail;
using Artisan.Platform.Storage;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Support.Mailing;

/// <summary>What we write about tickets. All mails of one are a conversation, and where our domain takes e-mails in, they can be answered.</summary>
internal sealed class TicketMails(IOptions<SupportOptions> options, IOptions<ApiOptions> api, IIds ids)
{
    private const string Category = "support";

    // A mail has its own limit; the rest is read on the page.
    private const int MostText = 1_500;

    /// <summary>To whoever opened a ticket: that it is here, and how to add to it.</summary>
    public void Opened(Change change, Ticket ticket, Person author) => Tell(change, ticket, author.Email, $"We have your ticket: {ticket.Subject}",
    [
        $"We will answer by {Instant(ticket.FirstAnswer.Due)}{(ticket.Resolution is { } resolution ? $", and aim to have it solved by {Instant(resolution.Due)}" : "")}.",
    ]);

    /// <summary>To whoever opened a ticket: what support answered.</summary>
    public void Answered(Change change, Ticket ticket, Person author, string staff, string text) => Tell(change, ticket, author.Email, $"{staff} answered: {ticket.Subject}",
    [
        Short(text),
        ticket.State is TicketState.Resolved ? "We consider this solved. If it is not, write again within a week and the ticket is open again." : "We wait for your answer.",
    ]);

    /// <summary>To support, where it has an address.</summary>
    public void TellDesk(Change change, Ticket ticket, string what, string text)
    {
        if (options.Value.DeskAddress is not { Length: > 0 } desk) return;
        change.Mail(desk, $"{what}: {ticket.Reference} {ticket.Subject}", new MailContent(
            $"{what} ({ticket.Priority.Name()})",
            [Short(text), $"The first answer is due by {Instant(ticket.FirstAnswer.Due)}{(ticket.Resolution is { } resolution ? $", the solution by {Instant(resolution.Due)}" : "")}."],
            Footer: "You get this message because your address is that of Artisan's support."), Category);
    }

    private void Tell(Change change, Ticket ticket, string to, string subject, IReadOnlyList<string> paragraphs)
    {
        var domain = options.Value.Domain;
        var how = domain is null ? "To add something, open the ticket." : "To add something, answer this message or open the ticket.";
        var content = new MailContent(
            subject, [.. domain is null ? [] : new[] { ReplyText.Marker }, .. paragraphs, how], new MailLink("Open the ticket", new Uri(api.Value.PublicUrl, $"/support/{ticket.Id}")),
            "You get this message because you opened a support ticket in Artisan.");
        change.Mail(to, $"[{ticket.Reference}] {subject}", content, Category, Thread(ticket, domain));
    }

    private MailThread Thread(Ticket ticket, string? domain)
    {
        var names = domain ?? api.Value.PublicUrl.Host;
        return new MailThread($"{ids.Ulid()}@{names}", $"{ticket.Id}@{names}", domain is null ? null : MailTokens.Address(ticket, domain));
    }

    private static string Short(string text) => text.Length <= MostText ? text : $"{text[..(char.IsHighSurrogate(text[MostText - 1]) ? MostText - 1 : MostText)]}… (the rest is on the page)";

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture);
}
