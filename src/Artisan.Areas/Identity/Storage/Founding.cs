using Artisan.Areas.Workspaces.Contracts;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Storage;

/// <summary>The rows by which a user becomes the owner of a new workspace.</summary>
internal static class Founding
{
    private const string Free = "free";

    /// <summary>How many Free workspaces a user owns.</summary>
    public static int FreeOwned(TableEntity? owned) => Ids(owned).Length;

    /// <summary>The row in which a workspace counts among the Free ones, or no more; null where it is so already.</summary>
    public static TableEntity? Count(Partition home, TableEntity? owned, string workspaceId, bool counts)
    {
        var ids = Ids(owned);
        if (ids.Contains(workspaceId) == counts) return null;
        var row = owned is null ? home.Row(IdentityKeys.Owned) : new TableEntity(owned);
        row[Free] = string.Join(' ', counts ? ids.Append(workspaceId) : ids.Where(id => id != workspaceId));
        return row;
    }

    /// <summary>Adds the membership, the gate that lets in, the count and the message that opens the workspace.</summary>
    public static Change Add(Change change, Partition home, TableEntity gateRow, TableEntity? owned, WorkspaceOpening opening)
    {
        var gate = Gate.From(gateRow);
        gate = gate with { Memberships = new Dictionary<string, GateMembership>(gate.Memberships) { [opening.WorkspaceId] = new(Role.Owner.Name(), []) } };
        var membership = home.Row(IdentityKeys.Membership(opening.WorkspaceId));
        membership["name"] = opening.Name;
        return change.Save(gate.Into(gateRow)).Save(Count(home, owned, opening.WorkspaceId, true)!).Insert(membership).Send(WorkspaceOpening.SinkName, opening, WorkspaceOpening.JsonType);
    }

    private static string[] Ids(TableEntity? owned) => owned?.GetString(Free) is { Length: > 0 } ids ? ids.Split(' ') : [];
}
