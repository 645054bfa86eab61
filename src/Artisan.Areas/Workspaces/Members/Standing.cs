using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>A role, and hats where something is said about them.</summary>
internal sealed record Standing(Role Role, Hats? Hats)
{
    /// <summary>Reads it as it stands in a request; the fault names the field that cannot be read.</summary>
    public static (Standing? Value, Fault? Fault) Parse(string role, IReadOnlyList<string>? hats)
    {
        if (RoleNames.ParseRole(role) is not { } parsed) return (null, Faults.Invalid.At("role", "owner, admin, member or viewer."));
        if (hats is null) return (new Standing(parsed, null), null);
        var worn = RoleNames.ParseHats(hats);
        return worn.Names().Count == hats.Count ? (new Standing(parsed, worn), null) : (null, Faults.Invalid.At("hats", "Each at most once, of these: finance, technical, executive."));
    }

    /// <summary>
    /// Null where a member may give this to somebody who has <paramref name="before"/> (nothing, for one who is not in yet): nobody gives a role above his own or
    /// takes it from one who stands above him, and hats are given and taken by owners only.
    /// </summary>
    public Fault? RefusedTo(Member? actor, Member? before) => actor switch
    {
        null or { Role: < Role.Admin } => Faults.Forbidden.Because("This needs at least: admin."),
        _ when Role > actor.Role || before?.Role > actor.Role => WorkspacesFaults.RoleAboveOwn,
        { IsOwner: false } when Hats is { } hats && hats != (before?.Hats ?? Platform.Access.Hats.None) => WorkspacesFaults.HatsByOwner,
        _ => null,
    };
}
