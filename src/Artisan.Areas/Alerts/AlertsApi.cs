using Artisan.Areas.Alerts.Operations;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Artisan.Areas.Alerts;

/// <summary>Alerts over HTTP.</summary>
public static class AlertsApi
{
    /// <summary>Maps the area's endpoints.</summary>
    public static void MapAlerts(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/alerts").WithTags("Alerts");
        api.MapGet("", (ListAlerts op, string? state, string? severity, Paging paging, Caller caller, CancellationToken ct) => op.RunAsync(state, severity, paging, caller, ct)).Least(Role.Viewer).WithSummary("Lists the alerts, the newest first.");
        api.MapPost("/{id}/acknowledge", (AcknowledgeAlert op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct)).Least(Role.Member).WithSummary("Says that somebody looks at an alert.");
        api.MapPost("/{id}/resolve", (ResolveAlert op, string id, ResolveAlertRequest body, Caller caller, CancellationToken ct) => op.RunAsync(id, body, caller, ct)).Least(Role.Member).WithSummary("Ends an alert with a reason.");
        api.MapPost("/{id}/snooze", (SnoozeAlert op, string id, SnoozeAlertRequest body, Caller caller, CancellationToken ct) => op.RunAsync(id, body, caller, ct)).Least(Role.Member).WithSummary("Puts an alert out of the way until a time.");
        api.MapGet("/{id}/deliveries", (ListDeliveries op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct)).Least(Role.Viewer).WithSummary("Who was told of an alert, and what came of it.");
        api.MapPost("/channels/preview", (PreviewChannel op, PreviewChannelRequest body, Caller caller, CancellationToken ct) => op.RunAsync(body, caller, ct)).Least(Role.Viewer).WithSummary("Shows what a channel would be told.");
        api.MapPost("/channels/{id}/test", (TestChannel op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct)).Least(Role.Admin).WithSummary("Tries a channel.");
        api.MapGet("/rules", (GetRules op, Caller caller, CancellationToken ct) => op.RunAsync(caller, ct)).Least(Role.Viewer).WithSummary("What the workspace is alerted of.");
        api.MapPut("/rules", (UpdateRules op, UpdateRulesRequest body, IfMatch ifMatch, Caller caller, CancellationToken ct) => op.RunAsync(body, ifMatch, caller, ct)).Least(Role.Admin).WithSummary("Says what the workspace is alerted of.");
        api.MapPost("/rules/backtest", (BacktestRule op, BacktestRequest body, Caller caller, CancellationToken ct) => op.RunAsync(body, caller, ct)).Least(Role.Viewer).WithSummary("Tries a rule on history.");
    }
}
