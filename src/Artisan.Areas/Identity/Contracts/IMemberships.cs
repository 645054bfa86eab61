using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Contracts;

/// <summary>A workspace as one of its members sees it.</summary>
public sealed record Membership(string WorkspaceId, string Name, Role Role, Hats Hats);

/// <summary>What a workspace's own rows say of one of its members at this moment.</summary>
/// <param name="Name">What the workspace is called.</param>
/// <param name="Role">His role in it.</param>
/// <param name="Hats">His hats in it.</param>
/// <param name="OwnsFree">Whether it counts among the Free workspaces that he owns.</param>
/// <param name="Suspended">Whether nobody may enter it at present, as while it waits to be purged.</param>
/// <param name="SecondFactor">Whether it lets in only who signs in with two steps.</param>
public sealed record MemberState(string Name, Role Role, Hats Hats, bool OwnsFree, bool Suspended = false, bool SecondFactor = false);

/// <summary>A user's memberships, as they stand in his own partition and in the gate that every request passes.</summary>
public interface IMemberships
{
    /// <summary>The most Free workspaces that one user may own.</summary>
    const int MostFree = 3;

    /// <summary>The row of a user's partition that says where he is let in.</summary>
    const string GateRow = Gate.RowKey;

    /// <summary>The partition in which a user founds workspaces; what is idempotent about it is remembered there.</summary>
    Partition Home(string userId);

    /// <summary>The workspaces that a user may enter, by name.</summary>
    Task<IReadOnlyList<Membership>> ListAsync(string userId, CancellationToken ct);

    /// <summary>The workspaces that a user's gate or list names, whether he may enter them or not; for putting both right.</summary>
    Task<IReadOnlyCollection<string>> AllAsync(string userId, CancellationToken ct);

    /// <summary>
    /// Makes a user the owner of a new Free workspace: counted, let in by the gate and on its way to being opened in one transaction,
    /// to which <paramref name="also"/> may add. False, and nothing changed, where he owns <see cref="MostFree"/> already.
    /// </summary>
    /// <exception cref="WriteConflictException">A row that <paramref name="also"/> added was not as expected.</exception>
    Task<bool> FoundAsync(WorkspaceOpening opening, Action<Change> also, CancellationToken ct);

    /// <summary>
    /// Brings a user's gate and list to what the workspace holds of him: joined, another role, other hats, suspended, or gone where
    /// <paramref name="read"/> answers null. The workspace's rows are read after the user's own, so calls that overtake each other end in the truth;
    /// call it from an outbox sink whose change is settled before its request is answered. False, and nothing done, for a user who is no more.
    /// </summary>
    /// <param name="userId">The member.</param>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="read">Reads the workspace's rows afresh; may run several times.</param>
    /// <param name="ct">Cancels.</param>
    Task<bool> FollowAsync(string userId, string workspaceId, Func<CancellationToken, Task<MemberState?>> read, CancellationToken ct);

    /// <summary>
    /// Holds a place for a Free workspace that a user is about to own, until <see cref="FollowAsync"/> counts it, for five minutes at most. False where he owns, or
    /// is about to own, <see cref="MostFree"/> others: however many hand him theirs at once, he never gets more.
    /// </summary>
    Task<bool> ReserveFreeAsync(string userId, string workspaceId, CancellationToken ct);
}
