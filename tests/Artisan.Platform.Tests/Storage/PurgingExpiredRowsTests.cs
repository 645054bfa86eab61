using Artisan.Azure;
using Artisan.Azure.Tables;
using Artisan.Platform.Functions;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Tests.Storage;

public sealed class PurgingExpiredRowsTests : PlatformTest
{
    [Fact]
    public async Task Expired_rows_of_every_table_go_and_all_others_stay()
    {
        var now = TimeProvider.System.GetUtcNow();
        var homes = new[] { Platform.Partition, Platform.Stores.Platform(TableNames.Platform).Partition("rl|x"), Platform.Stores.Workspace(TableNames.Identity, Platform.WorkspaceId).Root };
        foreach (var home in homes)
        {
            var change = home.Change();
            for (var i = 0; i < 60; i++) change.Insert(Row(home, $"old|{i:D2}", now.AddHours(-1)));
            await change.Insert(Row(home, "young", now.AddHours(1))).Insert(home.Row("forever")).CommitAsync(default);
        }

        await Platform.GetKeyed<ITimedJob>("purge").RunAsync(default);
        await Platform.GetKeyed<ITimedJob>("purge").RunAsync(default);

        foreach (var home in homes)
        {
            var left = new List<string>();
            await foreach (var row in Platform.Get<StorageClients>().Tables.GetTableClient(home.Table).QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {home.Key}"))) left.Add(row.RowKey);
            Assert.Equal(["forever", "young"], left);
        }
    }

    private static TableEntity Row(Partition home, string key, DateTimeOffset expires)
    {
        var row = home.Row(key);
        row[Partition.Expiry] = expires;
        return row;
    }
}
