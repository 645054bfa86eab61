using Artisan.Areas.Value.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Time;

namespace Artisan.Areas.Value.Definitions;

/// <summary>Makes a definition with its first version, a draft, of its own or after another one. Who has no finance hat leaves the terms to somebody who has.</summary>
internal sealed class CreateDefinition(DefinitionRows rows, DefinitionCheck check, IIds ids, SystemClock clock)
{
    public Task<Outcome<DefinitionResponse>> RunAsync(DefinitionRequest request, Once once, Caller caller, CancellationToken ct)
    {
        var home = rows.Home(caller.WorkspaceId);
        return once.RunAsync(home, ValueJson.Default.DefinitionResponse, async () =>
        {
            var original = request.CloneOf is { } cloneOf ? await DefinitionRows.FindAsync(home, cloneOf, ct) : null;
            if (request.CloneOf is not null && original is null) return Faults.NotFound;
            var checkedRequest = await check.RunAsync(request, original?.Head.Latest.Definition, caller, ct);
            if (checkedRequest.Fault is { } fault) return fault;

            var version = new DefinitionVersion(1, DefinitionState.Draft, checkedRequest.Value!, clock.Now, caller.Actor);
            var head = new DefinitionHead(ids.New("def"), version) { ClonedFrom = original?.Head.Id };
            var row = DefinitionRows.Into(home.Row(ValueKeys.Definition(head.Id)), head);
            var change = home.Change().Insert(row).Insert(DefinitionRows.Into(home.Row(ValueKeys.Version(head.Id, 1)), version))
                .Audit(caller, "value.definition.created", "value-definition", head.Id, after: DefinitionAudit.Of(version));
            var outcome = Outcome.Created($"/api/value/definitions/{head.Id}", DefinitionResponse.Of(head, [version]), IfMatch.Of(row));
            await once.Remember(change, home, outcome, ValueJson.Default.DefinitionResponse).CommitAsync(ct);
            return outcome;
        }, ct);
    }
}
