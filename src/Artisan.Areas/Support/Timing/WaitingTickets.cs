using System.Runtime.CompilerServices;
using Artisan.Areas.Support.Storage;
using Artisan.Platform.Due;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Support.Timing;

/// <summary>The tickets that are to be looked at when a target is near.</summary>
internal sealed class WaitingTickets(TicketStore tickets) : IWaitingWork
{
    public IReadOnlyList<string> Kinds => [CheckTickets.Kind];

    public async IAsyncEnumerable<DueWork> ListAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in tickets.Home(workspaceId).RangeAsync(RowRange.Prefix(SupportKeys.Tickets), ct))
        {
            if (TicketStore.Read(row) is { Next: { } next } ticket) yield return new DueWork(CheckTickets.Kind, workspaceId, ticket.Id, next);
        }
    }
}
