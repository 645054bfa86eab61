using Artisan.Platform.Http;

namespace Artisan.Areas.Workspaces;

/// <summary>What workspaces refuse.</summary>
public static class WorkspacesFaults
{
    public static readonly Fault FreeLimit = new("workspaces.free_limit", 409, "One owner may have 3 Free workspaces; upgrade or delete one of them first.");
    public static readonly Fault OwnRole = new("workspaces.own_role", 403, "Nobody changes his own role; ask another admin or owner.");
    public static readonly Fault RoleAboveOwn = new("workspaces.role_above_own", 403, "Nobody gives a role above his own, or changes a member whose role is.");
    public static readonly Fault HatsByOwner = new("workspaces.hats_by_owner", 403, "Hats are given and taken by an owner only.");
    public static readonly Fault LastOwner = new("workspaces.last_owner", 409, "A workspace keeps at least one owner; make another member an owner first.");
    public static readonly Fault NotAnAdmin = new("workspaces.not_an_admin", 409, "Ownership is handed to an admin; give this member the role first.");

    public static readonly Fault SecondFactorFirst = new("workspaces.second_factor_first", 409, "Set up your own second factor first; without it this rule would keep you out.");
    public static readonly Fault AlreadyMember = new("workspaces.already_member", 409, "Somebody with this address is a member already.");
    public static readonly Fault AlreadyInvited = new("workspaces.already_invited", 409, "This address has an open invitation; send that one again, or revoke it first.");
    public static readonly Fault InvitationInvalid = new("workspaces.invitation_invalid", 404, "This invitation is not open: it was used, revoked, sent again or is too old. Ask for a new one.");
    public static readonly Fault InvitationForAnother = new("workspaces.invitation_for_another", 403, "This invitation is for another address; sign in with the one that it was mailed to.");
    public static readonly Fault ExportRunning = new("workspaces.export_running", 409, "An export of this workspace is being made; wait until it is done.");
    public static readonly Fault ExportNotReady = new("workspaces.export_not_ready", 409, "The file of this export is not there yet; ask for its state until it is done.");

    /// <summary>Every fault of the area.</summary>
    public static IReadOnlyList<Fault> All { get; } = [FreeLimit, OwnRole, RoleAboveOwn, HatsByOwner, LastOwner, NotAnAdmin, SecondFactorFirst, AlreadyMember, AlreadyInvited, InvitationInvalid, InvitationForAnother, ExportRunning, ExportNotReady];
}
