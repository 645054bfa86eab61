using Artisan.Areas.Alerts.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Alerts.Operations;

/// <summary>What the workspace wants to be alerted of, with the ETag for a change.</summary>
internal sealed class GetRules(AlertRows rows)
{
    public async Task<Outcome<RulesResponse>> RunAsync(Caller caller, CancellationToken ct)
    {
        var home = rows.Home(caller.WorkspaceId);
        var reading = DeliveryRows.ResultsAsync(home, ct);
        var stored = await AlertRows.RulesAsync(home, ct);
        return Outcome.Versioned(RulesResponse.Of(stored.Rules, await reading), IfMatch.Of(stored.Row));
    }
}
