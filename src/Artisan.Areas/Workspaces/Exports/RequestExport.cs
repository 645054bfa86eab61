using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Areas.Workspaces.Members;
using Artisan.Areas.Workspaces.Removal;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Due;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Workspaces.Exports;

/// <summary>An export: <c>waiting</c>, <c>running</c> (so many of so many steps), <c>done</c> or <c>failed</c>. The file is there until <c>endsAt</c>.</summary>
public sealed record ExportResponse(string Id, string State, int Step, int Steps, long Bytes, DateTimeOffset CreatedAt, DateTimeOffset EndsAt)
{
    internal static ExportResponse Of(ExportJob job) => new(job.Id, ExportJob.Name(job.State), job.Step, job.Steps, job.Bytes, job.CreatedAt, job.EndsAt);
}

/// <summary>A workspace's wish for all of its data, taken up by the queue.</summary>
internal sealed record ExportRequested(string WorkspaceId, string ExportId);

/// <summary>Begins an export of everything that the workspace holds; one at a time, and only after a recent sign-in.</summary>
internal sealed class RequestExport(TeamStore teams, ExportStore exports, WorkspaceRows workspaces, RecentSignIn recent, RateLimits limits, IEnumerable<IExportContributor> contributors, IIds ids, SystemClock clock, BusinessClock business)
{
    private static readonly RateRule PerDay = new("export", 10, TimeSpan.FromDays(1));

    public async Task<Outcome<ExportResponse>> RunAsync(string id, Once once, Caller caller, CancellationToken ct)
    {
        if (id != caller.WorkspaceId) return Faults.NotFound;
        return await once.RunAsync(workspaces.Home(id), WorkspacesJson.Default.ExportResponse, async () =>
            (recent.Refuses(caller) ?? await limits.TakeAsync(PerDay, id, ct)) is { } refusal
                ? refusal
                : await Retry.OnConflictAsync(() => TryAsync(id, once, caller, ct), ct, e => e.RowKey == WorkspaceKeys.Workspace || e.RowKey == WorkspaceKeys.Member(caller.UserId!)), ct);
    }

    private async Task<Outcome<ExportResponse>> TryAsync(string id, Once once, Caller caller, CancellationToken ct)
    {
        var now = clock.Now;
        // The workspace's row first: an export that is begun meanwhile changes it.
        if (await teams.ReadAsync(id, [caller.UserId!], ct) is not { } team) return Faults.NotFound;
        if (team.Find(caller.UserId!) is not { IsOwner: true }) return Faults.Forbidden.Because("This needs at least: owner.");
        if (await exports.AtWorkAsync(id, now, ct) is not null) return WorkspacesFaults.ExportRunning;

        var home = workspaces.Home(id);
        var job = new ExportJob(ids.New(ExportKeys.Prefix), ExportState.Waiting, 0, contributors.Count(), 0, 0, now, now + ExportJob.Kept);
        var answer = Outcome.Accepted(ExportResponse.Of(job), $"/api/workspaces/workspaces/{id}/exports/{job.Id}");
        var change = team.Change().Insert(job.Into(home.Row(ExportKeys.Row(job.Id))))
            .Audit(caller, "workspace.export_requested", "export", job.Id)
            .Schedule(WorkspaceDue.Kind, id, job.Id, business.Now + ExportJob.Kept)
            .Send(RunExport.Queue, new ExportRequested(id, job.Id), WorkspacesJson.Default.ExportRequested);
        await once.Remember(change, home, answer, WorkspacesJson.Default.ExportResponse).CommitAsync(ct);
        return answer;
    }
}
