using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Value.Definitions;

/// <summary>What is to be submitted.</summary>
/// <param name="Version">The version that one has read; the newest where it is left out. Another one than the newest is refused.</param>
public sealed record SubmitDefinitionRequest(int? Version = null);

/// <summary>Sends the newest version for approval. A version that is under review already stays so, with its approval.</summary>
internal sealed class SubmitDefinition(DefinitionRows rows, DefinitionSubmission submission)
{
    public Task<Outcome<DefinitionResponse>> RunAsync(string id, SubmitDefinitionRequest? request, IfMatch ifMatch, Caller caller, CancellationToken ct) =>
        Retry.OnConflictAsync(() => TryAsync(id, request?.Version, ifMatch, caller, ct), ct);

    private async Task<Outcome<DefinitionResponse>> TryAsync(string id, int? asked, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var home = rows.Home(caller.WorkspaceId);
        if (await DefinitionRows.FindAsync(home, id, ct) is not { } found) return Faults.NotFound;
        var versions = await DefinitionRows.VersionsAsync(home, id, ct);
        var latest = versions[^1];
        if (asked is { } number && number != latest.Version.Number) return Faults.Changed;
        if (latest.Version.IsBeingReviewed()) return Outcome.Versioned(DefinitionResponse.Of(found.Head, versions.Select(v => v.Version)), IfMatch.Of(found.Row));
        if (ifMatch.Disagrees(found.Row) is { } stale) return stale;
        if (latest.Version.State is not (DefinitionState.Draft or DefinitionState.ChangesRequested)) return ValueFaults.NothingToSubmit;

        var change = home.Change();
        var outcome = await submission.AddAsync(change, caller, id, latest.Version, versions.Select(v => v.Version), ct);
        if (outcome.Fault is { } fault) return fault;
        var (submitted, head) = (outcome.Value!, found.Head with { Latest = outcome.Value! });
        await change.Replace(DefinitionRows.Into(latest.Row, submitted)).Replace(DefinitionRows.Into(found.Row, head))
            .Audit(caller, "value.definition.submitted", "value-definition", id, DefinitionAudit.Of(latest.Version), DefinitionAudit.Of(submitted))
            .CommitAsync(ct);
        return Outcome.Versioned(DefinitionResponse.Of(head, versions.Select(v => v == latest ? submitted : v.Version)), IfMatch.Of(found.Row));
    }
}
