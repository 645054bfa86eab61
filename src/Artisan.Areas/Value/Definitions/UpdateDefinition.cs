using Artisan.Areas.Value.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Value.Definitions;

/// <summary>
/// Adds a version to a definition; the ones before it stay as they are, and one that calculates goes on doing so. A draft that was not activated is
/// retired by the new one. While a version is being reviewed, other content takes its place and begins a new round: what was agreed to is agreed to no more.
/// </summary>
internal sealed class UpdateDefinition(DefinitionRows rows, DefinitionCheck check, DefinitionSubmission submission, SystemClock clock)
{
    public async Task<Outcome<DefinitionResponse>> RunAsync(string id, DefinitionRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var home = rows.Home(caller.WorkspaceId);
        if (await DefinitionRows.FindAsync(home, id, ct) is not { } found) return Faults.NotFound;
        if (ifMatch.Refuses(found.Row) is { } stale) return stale;
        var before = found.Head.Latest;
        var checkedRequest = await check.RunAsync(request, before.Definition, caller, ct);
        if (checkedRequest.Fault is { } fault) return fault;
        var definition = checkedRequest.Value!;

        var versions = await DefinitionRows.VersionsAsync(home, id, ct);
        if (versions.Select(v => v.Version).HaveOtherPeriodsThan(definition)) return ValueFaults.ScheduleFixed;
        if (versions[^1].Version.Number != before.Number) return Faults.Changed;
        if (before.IsBeingReviewed() && DefinitionContent.Hash(definition) == DefinitionContent.Hash(before.Definition))
        {
            return Outcome.Versioned(DefinitionResponse.Of(found.Head, versions.Select(v => v.Version)), IfMatch.Of(found.Row));
        }

        var continued = before.IsBeingReviewed() || before.State is DefinitionState.ChangesRequested ? before.ApprovalId : null;
        var version = new DefinitionVersion(before.Number + 1, DefinitionState.Draft, definition, clock.Now, caller.Actor) { ApprovalId = continued };
        var change = home.Change();
        if (before.IsBeingReviewed())
        {
            var submitted = await submission.AddAsync(change, caller, id, version, versions.Select(v => v.Version), ct);
            if (submitted.Fault is { } unfit) return unfit;
            version = submitted.Value!;
        }

        var head = found.Head with { Latest = version };
        change.Replace(DefinitionRows.Into(found.Row, head)).Insert(DefinitionRows.Into(home.Row(ValueKeys.Version(id, version.Number)), version));
        var kept = versions.Select(v => v.Version).ToList();
        if (before.State is DefinitionState.Draft or DefinitionState.ChangesRequested || before.IsBeingReviewed())
        {
            kept[^1] = before with { State = DefinitionState.Retired };
            change.Replace(DefinitionRows.Into(versions[^1].Row, kept[^1]));
        }

        change.Audit(caller, "value.definition.changed", "value-definition", id, DefinitionAudit.Of(before), DefinitionAudit.Of(version));
        try
        {
            await change.CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            return Faults.Changed;
        }

        return Outcome.Versioned(DefinitionResponse.Of(head, [.. kept, version]), IfMatch.Of(found.Row));
    }
}
