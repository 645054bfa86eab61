using Artisan.Areas.Integrations.Catalogue;
using Artisan.Areas.Integrations.Storage;
using Artisan.Areas.Notifications.Contracts;
using Artisan.Platform.Audit;
using Artisan.Platform.Connections;
using Artisan.Platform.Ids;
using Artisan.Platform.Sources;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Integrations.Granting;

/// <summary>
/// Gives calls a grant that is good. Tokens are refreshed before they end, by one at a time over all processes: a service may take the old refresh token
/// once only. Where the consent has ended, the connection says so, its tokens are wiped, and the admins are told once.
/// </summary>
internal sealed class GrantKeeper(ConnectionStore connections, IntegrationCatalogue catalogue, IIds ids, SystemClock clock)
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    // Longer than a call of a service may take.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Makes a call in a workspace's name. A token that the service refuses before its time is refreshed, and the call made once more.</summary>
    /// <exception cref="SourceException">The service, or the end of its consent.</exception>
    public async Task<T> UseAsync<T>(string workspaceId, string provider, Func<VendorGrant, Task<T>> call, CancellationToken ct)
    {
        var grant = await OpenAsync(workspaceId, provider, null, ct);
        try
        {
            return await call(grant);
        }
        catch (SourceException e) when (e.Failure is SourceFailure.WrongCredentials)
        {
            grant = await OpenAsync(workspaceId, provider, grant.AccessToken, ct);
        }

        try
        {
            return await call(grant);
        }
        catch (SourceException e) when (e.Failure is SourceFailure.WrongCredentials)
        {
            await LoseAsync(workspaceId, provider, grant.AccessToken, ct);
            throw;
        }
    }

    private async Task<VendorGrant> OpenAsync(string workspaceId, string provider, string? refused, CancellationToken ct)
    {
        var home = connections.Home(workspaceId);
        for (var began = clock.Now; ;)
        {
            if (await connections.FindAsync(workspaceId, provider, ct) is not { Connection.NeedsReconnect: false } stored || await connections.OpenGrantAsync(home, stored.Row, ct) is not { } grant) throw Ended(provider);
            var isRefused = grant.AccessToken == refused;
            var isOver = grant.ExpiresAt <= clock.Now;
            if (!isRefused && (grant.ExpiresAt is null || grant.ExpiresAt - Early > clock.Now)) return grant;
            if (grant.RefreshToken is null)
            {
                if (!isRefused && !isOver) return grant;
                await LoseAsync(workspaceId, provider, grant.AccessToken, ct);
                throw Ended(provider);
            }

            if (stored.Connection.RefreshingUntil > clock.Now)
            {
                // Somebody is at it: what is still good will do meanwhile.
                if (!isRefused && !isOver) return grant;
                if (clock.Now - began > Patience) throw new SourceException(SourceFailure.Unreachable, $"{catalogue.Find(provider)!.Name} takes long to renew Artisan's access. Try again later.");
                await Task.Delay(Look, clock.Provider, ct);
                continue;
            }

            var refresher = ids.Ulid();
            if (!await TakeLeaseAsync(home, stored, refresher, ct)) continue;
            return await RefreshAsync(workspaceId, provider, refresher, grant, mayStay: !isRefused && !isOver, ct);
        }
    }

    private async Task<bool> TakeLeaseAsync(Partition home, StoredConnection stored, string refresher, CancellationToken ct)
    {
        try
        {
            await home.Change().Replace(ConnectionStore.Into(stored.Row, stored.Connection with { Refresher = refresher, RefreshingUntil = clock.Now + Lease })).CommitAsync(ct);
            return true;
        }
        catch (WriteConflictException)
        {
            return false;
        }
    }

    private async Task<VendorGrant> RefreshAsync(string workspaceId, string provider, string refresher, VendorGrant grant, bool mayStay, CancellationToken ct)
    {
        var connector = catalogue.Find(provider)!.Consent!;
        try
        {
            var next = await connector.RefreshAsync(grant, ct);
            if (await KeepAsync(workspaceId, provider, refresher, next, ct)) return next;
        }
        catch (SourceException e) when (e.Failure is SourceFailure.WrongCredentials)
        {
            await LoseAsync(workspaceId, provider, grant.AccessToken, ct);
            throw;
        }
        catch (SourceException)
        {
            await KeepAsync(workspaceId, provider, refresher, null, ct);
            if (mayStay) return grant;
            throw;
        }

        // The connection ended, or was made anew, while its tokens were renewed: these belong to nobody.
        throw Ended(provider);
    }

    // Gives the lease back, with the new grant where there is one; false where the connection is another by now.
    private Task<bool> KeepAsync(string workspaceId, string provider, string refresher, VendorGrant? grant, CancellationToken ct) => Retry.OnConflictAsync(async () =>
    {
        if (await connections.FindAsync(workspaceId, provider, ct) is not { } stored || stored.Connection.Refresher != refresher) return false;
        var home = connections.Home(workspaceId);
        var row = ConnectionStore.Into(stored.Row, stored.Connection with { Refresher = null, RefreshingUntil = null });
        if (grant is not null) await connections.SealAsync(home, row, grant, ct);
        await home.Change().Replace(row).CommitAsync(ct);
        return true;
    }, ct);

    // Only where the tokens are still those that were refused.
    private Task<bool> LoseAsync(string workspaceId, string provider, string accessToken, CancellationToken ct) => Retry.OnConflictAsync(async () =>
    {
        var home = connections.Home(workspaceId);
        if (await connections.FindAsync(workspaceId, provider, ct) is not { Connection.NeedsReconnect: false } stored || (await connections.OpenGrantAsync(home, stored.Row, ct))?.AccessToken != accessToken) return false;
        var name = catalogue.Find(provider)!.Name;
        ConnectionStore.Wipe(stored.Row);
        await home.Change().Replace(ConnectionStore.Into(stored.Row, stored.Connection with { NeedsReconnect = true, Refresher = null, RefreshingUntil = null }))
            .AuditSystem(workspaceId, "integrations", "integrations.consent_ended", "integration", provider)
            .Notify(new Notice(
                $"integration:{stored.Connection.Id}:{stored.Row.GetString(Change.WriteId)}", workspaceId, "system", "integration.needs_reconnect", $"{name} has to be connected again",
                $"{name} no longer accepts the consent that Artisan was given. Nothing is read or posted there until somebody connects it again.", $"/integrations/{provider}", null, NoticeTo.Admins))
            .CommitAsync(ct);
        return true;
    }, ct);

    private SourceException Ended(string provider) =>
        new(SourceFailure.WrongCredentials, $"{catalogue.Find(provider)!.Name} no longer accepts the consent that Artisan was given: it was withdrawn or has ended. Connect the account again.");
}
