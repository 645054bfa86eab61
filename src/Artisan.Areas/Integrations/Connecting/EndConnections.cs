using Artisan.Areas.Integrations.Catalogue;
using Artisan.Areas.Integrations.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Audit;

namespace Artisan.Areas.Integrations.Connecting;

/// <summary>Ends the connections of a deleted workspace, so that nothing of it is open anywhere else. Should the workspace come back, somebody connects them anew.</summary>
internal sealed class EndConnections(ConnectionStore connections, IntegrationCatalogue catalogue, Disconnect disconnect) : IWorkspaceClosing
{
    public async Task CloseAsync(string workspaceId, CancellationToken ct)
    {
        foreach (var provider in (await connections.ListAsync(workspaceId, ct)).Keys)
        {
            if (catalogue.Find(provider) is not { } entry) continue;
            await disconnect.EndAsync(entry, workspaceId, (change, connection) =>
                change.AuditSystem(workspaceId, "workspace-closing", "integrations.disconnected", "integration", provider, before: Disconnect.Audited(connection)), ct);
        }
    }
}
