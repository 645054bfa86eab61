using System.Collections.Concurrent;
using System.Text.Json;
using Artisan.Areas.Webhooks.Deliveries;
using Artisan.Azure.Tables;
using Artisan.Platform.Ids;
using Artisan.Platform.Secrets;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Webhooks.Endpoints;

/// <summary>An endpoint and the row it was read from.</summary>
internal sealed record StoredEndpoint(Endpoint Endpoint, TableEntity Row);

/// <summary>An endpoint as it was known a moment ago, with how it fares.</summary>
internal sealed record KnownEndpoint(Endpoint Endpoint, EndpointHealth Health, global::Azure.ETag HealthTag);

/// <summary>The endpoints of workspaces. Who sends reads them at most five seconds old; who changes them reads the row.</summary>
internal sealed class EndpointStore(Stores stores, SealedSecrets secrets, SystemClock clock)
{
    /// <summary>The property that holds a row's document.</summary>
    public const string Document = "doc";

    private const string SecretProperty = "secret";
    private const string PreviousProperty = "previous";
    private const int MostKnown = 10_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, IReadOnlyList<KnownEndpoint> Endpoints)> _known = new(StringComparer.Ordinal);

    public Partition Home(string workspaceId) => stores.Workspace(WebhookKeys.Table, workspaceId).Partition(WebhookKeys.Partition);

    /// <summary>One endpoint; null where the workspace has none of this id.</summary>
    public async Task<StoredEndpoint?> FindAsync(string workspaceId, string id, CancellationToken ct) =>
        UlidIds.IsId(id, "we") && await Home(workspaceId).FindAsync(WebhookKeys.Endpoint(id), ct) is { } row ? new StoredEndpoint(Read(row), row) : null;

    /// <summary>The endpoints of a workspace with how they fare, at most five seconds old: one query for all of them.</summary>
    public async ValueTask<IReadOnlyList<KnownEndpoint>> KnownAsync(string workspaceId, CancellationToken ct)
    {
        if (_known.TryGetValue(workspaceId, out var known) && known.Until > clock.Now) return known.Endpoints;
        var rows = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        await foreach (var row in Home(workspaceId).RangeAsync(RowRange.Prefix(WebhookKeys.KnownPrefix), ct)) rows[row.RowKey] = row;
        KnownEndpoint[] endpoints = [.. rows.Values.Where(r => r.RowKey.StartsWith(WebhookKeys.EndpointPrefix, StringComparison.Ordinal)).Select(Read).Select(e => rows.GetValueOrDefault(WebhookKeys.Health(e.Id)) is { } fares
            ? new KnownEndpoint(e, HealthStore.Of(fares), fares.ETag)
            : new KnownEndpoint(e, EndpointHealth.Good, default))];
        if (_known.Count > MostKnown) _known.Clear();
        _known[workspaceId] = (clock.Now + Fresh, endpoints);
        return endpoints;
    }

    /// <summary>One endpoint with how it fares, at most five seconds old; null where there is none.</summary>
    public async ValueTask<KnownEndpoint?> KnownAsync(string workspaceId, string id, CancellationToken ct) => (await KnownAsync(workspaceId, ct)).FirstOrDefault(e => e.Endpoint.Id == id);

    /// <summary>Remembers how an endpoint fares now, so that this process need not read it to know.</summary>
    public void Note(string workspaceId, string id, EndpointHealth health, global::Azure.ETag tag)
    {
        // Whoever read them meanwhile knows at least as much.
        if (_known.TryGetValue(workspaceId, out var known))
            _known.TryUpdate(workspaceId, (known.Until, [.. known.Endpoints.Select(e => e.Endpoint.Id == id ? e with { Health = health, HealthTag = tag } : e)]), known);
    }

    /// <summary>Has this process read a workspace's endpoints anew.</summary>
    public void Forget(string workspaceId) => _known.TryRemove(workspaceId, out _);

    /// <summary>An endpoint from its row.</summary>
    public static Endpoint Read(TableEntity row) => JsonSerializer.Deserialize(row.GetString(Document)!, WebhooksJson.Default.Endpoint)!;

    /// <summary>The row that holds an endpoint.</summary>
    public static TableEntity Into(TableEntity row, Endpoint endpoint)
    {
        row[Document] = JsonSerializer.Serialize(endpoint, WebhooksJson.Default.Endpoint);
        return row;
    }

    /// <summary>Seals a secret for an endpoint, as the present one.</summary>
    public Task<string> SealAsync(string workspaceId, string id, string secret, CancellationToken ct) => secrets.SealAsync(Home(workspaceId), WebhookKeys.Endpoint(id), SecretProperty, secret, ct);

    /// <summary>The endpoint with another secret; the one before signs as well until an instant.</summary>
    public async Task<Endpoint> RotateAsync(string workspaceId, Endpoint endpoint, string secret, DateTimeOffset until, CancellationToken ct)
    {
        var (home, key) = (Home(workspaceId), WebhookKeys.Endpoint(endpoint.Id));
        var present = await secrets.OpenAsync(home, key, SecretProperty, endpoint.Secret, ct);
        return endpoint with
        {
            Secret = await SealAsync(workspaceId, endpoint.Id, secret, ct),
            Previous = await secrets.SealAsync(home, key, PreviousProperty, present, ct),
            PreviousUntil = until,
        };
    }

    /// <summary>The secrets that sign at an instant, the present one first.</summary>
    public async Task<IReadOnlyList<string>> SecretsAsync(string workspaceId, Endpoint endpoint, CancellationToken ct)
    {
        var (home, key) = (Home(workspaceId), WebhookKeys.Endpoint(endpoint.Id));
        var present = await secrets.OpenAsync(home, key, SecretProperty, endpoint.Secret, ct);
        return endpoint is { Previous: { } before, PreviousUntil: { } until } && clock.Now < until ? [present, await secrets.OpenAsync(home, key, PreviousProperty, before, ct)] : [present];
    }
}
