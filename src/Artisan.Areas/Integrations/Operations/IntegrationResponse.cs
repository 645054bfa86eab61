using Artisan.Areas.Integrations.Catalogue;
using Artisan.Areas.Integrations.Storage;

namespace Artisan.Areas.Integrations.Operations;

/// <summary>A service, and how the workspace's connection with it fares.</summary>
/// <param name="Provider">The name in addresses.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Purpose">What the connection is good for.</param>
/// <param name="Group">posts, crm, office, payments, events, mail or alerts.</param>
/// <param name="How">consent (on the service's own page), keys, or elsewhere (on another page of the app).</param>
/// <param name="State">not_set_up (the operator has to register this installation there), not_connected, connected, failing (it goes on by itself), needs_reconnect, or elsewhere.</param>
/// <param name="Page">Where it is set up, if elsewhere.</param>
/// <param name="Account">Whose account it is.</param>
/// <param name="ConnectedAt">Since when.</param>
/// <param name="ConnectedBy">Who connected it.</param>
/// <param name="CheckedAt">When the service last did what it was asked.</param>
/// <param name="Problem">What is wrong; null where nothing is.</param>
/// <param name="Scopes">What is asked for, where consent is.</param>
/// <param name="Keys">What is to be entered, where keys are.</param>
/// <param name="Sync">What is kept the same here and there; null where it has no records.</param>
public sealed record IntegrationResponse(
    string Provider, string Name, string Purpose, string Group, string How, string State, string? Page, string? Account, DateTimeOffset? ConnectedAt, string? ConnectedBy, DateTimeOffset? CheckedAt,
    IntegrationProblem? Problem, IReadOnlyList<string> Scopes, IReadOnlyList<IntegrationKey> Keys, IntegrationSync? Sync)
{
    internal static IntegrationResponse Of(IntegrationEntry entry, Connection? connection, Upkeep? upkeep)
    {
        var keep = upkeep?.ConnectionId == connection?.Id ? upkeep : null;
        return new IntegrationResponse(
            entry.Provider, entry.Name, entry.Purpose, entry.Group, entry.Consent is not null ? "consent" : entry.Keys is not null ? "keys" : "elsewhere", StateOf(entry, connection, keep), entry.Page,
            connection?.Account, connection?.ConnectedAt, connection?.ConnectedBy, keep?.CheckedAt, keep?.Problem, entry.Consent?.Scopes ?? [],
            [.. (entry.Keys?.Credentials ?? []).Select(c => new IntegrationKey(c.Name, c.Label, c.Hint, c.IsSecret, connection?.Shown?.GetValueOrDefault(c.Name)))],
            entry.Crm is { } crm ? IntegrationSync.Of(crm, connection, keep) : null);
    }

    private static string StateOf(IntegrationEntry entry, Connection? connection, Upkeep? upkeep) => (entry, connection, upkeep) switch
    {
        ({ Page: not null }, _, _) => "elsewhere",
        (_, { NeedsReconnect: true }, _) => "needs_reconnect",
        (_, not null, { Problem: not null }) => "failing",
        (_, not null, _) => "connected",
        ({ Consent.IsSetUp: false }, _, _) => "not_set_up",
        _ => "not_connected",
    };
}

/// <summary>One thing that a service asks for.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Label">What it is called in the service's own pages.</param>
/// <param name="Hint">Where it is found and which rights it needs.</param>
/// <param name="IsSecret">Whether it is never shown again.</param>
/// <param name="Shown">What is shown of the one that is kept; null where none is.</param>
public sealed record IntegrationKey(string Name, string Label, string Hint, bool IsSecret, string? Shown);

/// <summary>What is kept the same in a CRM and here.</summary>
/// <param name="Kinds">Contacts, deals and activities.</param>
/// <param name="SyncedAt">When all of it was read to the end last; null before the first time.</param>
/// <param name="NextAt">When reading goes on; null while it does not.</param>
public sealed record IntegrationSync(IReadOnlyList<IntegrationKind> Kinds, DateTimeOffset? SyncedAt, DateTimeOffset? NextAt)
{
    internal static IntegrationSync Of(Platform.Connections.ICrm crm, Connection? connection, Upkeep? upkeep) => new(
        [.. crm.Kinds.Select(k => new IntegrationKind(k.Name, k.VendorName, upkeep?.Read.GetValueOrDefault(k.Name) ?? 0, Syncing.FieldMap.Of(k, connection)))],
        upkeep?.SyncedAt,
        connection is { NeedsReconnect: false } ? upkeep?.Due : null);
}

/// <summary>A kind of records.</summary>
/// <param name="Name">contacts, deals or activities.</param>
/// <param name="VendorName">The CRM's own name of it.</param>
/// <param name="Read">How many records came, repeats among them.</param>
/// <param name="Fields">Our fields and the CRM's names of them.</param>
public sealed record IntegrationKind(string Name, string VendorName, long Read, IReadOnlyDictionary<string, string> Fields);
