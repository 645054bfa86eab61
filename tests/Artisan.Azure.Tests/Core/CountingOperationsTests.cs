using System.Diagnostics;
using System.Diagnostics.Metrics;
using Artisan.Azure.Tables;
using Artisan.Azure.Tests.Tables;
using Artisan.Testing;

namespace Artisan.Azure.Tests.Core;

public sealed class CountingOperationsTests : TableScenario
{
    [Fact]
    public async Task Every_operation_counts_for_its_service_and_a_transaction_is_one()
    {
        var clients = AzuriteFixture.CreateClients();
        var queue = clients.Queues.GetQueueClient(AzuriteFixture.NewName("q-"));
        using var operations = StorageOperations.Begin();

        await Table.SubmitTransactionAsync(Enumerable.Range(0, 10).Select(i => new TableTransactionAction(TableTransactionActionType.Add, Row($"{i}"))));
        await Table.GetEntityAsync(Partition, "1");
        await queue.CreateIfNotExistsAsync();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => queue.SendMessageAsync("x")));
        await clients.Blobs.GetBlobContainerClient("none").GetBlobClient("none").ExistsAsync();

        Assert.Equal(new StorageCounts(2, 4, 1, 0), operations.Counts);
        Assert.Equal(7, operations.Total);
    }

    [Fact]
    public async Task A_retry_counts_again()
    {
        var table = Through(new FaultInjectionPolicy().Inject(Fault.NeverSent, 1));
        using var operations = StorageOperations.Begin();
        await table.GetEntityIfExistsAsync(Partition, "1");
        Assert.Equal(2, operations.Tables);
    }

    [Fact]
    public async Task A_category_is_kept_apart_and_a_plain_nested_scope_adds_up()
    {
        using var request = StorageOperations.Begin();
        using (var gate = StorageOperations.Begin("gate"))
        {
            await Table.GetEntityIfExistsAsync(Partition, "gate");
            Assert.Equal(1, gate.Tables);
        }
        using (StorageOperations.Begin()) await Table.GetEntityIfExistsAsync(Partition, "1");
        await Table.GetEntityIfExistsAsync(Partition, "2");

        Assert.Equal(2, request.Tables);
        Assert.Equal(1, request.Of("gate").Tables);
        Assert.Equal(["gate"], request.Categories);
        Assert.Equal(0, request.Of("other").Total);
    }

    [Fact]
    public async Task Concurrent_flows_count_apart()
    {
        async Task<int> CountAsync(int reads)
        {
            using var operations = StorageOperations.Begin();
            for (var i = 0; i < reads; i++) await Table.GetEntityIfExistsAsync(Partition, "1");
            return operations.Tables;
        }

        int[] counted = await Task.WhenAll(CountAsync(1), CountAsync(2), CountAsync(3));
        Assert.Equal((int[])[1, 2, 3], counted);
    }

    [Fact]
    public async Task Traces_and_metrics_name_the_table_and_the_operation_and_never_a_key()
    {
        List<Activity> activities = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Artisan.Azure" or "System.Net.Http" || source.Name.StartsWith("Azure.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (activities) activities.Add(activity);
            }
        };
        ActivitySource.AddActivityListener(listener);
        List<string> measured = [];
        using var meters = new MeterListener { InstrumentPublished = (instrument, l) => { if (instrument.Meter.Name == "Artisan.Azure") l.EnableMeasurementEvents(instrument); } };
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
        {
            lock (measured) measured.Add($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(t => t.Value))}");
        });
        meters.Start();

        await Table.GetEntityIfExistsAsync(Partition, "secret-key");

        Activity[] mine;
        lock (activities) mine = [.. activities.Where(a => a.GetTagItem("storage.resource") is string resource && resource == TableName)];
        var read = Assert.Single(mine, a => a.OperationName == "Tables.GetEntity");
        Assert.Equal(("Tables", "GetEntity", 404), (read.GetTagItem("storage.service"), read.GetTagItem("storage.operation"), read.GetTagItem("http.response.status_code")));
        lock (activities) Assert.DoesNotContain(activities, a => a.TagObjects.Any(t => t.Value?.ToString()?.Contains("secret-key", StringComparison.Ordinal) == true));
        lock (measured) Assert.Contains("artisan.storage.operations Tables GetEntity 404", measured);
    }
}
