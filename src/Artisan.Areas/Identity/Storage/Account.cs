using Artisan.Areas.Identity.Contracts;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;

namespace Artisan.Areas.Identity.Storage;

/// <summary>A user's rows without the sessions, as one read gave them.</summary>
internal sealed class Account(string userId, IReadOnlyList<TableEntity> rows)
{
    public string UserId => userId;

    public Profile Profile { get; } = ProfileRow.From(Row(rows, IdentityKeys.Profile));

    public Gate Gate { get; } = Gate.From(Row(rows, Gate.RowKey));

    /// <summary>The workspaces that the gate lets in, by name.</summary>
    public IReadOnlyList<Membership> Memberships =>
    [
        .. from row in rows
           let id = IdentityKeys.WorkspaceOf(row.RowKey)
           where id is not null && Gate.Memberships.TryGetValue(id, out var open) && !open.Suspended
           let role = RoleNames.ParseRole(Gate.Memberships[id].Role)
           where role is not null
           let name = row.GetString("name")!
           orderby name, id
           select new Membership(id, name, role.Value, role == Role.Owner ? Hats.All : RoleNames.ParseHats(Gate.Memberships[id].Hats)),
    ];

    /// <summary>The workspaces that gate or list name.</summary>
    public IReadOnlyCollection<string> Named => [.. rows.Select(r => IdentityKeys.WorkspaceOf(r.RowKey)).OfType<string>().Union(Gate.Memberships.Keys)];

    /// <summary>Whether a workspace of his lets him in only once he signs in with two steps.</summary>
    public bool IsLocked(string workspaceId) => !HasSecondFactor && Gate.Memberships.GetValueOrDefault(workspaceId) is { SecondFactor: true };

    /// <summary>Whether the token that confirmed the address has signed in.</summary>
    public bool IsConfirmed => rows.Any(r => r.RowKey == IdentityKeys.Confirmed);

    /// <summary>The row of the second factor, or of one that waits for its first code; null where there is none.</summary>
    public TableEntity? SecondFactor => rows.FirstOrDefault(r => r.RowKey == IdentityKeys.SecondFactor);

    /// <summary>Whether signing in takes a second step.</summary>
    public bool HasSecondFactor => SecondFactorRow.IsActive(SecondFactor);

    /// <summary>The row of a membership; null where the list does not hold it.</summary>
    public TableEntity? MembershipRow(string workspaceId) => rows.FirstOrDefault(r => r.RowKey == IdentityKeys.Membership(workspaceId));

    /// <summary>The row of the Free workspaces that the user owns; null where there never was one.</summary>
    public TableEntity? Owned => rows.FirstOrDefault(r => r.RowKey == IdentityKeys.Owned);

    /// <summary>The wanted workspace where the user is in it, else the one he was in last, else any, else none.</summary>
    public string WorkspaceFor(string wanted)
    {
        var ids = Memberships.Select(m => m.WorkspaceId).ToList();
        return ids.Contains(wanted) ? wanted : ids.Contains(Profile.LastWorkspace) ? Profile.LastWorkspace : ids.FirstOrDefault("");
    }

    /// <summary>The profile's row with another profile in it.</summary>
    public TableEntity RowOf(Profile profile) => ProfileRow.Into(new TableEntity(Row(rows, IdentityKeys.Profile)), profile);

    /// <summary>The gate's row with another gate in it.</summary>
    public TableEntity RowOf(Gate gate) => gate.Into(new TableEntity(Row(rows, Gate.RowKey)));

    private static TableEntity Row(IReadOnlyList<TableEntity> rows, string key) => rows.Single(r => r.RowKey == key);
}
