using Artisan.Areas.Approvals.GoLive;
using Artisan.Areas.Approvals.Model;
using Artisan.Areas.Approvals.Operations;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Artisan.Areas.Approvals;

/// <summary>Approvals and go-live over HTTP.</summary>
public static class ApprovalsApi
{
    /// <summary>Maps the area's endpoints.</summary>
    public static void MapApprovals(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/approvals").WithTags("Approvals and go-live");
        api.MapGet("", (ListApprovals op, Paging paging, Caller caller, CancellationToken ct) => op.RunAsync(paging, caller, ct)).Least(Role.Viewer).WithSummary("Lists approvals: those that wait for the caller first.");
        api.MapGet("/{id}", (GetApproval op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct)).Least(Role.Viewer).WithSummary("One approval with its stages and decisions.");
        api.MapPost("/{id}/approvers", (AssignApprovers op, string id, ApproversRequest body, IfMatch ifMatch, Caller caller, CancellationToken ct) => op.RunAsync(id, body, ifMatch, caller, ct)).Least(Role.Admin).WithSummary("Says who decides a stage, and how many have to agree.");
        api.MapPost("/{id}/approve", (DecideApproval op, string id, DecisionRequest body, IfMatch ifMatch, Caller caller, CancellationToken ct) => op.RunAsync(id, body, Verdict.Approved, ifMatch, caller, ct)).Least(Role.Viewer).WithSummary("Agrees, in the finance or technical stage.");
        api.MapPost("/{id}/request-changes", (DecideApproval op, string id, DecisionRequest body, IfMatch ifMatch, Caller caller, CancellationToken ct) => op.RunAsync(id, body, Verdict.ChangesRequested, ifMatch, caller, ct)).Least(Role.Viewer).WithSummary("Sends it back to its authors, with a comment.");
        api.MapPost("/{id}/sign-off", (DecideApproval op, string id, DecisionRequest body, IfMatch ifMatch, Caller caller, CancellationToken ct) => op.RunAsync(id, body, Verdict.SignedOff, ifMatch, caller, ct)).Least(Hats.Executive).WithSummary("Agrees in the executive stage, the last one.");
        api.MapPost("/{id}/delegate", (DelegateApproval op, string id, DelegateRequest body, IfMatch ifMatch, Caller caller, CancellationToken ct) => op.RunAsync(id, body, ifMatch, caller, ct)).Least(Role.Viewer).WithSummary("Hands the caller's part to another who wears the hat.");

        var live = routes.MapGroup("/api/golive").WithTags("Approvals and go-live");
        live.MapGet("/checks", (GetGoLiveChecks op, Caller caller, CancellationToken ct) => op.RunAsync(caller, ct)).Least(Role.Viewer).WithSummary("Whether value is billed, and what stands in its way.");
        live.MapPost("", (SwitchGoLive op, IfMatch seen, Once once, Caller caller, CancellationToken ct) => op.EnableAsync(seen, once, caller, ct)).Least(Role.Owner).WithSummary("Switches value-based billing on.");
        live.MapPost("/pause", (SwitchGoLive op, Once once, Caller caller, CancellationToken ct) => op.PauseAsync(once, caller, ct)).Least(Role.Owner).WithSummary("Switches value-based billing off from the next period.");
        live.MapPost("/resume", (SwitchGoLive op, IfMatch seen, Once once, Caller caller, CancellationToken ct) => op.ResumeAsync(seen, once, caller, ct)).Least(Role.Owner).WithSummary("Switches value-based billing on again after a pause.");
    }
}
