using System.Runtime.CompilerServices;
using Artisan.Areas.Integrations.Catalogue;
using Artisan.Areas.Integrations.Operations;
using Artisan.Areas.Integrations.Syncing;
using Artisan.Areas.Workspaces.Contracts;

namespace Artisan.Areas.Integrations.Storage;

/// <summary>The connections of a workspace, without what opens them, and what was read from its CRMs, in its export.</summary>
internal sealed class ExportIntegrations(ConnectionStore connections, IntegrationCatalogue catalogue, RecordStore records) : IExportContributor
{
    public string Folder => "integrations";

    public async Task WriteAsync(ExportArchive archive, string workspaceId, CancellationToken ct)
    {
        var known = await connections.ListAsync(workspaceId, ct);
        await archive.LinesAsync("integrations/connections", ListAsync(workspaceId, known, ct), IntegrationsJson.Default.IntegrationResponse, ct);
        foreach (var connection in known.Values)
        {
            foreach (var kind in catalogue.Find(connection.Provider)?.Crm?.Kinds ?? [])
                await archive.LinesAsync($"integrations/{connection.Provider}/{kind.Name}", records.ListAsync(workspaceId, connection, kind.Name, ct), IntegrationsJson.Default.CrmRecord, ct);
        }
    }

    private async IAsyncEnumerable<IntegrationResponse> ListAsync(string workspaceId, IReadOnlyDictionary<string, Connection> known, [EnumeratorCancellation] CancellationToken ct)
    {
        var upkeeps = await connections.UpkeepsAsync(workspaceId, ct);
        foreach (var entry in catalogue.All.Where(e => known.ContainsKey(e.Provider))) yield return IntegrationResponse.Of(entry, known[entry.Provider], upkeeps.GetValueOrDefault(entry.Provider));
    }
}
