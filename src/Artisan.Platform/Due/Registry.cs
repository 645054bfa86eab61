using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Due;

internal sealed record RegistryRequest(string WorkspaceId, bool Removed);

/// <summary>
/// All workspaces, in 64 partitions, so that a nightly job reaches each of them without a scan and without one run that grows with their number.
/// </summary>
public sealed class Registry(Stores stores, Queues queues) : IOutboxSink
{
    /// <summary>The sink's name.</summary>
    public const string SinkName = "registry";

    internal const int Shards = 64;

    public string Name => SinkName;

    public Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct) => Task.WhenAll(messages.Select(m =>
    {
        var request = JsonSerializer.Deserialize(m.Body, DueJson.Default.RegistryRequest)!;
        return request.Removed ? RemoveAsync(request.WorkspaceId, ct) : AddAsync(request.WorkspaceId, ct);
    }));

    /// <summary>Adds a workspace; adding it again changes nothing.</summary>
    public Task AddAsync(string workspaceId, CancellationToken ct)
    {
        var shard = Open(ShardOf(workspaceId));
        return shard.Change().Upsert(shard.Row(workspaceId)).CommitAsync(ct);
    }

    /// <summary>Takes an erased workspace out; one that is not there is no matter.</summary>
    public async Task RemoveAsync(string workspaceId, CancellationToken ct)
    {
        try
        {
            await Open(ShardOf(workspaceId)).Change().Delete(workspaceId).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // It is gone already.
        }
    }

    /// <summary>
    /// Begins a job for every workspace: 64 messages now, from which each workspace gets one <see cref="WorkspaceSlot"/> in <paramref name="queue"/>.
    /// Its id is made of job, workspace and slot, so that a slot which is run twice can be recognised.
    /// </summary>
    public Task FanOutAsync(string job, string queue, DateTimeOffset slot, CancellationToken ct) => Task.WhenAll(Enumerable.Range(0, Shards).Select(shard =>
        queues.SendAsync(EnqueueShard.Queue, new ShardWork(job, queue, shard, slot.ToUniversalTime(), null), DueJson.Default.ShardWork, ct)));

    /// <summary>The workspaces of one shard behind an id, at most a page of them.</summary>
    internal Task<RowPage> ReadAsync(int shard, string? after, int limit, CancellationToken ct) => Open(shard).PageAsync(RowRange.Prefix("ws_"), limit, after, ct);

    internal static int ShardOf(string workspaceId) => SHA256.HashData(Encoding.UTF8.GetBytes(workspaceId))[0] % Shards;

    private Partition Open(int shard) => stores.Platform(TableNames.Platform).Partition($"registry|{shard.ToString("D2", CultureInfo.InvariantCulture)}");
}

/// <summary>The registry as part of the change that creates or erases a workspace.</summary>
public static class ChangeRegistry
{
    /// <summary>Adds the workspace to the registry once the change is committed.</summary>
    public static Change Register(this Change change, string workspaceId) => change.Send(Registry.SinkName, new RegistryRequest(workspaceId, Removed: false), DueJson.Default.RegistryRequest);

    /// <summary>Takes the workspace out of the registry once the change is committed.</summary>
    public static Change Unregister(this Change change, string workspaceId) => change.Send(Registry.SinkName, new RegistryRequest(workspaceId, Removed: true), DueJson.Default.RegistryRequest);
}
