using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Azure;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Access;

/// <summary>A membership as the gate holds it; <paramref name="SecondFactor"/> where the workspace lets in only who signs in with two steps.</summary>
public sealed record GateMembership(string Role, IReadOnlyList<string> Hats, bool Suspended = false, bool SecondFactor = false);

/// <summary>
/// The row <c>user|{uid} / gate</c> that every request reads, so that logout, removal and role changes count at once.
/// It is a projection of sessions and memberships, written before their change is answered.
/// </summary>
public sealed record Gate
{
    /// <summary>The row's key.</summary>
    public const string RowKey = "gate";

    /// <summary>The user may not sign in.</summary>
    public bool Disabled { get; init; }

    /// <summary>Whether signing in takes the user two steps.</summary>
    public bool TwoStep { get; init; }

    /// <summary>Sign-ins before this instant count no more.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>Revoked sessions and until when an access token of theirs could still be alive.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Revoked { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>Memberships by workspace.</summary>
    public IReadOnlyDictionary<string, GateMembership> Memberships { get; init; } = new Dictionary<string, GateMembership>();

    /// <summary>Reads the gate of a user; null where there is no such user.</summary>
    public static async Task<Gate?> ReadAsync(UserStore user, CancellationToken ct)
    {
        using var _ = StorageOperations.Begin("gate");
        return await user.Root.FindAsync(RowKey, ct) is { } row ? From(row) : null;
    }

    /// <summary>The gate that a row holds.</summary>
    public static Gate From(TableEntity row) => JsonSerializer.Deserialize(row.GetString("gate")!, GateJson.Default.Gate)!;

    /// <summary>Writes this gate into its row.</summary>
    public TableEntity Into(TableEntity row)
    {
        row["gate"] = JsonSerializer.Serialize(this, GateJson.Default.Gate);
        return row;
    }
}

[JsonSerializable(typeof(Gate))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class GateJson : JsonSerializerContext;
