using System.Runtime.CompilerServices;
using Artisan.Areas.Approvals.Operations;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Approvals.Storage;

/// <summary>The approvals of a workspace with all that was decided, in its export.</summary>
internal sealed class ExportApprovals(ApprovalRows rows) : IExportContributor
{
    public string Folder => "approvals";

    public Task WriteAsync(ExportArchive archive, string workspaceId, CancellationToken ct) =>
        archive.LinesAsync("approvals/approvals", ApprovalsAsync(workspaceId, ct), ApprovalsJson.Default.ApprovalResponse, ct);

    private async IAsyncEnumerable<ApprovalResponse> ApprovalsAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in rows.Home(workspaceId).RangeAsync(RowRange.Prefix(ApprovalKeys.Prefix), ct))
        {
            var approval = ApprovalRows.Read(row).Approval;
            yield return ApprovalResponse.Of(approval, decisions: await rows.DecisionsAsync(workspaceId, approval.Id, ct));
        }
    }
}
