using System.ComponentModel.DataAnnotations;

namespace Artisan.Areas.Workspaces;

/// <summary>Limits of workspaces; section <c>Workspaces</c>.</summary>
public sealed class WorkspacesOptions
{
    /// <summary>How many invitations a workspace may mail in an hour. Default 100, 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int InvitationsPerWorkspacePerHour { get; set; } = 100;

    /// <summary>How many invitations one address is mailed in a day, whoever invites it. Default 10, 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int InvitationsPerAddressPerDay { get; set; } = 10;

    /// <summary>Of so many files of everything that one member takes out in a day, the owners are told. Default 3, 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int ExportsBeforeNotice { get; set; } = 3;
}
