using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Approvals.Contracts;

/// <summary>A version of a definition that is submitted.</summary>
/// <param name="WorkspaceId">Whose.</param>
/// <param name="DefinitionId">The definition.</param>
/// <param name="Version">Its version.</param>
/// <param name="Name">What it is called.</param>
/// <param name="ContentHash">SHA-256 of what it says, in canonical form.</param>
/// <param name="Authors">Who wrote it: everybody who wrote a version since the last approved one.</param>
/// <param name="By">Who submits it.</param>
/// <param name="ApprovalId">The approval that it goes on with; null where it begins one.</param>
public sealed record Submission(string WorkspaceId, string DefinitionId, int Version, string Name, string ContentHash, IReadOnlyList<string> Authors, string By, string? ApprovalId);

/// <summary>Begins reviews, and ends those that have lost their object.</summary>
public interface IReviews
{
    /// <summary>
    /// Adds the review of a version to the change that submits it, and answers the approval's id: a new approval, or a new round of the one that awaits changes.
    /// Refused where the people who wear the hats could not bring it to its end.
    /// </summary>
    Task<Outcome<string>> SubmitAsync(Change change, Submission submission, CancellationToken ct);

    /// <summary>Adds to the change that takes a version out of review that its approval ends with it; nothing where the approval has ended, or there is none.</summary>
    Task WithdrawAsync(Change change, Caller caller, string? approvalId, CancellationToken ct);
}
