using Artisan.Platform.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Artisan.Areas.Dashboard;

/// <summary>The dashboard over HTTP.</summary>
public static class DashboardApi
{
    /// <summary>Maps the area's endpoint.</summary>
    public static void MapDashboard(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/dashboard", (GetDashboard op, Caller caller, CancellationToken ct) => op.RunAsync(caller, ct)).Least(Role.Viewer).WithTags("Dashboard")
        .WithSummary("Value, progress, alerts, approvals, usage and tickets at a glance; at most five minutes old.");
}
