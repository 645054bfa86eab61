using Artisan.Areas.Identity.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Storage;

/// <summary>The change by which a user's rows follow what a workspace holds of him.</summary>
internal static class Following
{
    /// <summary>Gate, list and count as the state wants them, null being a member no more; null where they are so already.</summary>
    public static Change? Change(Account account, Partition home, string workspaceId, MemberState? state)
    {
        var change = home.Change();
        if (GateAfter(account.Gate, workspaceId, state, account.HasSecondFactor) is { } gate) change.Replace(account.RowOf(gate));
        if (Founding.Count(home, account.Owned, workspaceId, state is { OwnsFree: true }) is { } owned) change.Save(owned);
        List(change, account, home, workspaceId, state);
        return change.Count == 0 ? null : change;
    }

    private static Gate? GateAfter(Gate gate, string workspaceId, MemberState? state, bool twoStep)
    {
        var held = gate.Memberships.GetValueOrDefault(workspaceId);
        var wanted = state is null ? null : new GateMembership(state.Role.Name(), state.Hats.Names(), state.Suspended, state.SecondFactor);
        if (gate.TwoStep == twoStep && IsSame(held, wanted)) return null;
        var memberships = new Dictionary<string, GateMembership>(gate.Memberships);
        if (wanted is null) memberships.Remove(workspaceId);
        else memberships[workspaceId] = wanted;
        return gate with { Memberships = memberships, TwoStep = twoStep };
    }

    private static bool IsSame(GateMembership? a, GateMembership? b) =>
        a?.Role == b?.Role && a?.Suspended == b?.Suspended && a?.SecondFactor == b?.SecondFactor && (a?.Hats ?? []).SequenceEqual(b?.Hats ?? []);

    private static void List(Change change, Account account, Partition home, string workspaceId, MemberState? state)
    {
        var row = account.MembershipRow(workspaceId);
        if (state is null)
        {
            if (row is not null) change.Delete(row);
            return;
        }

        if (row?.GetString("name") == state.Name) return;
        row ??= home.Row(IdentityKeys.Membership(workspaceId));
        row["name"] = state.Name;
        change.Save(row);
    }
}
