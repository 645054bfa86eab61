using Artisan.Areas.Alerts.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Alerts.Operations;

/// <summary>What the workspace wants to be alerted of, with the ETag for a change.</summary>
internal sealed class GetRules(AlertRows rows)
{
    public async Task<Outcome<RulesResponse>> RunAsync(Caller caller, CancellationToken ct)
    {
        var stored = await AlertRows.RulesAsync(rows.Home(caller.WorkspaceId), ct);
        return Outcome.Versioned(RulesResponse.Of(stored.Rules), IfMatch.Of(stored.Row));
    }
}
