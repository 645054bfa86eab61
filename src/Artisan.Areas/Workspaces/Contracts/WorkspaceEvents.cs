using Artisan.Areas.Workspaces.Members;
using Artisan.Areas.Workspaces.Operations;
using Artisan.Platform.Events;

namespace Artisan.Areas.Workspaces.Contracts;

/// <summary>What happens to workspaces and their members.</summary>
public static class WorkspaceEvents
{
    public static readonly EventType<WorkspaceResponse> Updated = new("workspace.updated", "The settings of the workspace were changed.", WorkspacesJson.Default.WorkspaceResponse);
    public static readonly EventType<MemberResponse> Joined = new("member.joined", "Somebody accepted an invitation.", WorkspacesJson.Default.MemberResponse);
    public static readonly EventType<MemberResponse> RoleChanged = new("member.role_changed", "A member has another role or other hats.", WorkspacesJson.Default.MemberResponse);
    public static readonly EventType<MemberResponse> Removed = new("member.removed", "A member was removed, or left; the data is what he was.", WorkspacesJson.Default.MemberResponse);
}
