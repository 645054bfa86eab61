using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Artisan.Areas.Tests.Value;
using Artisan.Azure;
using Artisan.Platform.Ids;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Testing;
using Artisan.Testing.Host;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Access;

/// <summary>
/// Whatever a workspace's people do: where the process died after its commit and the bell was lost, the night's sweep delivers what is owed, because every
/// area names the partitions it sends from.
/// </summary>
public sealed partial class SweepingOutboxesTests : IAsyncLifetime
{
    private readonly SendingPartitions _sending = new();
    private ArtisanApp _app = null!;
    private SignedInUser _owner = null!;

    public async Task InitializeAsync()
    {
        _app = await ArtisanApp.StartAsync(policies: [_sending]);
        _owner = await _app.SignUpAsync();
        var definition = await Definitions.ActivateAsync(_owner.Client);
        await Definitions.PushAsync(_owner.Client, Definitions.Point("a", "300", "1997-01-10T00:00:00Z"));
        await Definitions.RunAsync(_owner.Client, definition, "1997-01");
        await _app.CreateKeyAsync(_owner, "value:write");
        await _app.SettleAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Every_partition_that_sends_is_known_to_the_sweep()
    {
        var known = (await PartitionsAsync()).Select(p => p.Key).ToHashSet();
        Assert.Superset(new HashSet<string> { $"ws|{_owner.WorkspaceId}", $"user|{_owner.UserId}", $"{_owner.WorkspaceId}|value", $"{_owner.WorkspaceId}|data|shop" }, known);

        var unknown = _sending.Keys.Except(known).ToList();
        var people = _app.Services.GetServices<OutboxRange>().ToList();
        Assert.All(unknown, key => Assert.Contains(people, range => string.CompareOrdinal(key, range.From) >= 0 && string.CompareOrdinal(key, range.To) < 0));
        Assert.Contains(unknown, key => key.StartsWith("email|", StringComparison.Ordinal));
        Assert.Contains($"{_owner.WorkspaceId}|ledger|1", _sending.Keys);
    }

    [Fact]
    public async Task What_no_bell_delivers_the_sweep_does()
    {
        var partitions = await PartitionsAsync();
        foreach (var partition in partitions) await OweAsync(partition);
        Assert.Equal(partitions.Count, await OwedAsync());

        await using var later = await ArtisanApp.StartAsync(sharing: _app, time: new FakeTime(TimeProvider.System.GetUtcNow().AddHours(2)));
        await later.Pump.FireAsync("outbox-sweep");
        await later.SettleAsync();
        Assert.Equal(0, await OwedAsync());
        Assert.Equal(partitions.Count, (await StorageClients.Create(_app.ConnectionString).Queues.GetQueueClient("owed").GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public void Queues_whose_work_can_wait_get_their_poisoned_messages_again()
    {
        var replayed = _app.Services.GetServices<ReplayedFunction>().Select(q => q.Name).ToHashSet();
        Assert.Superset(new HashSet<string> { "email", "outbox-bell", "receipt-seal", "registry-shard", "subscription-step", "value-calculation" }, replayed);
        Assert.All(replayed, name => Assert.Contains(Artisan.Host.Functions.FunctionCatalog.All, f => f.Trigger is Artisan.Host.Functions.QueueTrigger queue && queue.QueueName == name));
    }

    private async Task<IReadOnlyList<Partition>> PartitionsAsync()
    {
        var partitions = new List<Partition>();
        foreach (var area in _app.Services.GetServices<IOutboxPartitions>())
        {
            await foreach (var partition in area.ListAsync(_owner.WorkspaceId, default)) partitions.Add(partition);
        }

        return [.. partitions.DistinctBy(p => (p.Table, p.Key))];
    }

    private async Task OweAsync(Partition partition)
    {
        var row = partition.Row($"out|{_app.Services.GetRequiredService<IIds>().Ulid()}");
        (row["to"], row["body"], row["delay"], row["attempts"]) = ("owed", "{}", 0L, 0);
        await partition.Change().Insert(row).CommitAsync(default);
    }

    private async Task<int> OwedAsync()
    {
        var (tables, owed) = (StorageClients.Create(_app.ConnectionString).Tables, 0);
        await foreach (var table in tables.QueryAsync())
        {
            await foreach (var row in tables.GetTableClient(table.Name).QueryAsync()) owed += row.RowKey.StartsWith("out|", StringComparison.Ordinal) ? 1 : 0;
        }

        return owed;
    }

    /// <summary>Notes the partitions of all transactions with a message in them.</summary>
    private sealed partial class SendingPartitions : HttpPipelinePolicy
    {
        private readonly ConcurrentDictionary<string, bool> _keys = new();

        public IReadOnlyCollection<string> Keys => [.. _keys.Keys];

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            if (message.Request is { Content: { } content } && message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal))
            {
                using var body = new MemoryStream();
                await content.WriteToAsync(body, default);
                foreach (Match match in Sent().Matches(Encoding.UTF8.GetString(body.ToArray()))) _keys[match.Groups[1].Value] = true;
            }

            await ProcessNextAsync(message, pipeline);
        }

        [GeneratedRegex("\"PartitionKey\":\"([^\"]+)\",\"RowKey\":\"out[|]")]
        private static partial Regex Sent();
    }
}
