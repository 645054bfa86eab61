using Artisan.Areas.Support.Model;
using Artisan.Areas.Support.Operations;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Audit;
using Artisan.Platform.Erasure;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Support.Storage;

/// <summary>The end of a workspace: its open tickets are closed when it is deleted, and what lies outside its own rows goes when it is destroyed.</summary>
internal sealed class EndSupport(TicketStore tickets, AttachmentFiles files, DeskIndex desk, BusinessClock clock) : IWorkspaceClosing, IWorkspaceLeftovers
{
    private const string Job = "workspace-closing";

    public async Task CloseAsync(string workspaceId, CancellationToken ct)
    {
        var home = tickets.Home(workspaceId);
        await foreach (var row in home.RangeAsync(RowRange.Prefix(SupportKeys.Tickets), ct))
        {
            if (TicketStore.Read(row) is { State: not TicketState.Closed } ticket) await Retry.OnConflictAsync(() => CloseAsync(home, workspaceId, ticket.Id, ct), ct);
        }
    }

    public async Task DestroyAsync(string workspaceId, CancellationToken ct)
    {
        await foreach (var row in tickets.Home(workspaceId).RangeAsync(RowRange.Prefix(SupportKeys.Tickets), ct)) await desk.RemoveAsync(TicketStore.Read(row).Id, ct);
        await files.DestroyAsync(workspaceId, ct);
    }

    private async Task<bool> CloseAsync(Partition home, string workspaceId, string id, CancellationToken ct)
    {
        if (await TicketStore.FindAsync(home, id, ct) is not { Ticket: var before } found || before.State is TicketState.Closed) return false;
        var change = home.Change();
        var after = TicketStore.Replace(change, home, workspaceId, found, before.Closed(clock.Now));
        await change.AuditSystem(workspaceId, Job, "support.ticket.closed", "ticket", id, TicketAudit.Of(before), TicketAudit.Of(after)).CommitAsync(ct);
        return true;
    }
}
