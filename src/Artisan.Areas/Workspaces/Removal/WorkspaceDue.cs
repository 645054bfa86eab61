using Artisan.Areas.Workspaces.Exports;
using Artisan.Areas.Workspaces.Invitations;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;

namespace Artisan.Areas.Workspaces.Removal;

/// <summary>What of a workspace has come due: its end, that of an export, or a reminder of an invitation. Stale and doubled messages find that the rows wait for something else.</summary>
internal sealed class WorkspaceDue(DestroyWorkspace destroy, ExportStore exports, RemindInvitation remind) : IQueueHandler<DueWork>
{
    /// <summary>The queue function.</summary>
    public const string Queue = "workspace-due";

    /// <summary>The kind of delayed work; the id says which: one of the following, or an export that ends.</summary>
    public const string Kind = "workspace";

    /// <summary>A deleted workspace has waited long enough.</summary>
    public const string Purge = "purge";

    /// <summary>A workspace is to be erased and nobody took it back.</summary>
    public const string Erase = "erase";

    public async Task HandleAsync(QueueMessage<DueWork> message, CancellationToken ct)
    {
        var work = message.Body;
        if (work.Kind == RemindInvitation.Kind) await remind.RunAsync(work, ct);
        else if (work.Id is not (Purge or Erase)) await exports.DeleteAsync(work.Owner, work.Id, ct);
        else await destroy.RunAsync(work.Owner, row => WorkspaceRow.WaitsFor(row, work.Id == Purge) == work.Due, ct);
    }
}
