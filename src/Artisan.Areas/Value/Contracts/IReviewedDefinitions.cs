using System.Text.Json.Nodes;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Value.Contracts;

/// <summary>What a review makes of the version that it is about.</summary>
public enum ReviewState
{
    /// <summary>Somebody agreed; others have still to.</summary>
    InReview,

    /// <summary>Changes are asked for: the next version is submitted again.</summary>
    ChangesRequested,

    /// <summary>Everybody agreed: the version never changes again, and may be activated to be billed.</summary>
    Approved,

    /// <summary>Nobody decided in time: it is a draft again.</summary>
    Lapsed,
}

/// <summary>
/// Versions of value definitions under review, for the area that agrees on them. Its rows lie in the definitions' home partition, so that an agreement and the
/// version that it is about change in one transaction.
/// </summary>
public interface IReviewedDefinitions
{
    /// <summary>The home partition of a workspace's definitions and approvals.</summary>
    Partition Home(string workspaceId);

    /// <summary>
    /// Adds to a change what the review makes of a version; null, and nothing added, where it is under review no more. Answers the version's content as it
    /// stands in receipts, whose hash is the one that was submitted.
    /// </summary>
    Task<JsonObject?> MoveAsync(Change change, string workspaceId, string definitionId, int version, ReviewState state, CancellationToken ct);
}
