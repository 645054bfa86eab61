using Artisan.Areas.Support.Contracts;
using Artisan.Areas.Support.Model;
using Artisan.Areas.Support.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;

namespace Artisan.Areas.Support.Operations;

/// <summary>A ticket with its messages, and the ETag for a change. Somebody else's is one that does not exist.</summary>
internal sealed class GetTicket(TicketStore tickets, IMembers members)
{
    public async Task<Outcome<TicketResponse>> RunAsync(string id, Caller caller, CancellationToken ct)
    {
        if (!UlidIds.IsId(id, SupportKeys.TicketId)) return Faults.NotFound;
        var home = tickets.Home(caller.WorkspaceId);
        if (await TicketStore.FindAsync(home, id, ct) is not { } found || !caller.Sees(found.Ticket.AuthorId)) return Faults.NotFound;
        var names = members.NamesAsync(caller.WorkspaceId, ct);
        var thread = await TicketStore.MessagesAsync(home, id, ct);
        return Outcome.Versioned(TicketView.Of(found.Ticket, await names, thread), IfMatch.Of(found.Row));
    }
}
