using Artisan.Platform.Access;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Audit;

/// <summary>
/// Whose chain an entry belongs to: a workspace's, a user's (what he does outside any workspace), or the platform's
/// (staff, jobs, and those who are nobody yet).
/// </summary>
/// <param name="Owner">A workspace id, a user id, or <c>platform</c>.</param>
public sealed record AuditScope(string Owner)
{
    /// <summary>What staff and jobs do, and tries of people who are not known.</summary>
    public static AuditScope Platform { get; } = new("platform");

    /// <summary>The workspace's chain.</summary>
    public static AuditScope Workspace(string workspaceId) => new(workspaceId);

    /// <summary>The chain of what a user does outside any workspace.</summary>
    public static AuditScope User(string userId) => new(userId);

    /// <summary>The caller's workspace; his own chain where he is in none.</summary>
    public static AuditScope Of(Caller caller) => new(caller.WorkspaceId.Length > 0 ? caller.WorkspaceId : caller.UserId ?? Platform.Owner);

    /// <exception cref="InvalidOperationException">The owner is neither a workspace nor a user nor the platform.</exception>
    internal Partition Open(Stores stores) => Owner switch
    {
        _ when UlidIds.IsId(Owner, "ws") => stores.Workspace(TableNames.Audit, Owner).Partition("audit"),
        _ when UlidIds.IsId(Owner, "usr") => stores.Platform(TableNames.Audit).Partition($"audit|{Owner}"),
        "platform" => stores.Platform(TableNames.Audit).Partition("audit|platform"),
        _ => throw new InvalidOperationException("An audit entry belongs to a workspace, a user or the platform."),
    };
}
