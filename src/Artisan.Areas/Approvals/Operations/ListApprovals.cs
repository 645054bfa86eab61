using Artisan.Areas.Approvals.Model;
using Artisan.Areas.Approvals.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Approvals.Operations;

/// <summary>The workspace's approvals: on each page those that wait for the caller first, then the open ones, each the newest first. One that waits is at most two weeks old.</summary>
internal sealed class ListApprovals(ApprovalRows rows)
{
    public async Task<Outcome<Page<ApprovalResponse>>> RunAsync(Paging paging, Caller caller, CancellationToken ct)
    {
        var page = await paging.ReadAsync(rows.Home(caller.WorkspaceId), RowRange.Prefix(ApprovalKeys.Prefix), row => ApprovalRows.Read(row).Approval, ct);
        var sorted = page.Items.OrderByDescending(a => caller.UserId is { } user && a.IsTurnOf(user)).ThenByDescending(a => a.Status is ApprovalStatus.InReview or ApprovalStatus.ChangesRequested);
        return Outcome.Page(new Page<ApprovalResponse>([.. sorted.Select(a => ApprovalResponse.Of(a, caller.UserId))], page.Next));
    }
}
