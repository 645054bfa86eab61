using System.Globalization;
using Artisan.Areas.Receipts.Log;
using Artisan.Azure;
using Artisan.Azure.Blobs;
using Artisan.Azure.Tables;
using Artisan.Testing.Simulation;
using Azure;

namespace Artisan.Areas.Tests.Receipts;

/// <summary>The storage simulation answers as the emulator does: the same story on both, word for word.</summary>
public sealed class SimulatedStorageTests : IDisposable
{
    private readonly LogHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task What_clients_are_told_is_the_same_on_the_simulation_and_on_the_emulator()
    {
        using var simulation = new SimulatedStorage();
        Assert.Equal(await TellAsync(StorageClients.Create(_home.ConnectionString)), await TellAsync(simulation.Connect()));
    }

    [Fact]
    public async Task A_log_that_two_processes_write_to_has_the_same_rows_on_the_simulation_and_on_the_emulator()
    {
        using var simulation = new SimulatedStorage();
        var (there, here) = (await GrowAsync(null), await GrowAsync(simulation));
        Assert.Equal(there.Rows, here.Rows);
        Assert.Equal(there.Export, here.Export);
        Assert.InRange(there.Rows.Count, 2 * 307, int.MaxValue);
    }

    // One receipt at a time where the order must be the same on both; what comes at once is 48 a transaction.
    private async Task<(IReadOnlyList<string> Rows, byte[] Export)> GrowAsync(SimulatedStorage? simulation)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Receipts:SealAfterMilliseconds"] = "60000",
            ["Receipts:SealAnywaySeconds"] = "3600",
            ["Receipts:HighWaterMark"] = "Blobs",
        };
        await using var first = new LogProcess(_home, settings: settings, storage: simulation?.Connect());
        await using var second = new LogProcess(_home, settings: settings, storage: simulation?.Connect());
        await first.AppendAsync(_home.WorkspaceId, "calc:0");
        await Task.WhenAll(Enumerable.Range(1, 300).Select(n => first.AppendAsync(_home.WorkspaceId, $"calc:{n}")));
        await first.SealAsync(_home.WorkspaceId);
        // The second process knows an older head than is stored each time, and is asked for what is there already.
        for (var n = 301; n < 306; n += 2)
        {
            await second.AppendAsync(_home.WorkspaceId, $"calc:{n}");
            await first.AppendAsync(_home.WorkspaceId, $"calc:{n + 1}");
            await second.AppendAsync(_home.WorkspaceId, "calc:0");
        }

        await second.SealAsync(_home.WorkspaceId);
        await first.SettleAsync();
        var rows = new List<string>();
        await foreach (var row in first.Get<LedgerStore>().Open(_home.WorkspaceId, 1).RangeAsync(new("", null), default))
        {
            rows.Add(row.RowKey + ": " + string.Join(", ", row.Where(p => p.Key != "wid").OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={(p.Value is byte[] bytes ? Convert.ToHexString(bytes) : p.Value)}")));
        }

        return (rows, await RestoredLogsTests.ExportBytesAsync(first, _home.WorkspaceId));
    }

    private static async Task<IReadOnlyList<string>> TellAsync(StorageClients storage)
    {
        var (told, table) = (new List<string>(), storage.Tables.GetTableClient("story"));
        await TryAsync("read where there is no table", () => table.GetEntityIfExistsAsync("p", "a"));
        await TryAsync("list where there is no table", () => KeysAsync(table, "PartitionKey eq 'p'", 2, null));
        await TryAsync("write where there is no table", () => WriteAsync(Insert("a")));
        await TryAsync("make the table", async () => (await table.CreateIfNotExistsAsync()).Status < 300);
        await TryAsync("make it again", async () => (await table.CreateIfNotExistsAsync()).Status);
        await TryAsync("read what is not there", async () => await table.GetEntityIfExistsAsync("p", "a") is null);
        await TryAsync("insert two", () => WriteAsync(Insert("a", "it's | 1"), Insert("b")));
        await TryAsync("insert one of them again beside another", () => WriteAsync(Insert("c"), Insert("b")));
        await TryAsync("which left nothing", async () => await table.GetEntityIfExistsAsync("p", "c") is null);
        var read = (await table.GetEntityIfExistsAsync("p", "a"))!;
        await TryAsync("replace under its tag, and upsert", () => WriteAsync(Act(TableTransactionActionType.UpdateReplace, "a", read.ETag), Act(TableTransactionActionType.UpsertReplace, "d", default)));
        await TryAsync("the tag changed", async () => (await table.GetEntityIfExistsAsync("p", "a"))!.ETag != read.ETag);
        await TryAsync("replace under the old tag", () => WriteAsync(Insert("e"), Act(TableTransactionActionType.UpdateReplace, "a", read.ETag)));
        await TryAsync("replace what is not there", () => WriteAsync(Act(TableTransactionActionType.UpdateReplace, "x", read.ETag)));
        await TryAsync("delete what is not there", () => WriteAsync(Insert("e"), Act(TableTransactionActionType.Delete, "x", ETag.All)));
        await TryAsync("delete under the old tag", () => WriteAsync(Act(TableTransactionActionType.Delete, "a", read.ETag)));
        await TryAsync("delete in any state", () => WriteAsync(Act(TableTransactionActionType.Delete, "d", ETag.All)));
        await TryAsync("insert many", () => WriteAsync([.. Enumerable.Range(0, 90).Select(n => Insert(string.Create(CultureInfo.InvariantCulture, $"n|{n:D3}")))]));
        await TryAsync("all pages", () => KeysAsync(table, "PartitionKey eq 'p'", 40, null));
        await TryAsync("a range", () => KeysAsync(table, "PartitionKey eq 'p' and RowKey ge 'n|010' and RowKey lt 'n|020'", 4, null));
        await TryAsync("from a key on", () => KeysAsync(table, "PartitionKey eq 'p' and RowKey ge 'n|085'", 1000, ["text"]));
        await TryAsync("another partition", () => KeysAsync(table, "PartitionKey eq 'q'", 10, null));
        await TryAsync("all types", async () => Describe((await table.GetEntityIfExistsAsync("p", "a"))!));
        await TryAsync("some properties", async () => Describe((await table.GetEntityIfExistsAsync("p", "a", ["bytes", "number"]))!));
        await TellOfBlobsAsync(storage.Blobs.GetBlobContainerClient("story"));
        await TryAsync("send where there is no queue", () => storage.Queues.GetQueueClient("story").SendMessageAsync("x"));
        await TryAsync("make the queue", async () => (await storage.Queues.GetQueueClient("story").CreateIfNotExistsAsync()).Status < 300);
        await TryAsync("send", async () => (await storage.Queues.GetQueueClient("story").SendMessageAsync("x")).GetRawResponse().Status);
        return told;

        TableTransactionAction Insert(string key, string text = "x") => Act(TableTransactionActionType.Add, key, default, text);

        TableTransactionAction Act(TableTransactionActionType type, string key, ETag etag, string text = "x") => new(type, new TableEntity("p", key)
        {
            ["text"] = text,
            ["number"] = 7L,
            ["small"] = 7,
            ["flag"] = true,
            ["bytes"] = new byte[] { 1, 2, 255 },
            ["at"] = new DateTimeOffset(2026, 3, 1, 12, 0, 0, 5, TimeSpan.Zero),
        }, etag);

        async Task<string> WriteAsync(params TableTransactionAction[] actions) =>
            string.Join(' ', (await table.SubmitTransactionAsync(actions)).Value.Select((r, i) => $"{r.Status}{(actions[i].ActionType is not TableTransactionActionType.Delete && r.Headers.ETag is null ? " without a tag" : "")}"));

        async Task TryAsync<T>(string what, Func<Task<T>> act)
        {
            try
            {
                told.Add($"{what}: {await act()}");
            }
            catch (TableTransactionFailedException e)
            {
                told.Add($"{what}: {e.Status} {e.ErrorCode} at {e.FailedTransactionActionIndex ?? 0}");
            }
            catch (RequestFailedException e)
            {
                told.Add($"{what}: {e.Status} {e.ErrorCode}");
            }
        }

        async Task TellOfBlobsAsync(BlobContainerClient container)
        {
            await TryAsync("list where there is no container", () => NamesAsync(null));
            await TryAsync("write where there is no container", () => PutAsync("a", false));
            await TryAsync("make the container", async () => (await container.CreateIfNotExistsAsync()).Status < 300);
            foreach (var name in new[] { "w/b", "w/a", "w/c", "v/a" }) await TryAsync($"write {name}", () => PutAsync(name, false));
            await TryAsync("create again", () => PutAsync("w/a", false));
            await TryAsync("overwrite", () => PutAsync("w/b", true));
            await TryAsync("read", async () => (await container.GetBlobClient("w/b").DownloadContentAsync()).Value.Content.ToString());
            await TryAsync("read what is not there", async () => (await container.GetBlobClient("w/x").DownloadContentAsync()).Value.Content.ToString());
            await TryAsync("names", () => NamesAsync("w/"));

            async Task<string> PutAsync(string name, bool overwrite) => (await container.GetBlobClient(name).UploadAsync(BinaryData.FromString($"{name} {overwrite}"), overwrite)).GetRawResponse().Status.ToString(CultureInfo.InvariantCulture);

            async Task<string> NamesAsync(string? prefix)
            {
                var pages = new List<string>();
                await foreach (var page in container.GetBlobsAsync(prefix).AsPages(pageSizeHint: 2)) pages.Add(string.Join(',', page.Values.Select(b => b.Name)));
                return string.Join(" / ", pages);
            }
        }
    }

    private static async Task<string> KeysAsync(TableClient table, string filter, int pageSize, string[]? select)
    {
        var pages = new List<string>();
        await foreach (var page in table.QueryAsync(filter, pageSize, select).AsPages()) pages.Add(string.Join(',', page.Values.Select(r => $"{r.RowKey}({r.Count}{(r.Timestamp is null || r.ETag == default ? " incomplete" : "")})")));
        return string.Join(" / ", pages);
    }

    private static string Describe(TableEntity row) =>
        $"{row.PartitionKey}/{row.RowKey} " + string.Join(", ", row.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value.GetType().Name} {(p.Value is byte[] bytes ? Convert.ToHexString(bytes) : string.Create(CultureInfo.InvariantCulture, $"{p.Value}"))}"));
}
