using Artisan.Areas.Workspaces.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Workspaces.Activity;

/// <summary>The words for what happens to workspaces themselves.</summary>
internal static class ActivityModule
{
    public static void AddWorkspaceActivity(this IServiceCollection services)
    {
        services.AddSingleton<ActivityText>();
        services.AddSingleton<ListActivity>();
        services.AddActivity("workspace.created", "founded the workspace.");
        services.AddActivity("workspace.updated", "changed the settings of the workspace {name}.");
        services.AddActivity("workspace.member_invited", "invited somebody as {role}.");
        services.AddActivity("workspace.invitation_resent", "sent an invitation again.");
        services.AddActivity("workspace.invitation_revoked", "took an invitation back.");
        services.AddActivity("workspace.member_joined", "joined as {role}.");
        services.AddActivity("workspace.member_role_changed", "made {target} {role}.");
        services.AddActivity("workspace.member_removed", "removed {target}.");
        services.AddActivity("workspace.member_left", "left the workspace.");
        services.AddActivity("workspace.ownership_transferred", "handed ownership to {target}.");
        services.AddActivity("workspace.export_requested", "asked for an export of all data.");
        services.AddActivity("workspace.export_downloaded", "downloaded an export of all data.");
        services.AddActivity("workspace.erasure_requested", "asked for the workspace to be erased.");
        services.AddActivity("workspace.erasure_canceled", "kept the workspace from being erased.");
    }
}
