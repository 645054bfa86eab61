using Artisan.Areas.Workspaces.Operations;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Artisan.Areas.Workspaces;

/// <summary>Workspaces and their settings.</summary>
public static class WorkspacesApi
{
    /// <summary>One line per endpoint, ending in who may call it at least.</summary>
    public static void MapWorkspaces(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/workspaces").WithTags("Workspaces");
        api.MapGet("/workspaces", (ListWorkspaces op, Paging paging, Caller caller, CancellationToken ct) => op.RunAsync(paging, caller, ct)).SignedIn().WithSummary("The workspaces one is in.");
        api.MapPost("/workspaces", (CreateWorkspace op, CreateWorkspaceRequest body, Once once, Caller caller, CancellationToken ct) => op.RunAsync(body, once, caller, ct)).SignedIn().WithSummary("Founds a workspace; at most 3 Free ones an owner.");
        api.MapGet("/workspaces/{id}", (GetWorkspace op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct)).Least(Role.Viewer).WithSummary("The current workspace's settings.");
        api.MapPut("/workspaces/{id}", (UpdateWorkspace op, string id, UpdateWorkspaceRequest body, IfMatch match, Caller caller, CancellationToken ct) => op.RunAsync(id, body, match, caller, ct)).Least(Role.Admin).WithSummary("Changes the current workspace's settings; needs If-Match.");
    }
}
