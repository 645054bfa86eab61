using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Artisan.Areas.Workspaces.Contracts;

/// <summary>
/// A workspace that its owner has founded. Sent to <see cref="SinkName"/> in the transaction that founds it; opening it is idempotent.
/// </summary>
/// <param name="WorkspaceId">The new workspace.</param>
/// <param name="OwnerId">Its first owner.</param>
/// <param name="Name">What it is called.</param>
/// <param name="TimeZone">IANA name of the zone that its days are counted in.</param>
/// <param name="Currency">ISO 4217 code of the currency it is billed in.</param>
/// <param name="At">When it was founded.</param>
/// <param name="Ip">Where from, for the audit trail.</param>
public sealed record WorkspaceOpening(string WorkspaceId, string OwnerId, string Name, string TimeZone, string Currency, DateTimeOffset At, string Ip)
{
    /// <summary>What the owner is called, for the list of members; whoever founds it knows.</summary>
    public string OwnerName { get; init; } = "";

    /// <summary>The owner's address.</summary>
    public string OwnerEmail { get; init; } = "";

    /// <summary>The outbox sink that opens workspaces.</summary>
    public const string SinkName = "workspace-opening";

    /// <summary>How the message is written.</summary>
    public static JsonTypeInfo<WorkspaceOpening> JsonType => WorkspacesContractsJson.Default.WorkspaceOpening;

    // Name and address stay out of logs.
    public override string ToString() => $"opening of {WorkspaceId}";
}

/// <summary>Opens workspaces that were founded.</summary>
public interface IWorkspaceOpening
{
    /// <summary>Writes the workspace, its first member and its place in the registry; does what is missing and nothing twice.</summary>
    Task OpenAsync(WorkspaceOpening opening, CancellationToken ct);
}

[JsonSerializable(typeof(WorkspaceOpening))]
[JsonSerializable(typeof(MemberProfileChanged))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class WorkspacesContractsJson : JsonSerializerContext;
