using System.Text.Json.Nodes;
using Artisan.Platform.Access;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>Somebody who belongs to a workspace.</summary>
internal sealed record Member(string UserId, Role Role, Hats Hats, string Name, string Email, DateTimeOffset JoinedAt)
{
    /// <summary>Whether he is one of those who cannot all go.</summary>
    public bool IsOwner => Role is Role.Owner;

    /// <summary>The hats that count: an owner wears all of them, and keeps his own for when he is no owner any more.</summary>
    public Hats Wears => IsOwner ? Hats.All : Hats;

    /// <summary>What the audit trail says about him.</summary>
    public JsonObject Standing() => new() { ["role"] = Role.Name(), ["hats"] = string.Join(' ', Hats.Names()) };

    // Name and address stay out of logs.
    public override string ToString() => $"member {UserId}";
}
