using Artisan.Azure.Tables;
using Azure;

namespace Artisan.Azure.Tests.Tables;

public sealed class StoringRowsTests : TableScenario
{
    public static TheoryData<string> OddKeys => ["it's ''quoted''", " blank in front and behind ", "100 %41 %", "a+b", "äöüß", "😀👩‍👩‍👧", "&=:;,@$()!*.~_-\"<>|{}[]^`", ".", "..", "", new string('k', 512), string.Concat(Enumerable.Repeat("😀", 256))];

    [Theory]
    [MemberData(nameof(OddKeys))]
    public async Task A_row_with_odd_keys_can_be_added_read_changed_queried_and_deleted(string key)
    {
        await Table.AddEntityAsync(new TableEntity(key, key) { ["N"] = 1 });

        var read = (await Table.GetEntityAsync(key, key)).Value;
        Assert.Equal((key, key, 1), (read.PartitionKey, read.RowKey, read.GetInt32("N")));

        read["N"] = 2;
        await Table.UpdateEntityAsync(read, read.ETag, TableUpdateMode.Replace);
        await Table.SubmitTransactionAsync([new(TableTransactionActionType.UpsertMerge, new TableEntity(key, key) { ["M"] = 3 })]);
        var found = Assert.Single(await ToListAsync(Table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey eq {key}"))));
        Assert.Equal((2, 3), (found.GetInt32("N"), found.GetInt32("M")));

        Assert.Equal(204, (await Table.DeleteEntityAsync(key, key)).Status);
        Assert.Null(await Table.GetEntityIfExistsAsync(key, key));
    }

    [Fact]
    public async Task Every_type_of_value_comes_back_as_it_was_stored()
    {
        var instant = new DateTimeOffset(2026, 3, 29, 2, 30, 0, TimeSpan.FromHours(2)).AddTicks(1234567);
        var id = Guid.Parse("8d3f7f0e-1b7a-4d43-9d7c-0d6b1a2f3c4d");
        var row = new TableEntity(Partition, "types")
        {
            ["Text"] = "Grüße \"'\\\r\n\t\u0001 😀",
            ["Empty"] = "",
            ["Yes"] = true,
            ["No"] = false,
            ["Int"] = int.MinValue,
            ["Zero"] = 0,
            ["Long"] = long.MaxValue,
            ["SmallLong"] = 5L,
            ["Double"] = 0.1,
            ["Whole"] = 5.0,
            ["Negative"] = -7.0,
            ["Huge"] = 1e300,
            ["Tiny"] = 5e-324,
            ["Nan"] = double.NaN,
            ["Up"] = double.PositiveInfinity,
            ["Down"] = double.NegativeInfinity,
            ["Instant"] = instant,
            ["Utc"] = instant.UtcDateTime,
            ["Early"] = new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero),
            ["Late"] = DateTimeOffset.MaxValue,
            ["Id"] = id,
            ["Bytes"] = new byte[] { 0, 255, 10 },
            ["NoBytes"] = Array.Empty<byte>(),
            ["Nothing"] = null
        };
        await Table.AddEntityAsync(row);

        var read = (await Table.GetEntityAsync(Partition, "types")).Value;

        foreach (var (name, value) in row)
        {
            Assert.IsType(value.GetType(), read[name]);
            Assert.Equal(value, read[name]);
        }
        Assert.Equal(row.Keys.Order(), read.Keys.Order());
        Assert.False(read.ContainsKey("Nothing"));
        Assert.Equal(instant, read.GetDateTimeOffset("Instant"));
        Assert.Equal(TimeSpan.Zero, read.GetDateTimeOffset("Instant")!.Value.Offset);
        Assert.Equal(id, read.GetGuid("Id"));
        Assert.Equal([0, 255, 10], read.GetBinary("Bytes"));
        Assert.Equal(0, read.GetInt64("Zero"));
        Assert.Equal(0d, read.GetDouble("Zero"));
        Assert.NotNull(read.Timestamp);
        Assert.Throws<InvalidOperationException>(() => read.GetInt32("Text"));
        Assert.Null(read.GetInt32("Absent"));
    }

    [Fact]
    public void A_value_that_a_table_cannot_hold_is_refused_when_it_is_set()
    {
        Assert.Throws<ArgumentException>(() => new TableEntity("p", "r") { ["Price"] = 1.5m });
        Assert.Throws<ArgumentException>(() => new TableEntity("p", "r") { ["Local"] = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local) });
    }

    [Fact]
    public async Task A_row_of_nearly_one_mebibyte_fits()
    {
        var row = Row("big");
        for (var i = 0; i < 15; i++) row[$"Text{i}"] = new string('x', 32 * 1024);
        row["Rest"] = new byte[60 * 1024];

        await Table.AddEntityAsync(row);

        Assert.Equal(32 * 1024, (await Table.GetEntityAsync(Partition, "big")).Value.GetString("Text14")!.Length);
    }

    [Fact]
    public async Task A_second_row_with_the_same_keys_is_a_conflict()
    {
        await Table.AddEntityAsync(Row("1"));

        var conflict = await Assert.ThrowsAsync<RequestFailedException>(() => Table.AddEntityAsync(Row("1")));

        Assert.Equal((409, "EntityAlreadyExists", false), (conflict.Status, conflict.ErrorCode, conflict.WasRetried()));
    }

    [Fact]
    public async Task An_update_takes_effect_only_on_the_version_it_names()
    {
        var added = await Table.AddEntityAsync(Row("1", "old"));
        var updated = await Table.UpdateEntityAsync(Row("1", "new"), added.Headers.ETag!.Value, TableUpdateMode.Replace);

        var stale = await Assert.ThrowsAsync<RequestFailedException>(() => Table.UpdateEntityAsync(Row("1", "stale"), added.Headers.ETag!.Value));
        var gone = await Assert.ThrowsAsync<RequestFailedException>(() => Table.UpdateEntityAsync(Row("missing"), ETag.All));

        Assert.Equal((412, "UpdateConditionNotSatisfied"), (stale.Status, stale.ErrorCode));
        Assert.Equal((404, "ResourceNotFound"), (gone.Status, gone.ErrorCode));
        var read = (await Table.GetEntityAsync(Partition, "1")).Value;
        Assert.Equal(("new", updated.Headers.ETag), (read.GetString("Value"), read.ETag));
        await Assert.ThrowsAsync<ArgumentException>(() => Table.UpdateEntityAsync(Row("1"), default));
    }

    [Fact]
    public async Task Merging_keeps_what_it_does_not_name_and_replacing_drops_it()
    {
        await Table.UpsertEntityAsync(new TableEntity(Partition, "1") { ["A"] = 1, ["B"] = 1 });
        await Table.UpsertEntityAsync(new TableEntity(Partition, "1") { ["B"] = 2 });
        Assert.Equal(["A", "B"], (await Table.GetEntityAsync(Partition, "1")).Value.Keys.Order());

        await Table.UpsertEntityAsync(new TableEntity(Partition, "1") { ["C"] = 3 }, TableUpdateMode.Replace);
        Assert.Equal(["C"], (await Table.GetEntityAsync(Partition, "1")).Value.Keys);
    }

    [Fact]
    public async Task A_delete_respects_the_version_and_a_missing_row_is_no_error()
    {
        var first = await Table.AddEntityAsync(Row("1"));
        await Table.UpsertEntityAsync(Row("1", "changed"));

        var stale = await Assert.ThrowsAsync<RequestFailedException>(() => Table.DeleteEntityAsync(Partition, "1", first.Headers.ETag!.Value));

        Assert.Equal(412, stale.Status);
        Assert.Equal(204, (await Table.DeleteEntityAsync(Partition, "1")).Status);
        Assert.Equal(404, (await Table.DeleteEntityAsync(Partition, "1")).Status);
    }

    [Fact]
    public async Task A_missing_row_is_null_or_404_and_a_missing_table_always_throws()
    {
        Assert.Null(await Table.GetEntityIfExistsAsync(Partition, "none"));
        var missing = await Assert.ThrowsAsync<RequestFailedException>(() => Table.GetEntityAsync(Partition, "none"));
        Assert.Equal((404, "ResourceNotFound"), (missing.Status, missing.ErrorCode));

        var elsewhere = Testing.AzuriteFixture.CreateClients().Tables.GetTableClient(Testing.AzuriteFixture.NewName());
        await Assert.ThrowsAsync<RequestFailedException>(() => elsewhere.GetEntityIfExistsAsync(Partition, "none"));
        await Assert.ThrowsAsync<RequestFailedException>(() => elsewhere.DeleteEntityAsync(Partition, "none"));
    }

    [Fact]
    public async Task A_projection_still_knows_its_keys_and_version()
    {
        var added = await Table.AddEntityAsync(new TableEntity(Partition, "1") { ["A"] = 1, ["B"] = 2 });

        var read = (await Table.GetEntityAsync(Partition, "1", ["B"])).Value;

        Assert.Equal((Partition, "1", added.Headers.ETag), (read.PartitionKey, read.RowKey, read.ETag));
        Assert.Equal(["B"], read.Keys);
        Assert.NotNull(read.Timestamp);
    }

    [Fact]
    public async Task Tables_are_created_once_listed_and_deleted()
    {
        var clients = Testing.AzuriteFixture.CreateClients();
        Assert.Equal(409, (await Table.CreateIfNotExistsAsync()).Status);
        Assert.Contains(TableName, (await ToListAsync(clients.Tables.QueryAsync())).Select(t => t.Name));

        Assert.Equal(204, (await Table.DeleteAsync()).Status);
        Assert.Equal(404, (await Table.DeleteAsync()).Status);
        Assert.DoesNotContain(TableName, (await ToListAsync(clients.Tables.QueryAsync())).Select(t => t.Name));
    }

    private static async Task<List<T>> ToListAsync<T>(AsyncPageable<T> pages) where T : notnull
    {
        List<T> all = [];
        await foreach (var item in pages) all.Add(item);
        return all;
    }
}
