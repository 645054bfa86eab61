using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Approvals.Contracts;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Setup.Contracts;
using Artisan.Areas.Support.Contracts;
using Artisan.Areas.Value.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Time;

namespace Artisan.Areas.Dashboard;

/// <summary>A workspace at a glance: one read where it is known, ten operations at most where it is not. What concerns the caller is picked out of what is known.</summary>
internal sealed class GetDashboard(
    DashboardRows rows, IValueOverview value, ISetupState setup, IAlertGlance alerts, IWaitingApprovals approvals, IUsageGlance usage, IOpenTickets tickets, SystemClock clock)
{
    private const int Definitions = 6;
    private const int Periods = 13;
    private const int Metrics = 4;
    private const int MostTickets = 50;
    private const int MostApprovals = 50;
    private const int MostAlerts = 200;
    private const int Shown = 5;

    public async Task<Outcome<DashboardResponse>> RunAsync(Caller caller, CancellationToken ct)
    {
        var glance = await rows.FindAsync(caller.WorkspaceId, ct);
        if (glance is null)
        {
            glance = await LookAsync(caller.WorkspaceId, ct);
            await rows.KeepAsync(caller.WorkspaceId, glance, ct);
        }

        return For(caller, glance);
    }

    private async Task<WorkspaceGlance> LookAsync(string workspaceId, CancellationToken ct)
    {
        var now = clock.Now;
        var (measured, used) = (value.GetAsync(workspaceId, Definitions, Periods, ct), usage.GetAsync(workspaceId, Metrics, ct));
        var (wrong, waiting, asked) = (alerts.ListAsync(workspaceId, MostAlerts, ct), approvals.ListAsync(workspaceId, MostApprovals, ct), tickets.ListAsync(workspaceId, MostTickets, ct));
        var progress = await setup.GetAsync(workspaceId, ct);
        return new WorkspaceGlance(now, await measured, progress, await wrong, await waiting, await used, await asked);
    }

    private static DashboardResponse For(Caller caller, WorkspaceGlance glance)
    {
        var all = caller.Is(Role.Admin) || caller.ApiKeyId is not null;
        var mine = glance.Approvals.Where(a => caller.UserId is { } user && a.WaitsFor.Contains(user));
        return new DashboardResponse(
            glance.CalculatedAt, glance.Value, new SetupGlance(glance.Setup.StepsDone, glance.Setup.Steps, glance.Setup.CompletedAt),
            new AlertsGlance(
                glance.Alerts.Count(a => a.Severity is AlertSeverity.Critical), glance.Alerts.Count(a => a.Severity is AlertSeverity.Warning), glance.Alerts.Count(a => a.Severity is AlertSeverity.Info),
                [.. glance.Alerts.OrderByDescending(a => a.Severity).ThenByDescending(a => a.OpenedAt).Take(Shown).Select(a => new AlertItem(a.Id, a.Title, Name(a.Severity), a.OpenedAt))]),
            new ApprovalsGlance(glance.Approvals.Count, [.. mine.Take(Shown).Select(a => new ApprovalGlance(a.Id, a.Name, a.Stage, a.ExpiresAt))]),
            glance.Usage,
            [.. glance.Tickets.Where(t => all || t.AuthorId == caller.UserId).Take(Shown).Select(t => new TicketGlance(t.Id, t.Subject, t.State, t.Due))]);
    }

    private static string Name(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Info => "info",
        AlertSeverity.Warning => "warning",
        AlertSeverity.Critical => "critical",
        _ => throw new ArgumentOutOfRangeException(nameof(severity)),
    };
}
