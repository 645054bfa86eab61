using Artisan.Areas.Support.Contracts;
using Artisan.Areas.Support.Model;
using Artisan.Areas.Support.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Support.Operations;

/// <summary>
/// The tickets that the caller may see, the newest first. Filters are applied to what was read, so a page may hold fewer items than asked for while more follow.
/// </summary>
internal sealed class ListTickets(TicketStore tickets, IMembers members)
{
    // What a filter passes over is read as well, but not without end.
    private const int MostRead = 1_000;

    public async Task<Outcome<Page<TicketResponse>>> RunAsync(string? state, string? priority, bool? mine, Paging paging, Caller caller, CancellationToken ct)
    {
        var check = new TicketText();
        var active = state == "active";
        var wantedState = active ? null : check.Word("state", state, TicketWords.ParseState, [.. TicketWords.States, "active"]);
        var wantedPriority = check.Word("priority", priority, TicketWords.ParsePriority, TicketWords.Priorities);
        if (check.Fault is { } fault) return fault;

        var names = members.NamesAsync(caller.WorkspaceId, ct);
        var range = RowRange.Prefix(caller.SeesAll() && mine != true ? SupportKeys.Tickets : SupportKeys.OwnTickets(caller.UserId ?? ""));
        var (found, read, next) = (new List<Ticket>(), 0, (string?)null);
        var last = paging.After;
        await foreach (var row in tickets.Home(caller.WorkspaceId).RangeAsync(paging.After is null ? range : range.After(paging.After), ct, pageSize: paging.Limit + 1))
        {
            if (found.Count == paging.Limit || read++ == MostRead)
            {
                next = last;
                break;
            }

            last = row.RowKey;
            var ticket = TicketStore.Read(row);
            if ((!active || ticket.IsActive) && (wantedState is null || ticket.State == wantedState) && (wantedPriority is null || ticket.Priority == wantedPriority)) found.Add(ticket);
        }

        var known = await names;
        return Outcome.Page(new Page<TicketResponse>([.. found.Select(t => TicketView.Of(t, known))], paging.Cursor(next)));
    }
}
