using Artisan.Areas.Setup.Contracts;
using Artisan.Areas.Setup.Model;
using Artisan.Areas.Setup.Sources;
using Artisan.Areas.Setup.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Setup.Operations;

/// <summary>The set-up as it is now: two queries, whatever it holds.</summary>
internal sealed class GetSetup(SetupRows rows, SourceKinds kinds, IOptions<ApiOptions> api)
{
    private const int History = 20;

    public async Task<Outcome<SetupResponse>> RunAsync(Caller caller, CancellationToken ct) => await ReadAsync(caller.WorkspaceId, ct);

    /// <summary>The set-up of a workspace, for what changes it to answer with.</summary>
    public async Task<SetupResponse> ReadAsync(string workspaceId, CancellationToken ct)
    {
        var home = rows.Home(workspaceId);
        var stored = await SetupRows.ReadAsync(home, ct);
        return SetupResponse.Of(stored, await SetupRows.HistoryAsync(home, History, ct), kinds.All, InboundUrl(workspaceId, stored.Snapshot.Settings.ApiIntegration));
    }

    private Uri? InboundUrl(string workspaceId, ApiIntegrationSettings? integration) => integration is not null && kinds.Inbound(integration.Kind) is not null
        ? new Uri(api.Value.PublicUrl, $"/api/webhooks/inbound/{integration.Kind}/{InboundConnection.IdOf(workspaceId)}") : null;
}
