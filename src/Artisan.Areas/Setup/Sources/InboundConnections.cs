using Artisan.Areas.Setup.Contracts;
using Artisan.Areas.Setup.Storage;
using Artisan.Areas.Setup.Sync;
using Artisan.Platform.Sources;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Setup.Sources;

/// <summary>The source of a workspace's set-up as a connection: it may send once the first step holds a secret for that.</summary>
internal sealed class InboundConnections(SetupRows rows, CredentialStore credentials, BusinessClock clock) : IInboundConnections
{
    public async Task<InboundConnection?> FindAsync(string workspaceId, string kind, CancellationToken ct)
    {
        var home = rows.Home(workspaceId);
        var settings = (await SetupRows.ReadAsync(home, ct)).Snapshot.Settings;
        if (settings.ApiIntegration is not { } integration || integration.Kind != kind || integration.Credentials?.ContainsKey(SourceCredential.WebhookSecret) is not true) return null;
        return new InboundConnection((await credentials.OpenAsync(home, ct))[SourceCredential.WebhookSecret], settings.DataSource?.Source);
    }

    public Task ReadSoonAsync(string workspaceId, string kind, CancellationToken ct) => Retry.OnConflictAsync(async () =>
    {
        var home = rows.Home(workspaceId);
        var stored = await SetupRows.ReadAsync(home, ct);
        if (stored.Snapshot.Settings.ApiIntegration?.Kind != kind || SyncSource.Sooner(home, workspaceId, stored, clock.Now) is not { } change) return false;
        await change.CommitAsync(ct);
        return true;
    }, ct);
}
