using System.Globalization;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Storage;

/// <summary>The rows by which a user becomes the owner of a new workspace.</summary>
internal static class Founding
{
    private const string Free = "free";
    private const string Reserved = "reserved";
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    /// <summary>How many Free workspaces a user owns or is about to own.</summary>
    public static int FreeOwned(TableEntity? owned, DateTimeOffset now) => Ids(owned).Union(Reservations(owned, now).Keys).Count();

    /// <summary>The row in which a place is held for one more; null where there is no room.</summary>
    public static TableEntity? Reserve(Partition home, TableEntity? owned, string workspaceId, DateTimeOffset now)
    {
        var reserved = Reservations(owned, now);
        if (Ids(owned).Union(reserved.Keys).Count(id => id != workspaceId) >= IMemberships.MostFree) return null;
        reserved[workspaceId] = now + Kept;
        return With(home, owned, reserved);
    }

    /// <summary>The row in which a workspace counts among the Free ones, or no more; null where it is so already.</summary>
    public static TableEntity? Count(Partition home, TableEntity? owned, string workspaceId, bool counts)
    {
        var ids = Ids(owned);
        if (ids.Contains(workspaceId) == counts) return null;
        var row = owned is null ? home.Row(IdentityKeys.Owned) : new TableEntity(owned);
        row[Free] = string.Join(' ', counts ? ids.Append(workspaceId) : ids.Where(id => id != workspaceId));
        return row;
    }

    private static TableEntity With(Partition home, TableEntity? owned, Dictionary<string, DateTimeOffset> reserved)
    {
        var row = owned is null ? home.Row(IdentityKeys.Owned) : new TableEntity(owned);
        row[Reserved] = string.Join(' ', reserved.Select(r => $"{r.Key}@{r.Value.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}"));
        return row;
    }

    // A place that is held and not taken is free again by itself: whoever dies on the way blocks it for minutes only.
    private static Dictionary<string, DateTimeOffset> Reservations(TableEntity? owned, DateTimeOffset now) =>
        (owned?.GetString(Reserved) is { Length: > 0 } text ? text.Split(' ') : []).Select(r => r.Split('@'))
            .Select(r => KeyValuePair.Create(r[0], DateTimeOffset.FromUnixTimeSeconds(long.Parse(r[1], CultureInfo.InvariantCulture)))).Where(r => r.Value > now).ToDictionary();

    /// <summary>Adds the membership, the gate that lets in, the count and the message that opens the workspace; answers the user's rows among them.</summary>
    public static IReadOnlyList<TableEntity> Add(Change change, Partition home, TableEntity gateRow, TableEntity? owned, WorkspaceOpening opening)
    {
        var gate = Gate.From(gateRow);
        gate = gate with { Memberships = new Dictionary<string, GateMembership>(gate.Memberships) { [opening.WorkspaceId] = new(Role.Owner.Name(), []) } };
        var membership = home.Row(IdentityKeys.Membership(opening.WorkspaceId));
        membership["name"] = opening.Name;
        var count = Count(home, owned, opening.WorkspaceId, true)!;
        change.Save(gate.Into(gateRow)).Save(count).Insert(membership).Send(WorkspaceOpening.SinkName, opening, WorkspaceOpening.JsonType);
        return [gateRow, count, membership];
    }

    private static string[] Ids(TableEntity? owned) => owned?.GetString(Free) is { Length: > 0 } ids ? ids.Split(' ') : [];
}
