using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Areas.Workspaces.Invitations;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>The gauge of members, and whether the workspace is a Free one: both are kept in the workspace's own row.</summary>
internal sealed class Seats(WorkspaceRows workspaces, InvitationStore invitations, SystemClock clock) : IGauge, IFreeWorkspaces
{
    public string Metric => UsageMetrics.Seats;

    public async Task<long> ReadAsync(string workspaceId, CancellationToken ct) =>
        await workspaces.FindRowAsync(workspaceId, ct) is { } row ? row.GetInt32(WorkspaceRow.Seats)!.Value : 0;

    public async Task<long> ReadPromisedAsync(string workspaceId, CancellationToken ct) => (await invitations.OpenAsync(workspaceId, clock.Now, ct)).Count;

    public Task SetLimitAsync(string workspaceId, long? limit, long seq, CancellationToken ct) => Retry.OnConflictAsync(
        async () =>
        {
            if (await workspaces.FindRowAsync(workspaceId, ct) is not { } row || !WorkspaceRow.TakeSeatLimit(row, limit, seq)) return false;
            await workspaces.Home(workspaceId).Change().Replace(row).CommitAsync(ct);
            return true;
        },
        ct);

    public Task SetAsync(string workspaceId, bool free, long seq, CancellationToken ct) => Retry.OnConflictAsync(
        async () =>
        {
            if (await workspaces.FindRowAsync(workspaceId, ct) is not { } row || !WorkspaceRow.TakeFree(row, free, seq)) return false;
            var change = workspaces.Home(workspaceId).Change().Replace(row);
            await foreach (var member in workspaces.Home(workspaceId).RangeAsync(WorkspaceKeys.Members, ct))
            {
                if (MemberRow.From(member) is { IsOwner: true } owner) change.Send(ProjectMemberships.SinkName, new MembershipChanged(workspaceId, owner.UserId), WorkspacesJson.Default.MembershipChanged);
            }

            await change.CommitAsync(ct);
            return true;
        },
        ct);
}
