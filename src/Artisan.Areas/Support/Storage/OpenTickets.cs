using Artisan.Areas.Support.Contracts;
using Artisan.Areas.Support.Model;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Support.Storage;

/// <summary>The newest tickets that wait. Very old ones behind many that are done are not looked for: this is for a glance.</summary>
internal sealed class OpenTickets(TicketStore tickets) : IOpenTickets
{
    private const int MostRead = 200;

    public async Task<IReadOnlyList<OpenTicketItem>> ListAsync(string workspaceId, int limit, CancellationToken ct)
    {
        var page = await tickets.Home(workspaceId).PageAsync(RowRange.Prefix(SupportKeys.Tickets), MostRead, null, ct);
        return [.. page.Rows.Select(TicketStore.Read).Where(t => t.IsActive).Take(limit).Select(t => new OpenTicketItem(t.Id, t.Subject, t.State.Name(), t.AuthorId, t.NextTarget))];
    }
}
