using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Workspaces.Exports;

/// <summary>Counts files of everything per person, from the first for a day; the change that records the last straw tells the owners.</summary>
internal sealed class MassExports(WorkspaceRows workspaces, IMembers members, SystemClock clock, IOptions<WorkspacesOptions> options) : IMassExports
{
    private const string Count = "count";
    private static readonly TimeSpan Window = TimeSpan.FromDays(1);

    public Task RecordAsync(Caller caller, string action, string targetType, string targetId, CancellationToken ct) => Retry.OnConflictAsync(
        async () =>
        {
            var (home, key, now) = (workspaces.Home(caller.WorkspaceId), ExportKeys.Taken(caller.Actor), clock.Now);
            var row = await home.FindAsync(key, ct) ?? home.Row(key);
            var count = (row.GetInt32(Count) ?? 0) + 1;
            (row[Count], row[Partition.Expiry]) = (count, row.GetDateTimeOffset(Partition.Expiry) ?? now + Window);
            var change = home.Change().Save(row).Audit(caller, action, targetType, targetId);
            if (count % options.Value.ExportsBeforeNotice == 0) await TellAsync(change, caller, count, now, ct);
            await change.CommitAsync(ct);
            return true;
        },
        ct);

    private async Task TellAsync(Change change, Caller caller, int count, DateTimeOffset now, CancellationToken ct)
    {
        var workspace = await workspaces.FindAsync(caller.WorkspaceId, ct);
        var what = $"All data of a kind, or of the whole workspace {workspace?.Name}, was taken out {count} times within a day by one member, last from the address {caller.Ip}. The audit trail says who it was and what was taken.";
        // A change holds a hundred rows; no workspace that people run has so many owners.
        foreach (var owner in (await members.OwnersAsync(caller.WorkspaceId, ct)).Take(50))
        {
            change.Send(AccountSuspicion.SinkName, new AccountSuspicion(owner.UserId, Suspicions.MassExport, what, caller.Ip, now), AccountSuspicion.JsonType);
        }
    }
}
