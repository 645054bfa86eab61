using Artisan.Platform.Access;

namespace Artisan.Areas.Workspaces.Contracts;

/// <summary>A member to write to.</summary>
public sealed record MemberAddress(string UserId, string Name, string Email)
{
    // Name and address stay out of logs.
    public override string ToString() => $"member {UserId}";
}

/// <summary>A member as the workspace's own rows say at this moment.</summary>
/// <param name="UserId">Who.</param>
/// <param name="Name">What he is called.</param>
/// <param name="Email">Where to write to.</param>
/// <param name="Role">His role.</param>
/// <param name="Wears">The hats that count: an owner wears all.</param>
public sealed record MemberWithHats(string UserId, string Name, string Email, Role Role, Hats Wears)
{
    // Name and address stay out of logs.
    public override string ToString() => $"member {UserId}";
}

/// <summary>Who belongs to a workspace, for other areas.</summary>
public interface IMembers
{
    /// <summary>The owners of a workspace; none where there is no such workspace.</summary>
    Task<IReadOnlyList<MemberAddress>> OwnersAsync(string workspaceId, CancellationToken ct);

    /// <summary>What the members of a workspace are called, by their ids; one read.</summary>
    Task<IReadOnlyDictionary<string, string>> NamesAsync(string workspaceId, CancellationToken ct);

    /// <summary>A member with his hats as they are now; null where he is none (any more). One read.</summary>
    Task<MemberWithHats?> FindAsync(string workspaceId, string userId, CancellationToken ct);

    /// <summary>Everybody who belongs to a workspace, with the hats as they are now.</summary>
    Task<IReadOnlyList<MemberWithHats>> ListAsync(string workspaceId, CancellationToken ct);

    /// <summary>
    /// Takes a user out of all of his workspaces, as erasing his account asks for. Where he is the last owner of one, nothing is changed and
    /// the names of those are answered; nothing where he is in none any more.
    /// </summary>
    Task<IReadOnlyList<string>> LeaveAllAsync(string userId, string ip, CancellationToken ct);
}
