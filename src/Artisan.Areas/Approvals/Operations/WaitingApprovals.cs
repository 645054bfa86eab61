using Artisan.Areas.Approvals.Contracts;
using Artisan.Areas.Approvals.Model;
using Artisan.Areas.Approvals.Storage;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Approvals.Operations;

/// <summary>The approvals in review, and whose turn it is. One that waits is at most two weeks old, so the newest are enough.</summary>
internal sealed class WaitingApprovals(ApprovalRows rows) : IWaitingApprovals
{
    public async Task<IReadOnlyList<WaitingApproval>> ListAsync(string workspaceId, int limit, CancellationToken ct)
    {
        var page = await rows.Home(workspaceId).PageAsync(RowRange.Prefix(ApprovalKeys.Prefix), limit, null, ct);
        return [.. page.Rows.Select(row => ApprovalRows.Read(row).Approval).Where(a => a.Current is not null).Select(Of)];
    }

    private static WaitingApproval Of(Approval approval)
    {
        var current = approval.Current!;
        return new WaitingApproval(approval.Id, approval.Name, ApprovalNames.Of(current.Stage), approval.ExpiresAt, [.. current.Assigned.Where(approval.IsTurnOf)]);
    }
}
