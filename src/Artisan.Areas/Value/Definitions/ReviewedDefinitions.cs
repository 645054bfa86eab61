using System.Text.Json.Nodes;
using Artisan.Areas.Value.Contracts;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Value.Definitions;

/// <summary>Lets a review change the state of the version that it is about, and nothing else of it.</summary>
internal sealed class ReviewedDefinitions(DefinitionRows rows, BusinessClock clock) : IReviewedDefinitions
{
    public Partition Home(string workspaceId) => rows.Home(workspaceId);

    public async Task<JsonObject?> MoveAsync(Change change, string workspaceId, string definitionId, int version, ReviewState state, CancellationToken ct)
    {
        var home = rows.Home(workspaceId);
        var reading = DefinitionRows.FindVersionAsync(home, definitionId, version, ct);
        var found = await DefinitionRows.FindAsync(home, definitionId, ct);
        if (await reading is not { } reviewed || found is null || !reviewed.Version.IsBeingReviewed()) return null;
        var moved = reviewed.Version with
        {
            State = state switch
            {
                ReviewState.InReview => DefinitionState.InReview,
                ReviewState.ChangesRequested => DefinitionState.ChangesRequested,
                ReviewState.Approved => DefinitionState.Approved,
                ReviewState.Lapsed => DefinitionState.Draft,
                _ => throw new ArgumentOutOfRangeException(nameof(state)),
            },
            ApprovedAt = state is ReviewState.Approved ? clock.Now : null,
        };
        change.Replace(DefinitionRows.Into(reviewed.Row, moved));
        // While a version is under review it is the newest one.
        change.Replace(DefinitionRows.Into(found.Row, found.Head with { Latest = moved }));
        return DefinitionContent.Of(moved.Definition);
    }
}
