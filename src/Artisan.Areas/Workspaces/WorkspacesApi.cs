using Artisan.Areas.Workspaces.Activity;
using Artisan.Areas.Workspaces.Exports;
using Artisan.Areas.Workspaces.Invitations;
using Artisan.Areas.Workspaces.Members;
using Artisan.Areas.Workspaces.Operations;
using Artisan.Areas.Workspaces.Removal;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Artisan.Areas.Workspaces;

/// <summary>Workspaces, their settings, their members, whom they invite, and what becomes of their data.</summary>
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
        MapMembers(api);
        MapInvitations(api);
        MapData(api);
    }

    private static void MapMembers(RouteGroupBuilder api)
    {
        api.MapGet("/workspaces/{id}/members", (ListMembers op, string id, Paging paging, Caller caller, CancellationToken ct) => op.RunAsync(id, paging, caller, ct)).Least(Role.Viewer).WithSummary("Who belongs to the current workspace, with roles and hats.");
        api.MapPut("/workspaces/{id}/members/{memberId}", (UpdateMember op, string id, string memberId, UpdateMemberRequest body, Caller caller, CancellationToken ct) => op.RunAsync(id, memberId, body, caller, ct)).Least(Role.Admin).WithSummary("Gives another member a role up to one's own; hats are given by owners. The last owner stays.");
        api.MapDelete("/workspaces/{id}/members/{memberId}", (RemoveMember op, string id, string memberId, Caller caller, CancellationToken ct) => op.RunAsync(id, memberId, caller, ct)).LeastOrOneself(Role.Admin).WithSummary("Removes a member, or leaves. The last owner stays.");
        api.MapPost("/workspaces/{id}/transfer", (TransferOwnership op, string id, TransferOwnershipRequest body, Caller caller, CancellationToken ct) => op.RunAsync(id, body, caller, ct)).Least(Role.Owner).WithSummary("Hands one's ownership to an admin.");
    }

    private static void MapInvitations(RouteGroupBuilder api)
    {
        api.MapPost("/workspaces/{id}/invitations", (CreateInvitation op, string id, CreateInvitationRequest body, Once once, Caller caller, CancellationToken ct) => op.RunAsync(id, body, once, caller, ct)).Least(Role.Admin).WithSummary("Invites an address by mail, for 7 days; hats are given by owners.");
        api.MapGet("/invitations", (ListInvitations op, Paging paging, Caller caller, CancellationToken ct) => op.RunAsync(paging, caller, ct)).SignedIn().WithSummary("What one is invited to; for an admin, whom the current workspace invited.");
        api.MapPost("/invitations/accept", (AcceptInvitation op, AcceptInvitationRequest body, Visitor visitor, HttpContext http, CancellationToken ct) => op.RunAsync(body, visitor, http, ct)).Public().WithSummary("Accepts by the mailed token (or by id, signed in with the invited address); who has no account sends a name and a password.");
        api.MapPost("/invitations/lookup", (LookupInvitation op, LookupInvitationRequest body, CancellationToken ct) => op.RunAsync(body, ct)).Public().WithSummary("What a token invites to; changes nothing.");
        api.MapPost("/invitations/{id}/resend", (ResendInvitation op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct)).Least(Role.Admin).WithSummary("Mails an invitation again with a new token; the old one is dead.");
        api.MapDelete("/invitations/{id}", (RevokeInvitation op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct)).Least(Role.Admin).WithSummary("Takes an invitation back.");
    }

    private static void MapData(RouteGroupBuilder api)
    {
        api.MapGet("/workspaces/{id}/activity", (ListActivity op, string id, Paging paging, Caller caller, CancellationToken ct) => op.RunAsync(id, paging, caller, ct)).Least(Role.Viewer).WithSummary("What happened in the current workspace, the newest first, in words.");
        api.MapPost("/workspaces/{id}/export", (RequestExport op, string id, Once once, Caller caller, CancellationToken ct) => op.RunAsync(id, once, caller, ct)).Least(Role.Owner).WithSummary("Begins an export of everything that the workspace holds; needs a recent sign-in.");
        api.MapGet("/workspaces/{id}/exports/{jobId}", (GetExport op, string id, string jobId, string? format, Caller caller, CancellationToken ct) => op.RunAsync(id, jobId, format, caller, ct)).Least(Role.Owner).WithSummary("Where an export stands; ?format=zip for the file.").Produces<ExportResponse>();
        api.MapDelete("/workspaces/{id}", (DeleteWorkspace op, string id, IfMatch match, Caller caller, CancellationToken ct) => op.RunAsync(id, match, caller, ct)).Least(Role.Owner).WithSummary("Deletes the current workspace; its data is destroyed after 30 days. Needs If-Match.");
        api.MapPost("/workspaces/{id}/erase", (EraseWorkspace op, string id, EraseWorkspaceRequest body, Caller caller, CancellationToken ct) => op.RunAsync(id, body, caller, ct)).Least(Role.Owner).WithSummary("Erases the current workspace in 7 days; needs a recent sign-in and its name. With cancel: true it is kept.");
    }
}
