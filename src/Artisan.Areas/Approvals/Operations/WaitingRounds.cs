using System.Runtime.CompilerServices;
using Artisan.Areas.Approvals.Storage;
using Artisan.Platform.Due;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Approvals.Operations;

/// <summary>The rounds of approvals that end by themselves, and whose reminders are to come.</summary>
internal sealed class WaitingRounds(ApprovalRows rows) : IWaitingWork
{
    public IReadOnlyList<string> Kinds => [ApprovalWork.Kind, ApprovalWork.ReminderKind];

    public async IAsyncEnumerable<DueWork> ListAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in rows.Home(workspaceId).RangeAsync(RowRange.Prefix(ApprovalKeys.Prefix), ct))
        {
            var approval = ApprovalRows.Read(row).Approval;
            if (approval.Current is null) continue;
            yield return new DueWork(ApprovalWork.Kind, workspaceId, approval.Id, approval.ExpiresAt);
            if (approval.RemindAt is { } remind) yield return new DueWork(ApprovalWork.ReminderKind, workspaceId, approval.Id, remind);
        }
    }
}
