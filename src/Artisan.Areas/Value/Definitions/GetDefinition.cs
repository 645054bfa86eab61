using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Value.Definitions;

/// <summary>One definition with all its versions, and the ETag for an update.</summary>
internal sealed class GetDefinition(DefinitionRows rows)
{
    public async Task<Outcome<DefinitionResponse>> RunAsync(string id, Caller caller, CancellationToken ct)
    {
        var home = rows.Home(caller.WorkspaceId);
        if (await DefinitionRows.FindAsync(home, id, ct) is not { } found) return Faults.NotFound;
        var versions = await DefinitionRows.VersionsAsync(home, id, ct);
        return Outcome.Versioned(DefinitionResponse.Of(found.Head, versions.Select(v => v.Version)), IfMatch.Of(found.Row));
    }
}
