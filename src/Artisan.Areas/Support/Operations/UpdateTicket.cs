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

namespace Artisan.Areas.Support.Operations;

/// <summary>What is to be another; what is left out stays.</summary>
/// <param name="Priority">low, normal, high or urgent.</param>
/// <param name="State"><c>closed</c>, or <c>open</c> to open it again.</param>
/// <param name="Rating">With or after closing: how content you are, 1 to 5.</param>
/// <param name="RatingComment">What you say to it.</param>
public sealed record UpdateTicketRequest(
    [RegularExpression("low|normal|high|urgent")] string? Priority = null,
    [RegularExpression("open|closed")] string? State = null,
    [Range(1, 5)] int? Rating = null,
    [StringLength(1_000)] string? RatingComment = null);

/// <summary>Changes a ticket: its priority, closing it with a rating, opening it again.</summary>
internal sealed class UpdateTicket(TicketStore tickets, IMembers members, BusinessClock clock)
{
    public async Task<Outcome<TicketResponse>> RunAsync(string id, UpdateTicketRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        if (!UlidIds.IsId(id, SupportKeys.TicketId)) return Faults.NotFound;
        var home = tickets.Home(caller.WorkspaceId);
        if (await TicketStore.FindAsync(home, id, ct) is not { } found || !caller.Sees(found.Ticket.AuthorId)) return Faults.NotFound;
        if (ifMatch.Refuses(found.Row) is { } stale) return stale;
        var check = new TicketText();
        var comment = request.RatingComment is { Length: > 0 } given ? check.Lines("ratingComment", given, 1_000) : null;
        if (check.Fault is { } fault) return fault;

        var before = found.Ticket;
        var after = request.State switch
        {
            "closed" => before.Closed(clock.Now),
            "open" => before.Reopened(clock.Now),
            _ => before,
        };
        if ((request.Rating ?? (comment is null ? null : 0)) is not null && after.State is not TicketState.Closed) return SupportFaults.RatingTooEarly;
        after = after with
        {
            Priority = TicketWords.ParsePriority(request.Priority) ?? before.Priority,
            Rating = request.Rating ?? after.Rating,
            RatingComment = comment ?? after.RatingComment,
        };
        var names = await members.NamesAsync(caller.WorkspaceId, ct);
        if (after == before) return Outcome.Versioned(TicketView.Of(before, names), IfMatch.Of(found.Row));

        var change = home.Change();
        after = TicketStore.Replace(change, home, caller.WorkspaceId, found, after with { UpdatedAt = clock.Now }, caller.UserId);
        change.Audit(caller, "support.ticket.updated", "ticket", id, TicketAudit.Of(before), TicketAudit.Of(after));
        try
        {
            await change.CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            return Faults.Changed;
        }

        if (request.Rating is { } rating) SupportMetrics.Rating.Record(rating);
        return Outcome.Versioned(TicketView.Of(after, names), IfMatch.Of(found.Row));
    }
}
