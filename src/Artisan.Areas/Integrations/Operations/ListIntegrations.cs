using Artisan.Areas.Integrations.Catalogue;
using Artisan.Areas.Integrations.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Integrations.Operations;

/// <summary>Every service there is, with the state of the workspace's connection.</summary>
internal sealed class ListIntegrations(ConnectionStore connections, IntegrationCatalogue catalogue)
{
    public async Task<Outcome<Page<IntegrationResponse>>> RunAsync(Caller caller, CancellationToken ct)
    {
        var reading = connections.UpkeepsAsync(caller.WorkspaceId, ct);
        var known = await connections.ListAsync(caller.WorkspaceId, ct);
        var upkeeps = await reading;
        return new Page<IntegrationResponse>([.. catalogue.All.Select(e => IntegrationResponse.Of(e, known.GetValueOrDefault(e.Provider), upkeeps.GetValueOrDefault(e.Provider)))], null);
    }
}
