namespace Artisan.Areas.Value.Contracts;

/// <summary>A definition that calculates.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Version">The version that calculates.</param>
/// <param name="ContentHash">SHA-256 of what that says.</param>
/// <param name="Currency">What its fees are in.</param>
/// <param name="ApprovalId">The approval that signed it off; null where an owner activated it alone, and it is never billed.</param>
/// <param name="Accuracy">How right it measures, in percent; null where too little is known.</param>
public sealed record CalculatingDefinition(string Id, string Name, int Version, string ContentHash, string Currency, string? ApprovalId, decimal? Accuracy);

/// <summary>What value-based pricing has to show before it is billed.</summary>
public interface IValueReadiness
{
    /// <summary>The workspace's definitions that calculate.</summary>
    Task<IReadOnlyList<CalculatingDefinition>> ListAsync(string workspaceId, CancellationToken ct);
}
