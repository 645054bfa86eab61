using Artisan.Azure.Tables;
using Azure;

namespace Artisan.Azure.Tests.Tables;

public sealed class QueryingRowsTests : TableScenario
{
    [Fact]
    public async Task More_than_a_thousand_rows_come_in_pages_that_can_be_taken_up_later()
    {
        await SeedAsync(2_050);

        var pages = await PagesAsync(Table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}")).AsPages());
        Assert.Equal([1_000, 1_000, 50], pages.Select(p => p.Values.Count));
        Assert.Equal(Enumerable.Range(0, 2_050).Select(i => $"{i:D5}"), pages.SelectMany(p => p.Values).Select(r => r.RowKey));
        Assert.Null(pages[^1].ContinuationToken);

        var rest = await PagesAsync(Table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}")).AsPages(pages[1].ContinuationToken));
        Assert.Equal(["02000", "02049"], [rest.Single().Values[0].RowKey, rest.Single().Values[^1].RowKey]);
    }

    [Fact]
    public async Task Pages_have_the_size_that_is_asked_for_and_the_rows_only_what_is_selected()
    {
        await SeedAsync(5);

        var pages = await PagesAsync(Table.QueryAsync(maxPerPage: 2, select: ["Number"]).AsPages());

        Assert.Equal([2, 2, 1], pages.Select(p => p.Values.Count));
        Assert.All(pages.SelectMany(p => p.Values), row =>
        {
            Assert.Equal(["Number"], row.Keys);
            Assert.Equal(Partition, row.PartitionKey);
            Assert.NotEqual(default, row.ETag);
        });
        Assert.Equal(3, (await FirstAsync(Table.QueryAsync(maxPerPage: 2).AsPages(pageSizeHint: 3))).Values.Count);
    }

    [Fact]
    public async Task A_filter_compares_every_type_by_its_own_rules()
    {
        var instant = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(1));
        var id = Guid.Parse("8d3f7f0e-1b7a-4d43-9d7c-0d6b1a2f3c4d");
        await Table.AddEntityAsync(new TableEntity(Partition, "it's") { ["I"] = 7, ["L"] = 1L << 40, ["D"] = 5.0, ["B"] = true, ["T"] = instant, ["G"] = id, ["S"] = "x' or 'a' eq 'a" });
        await Table.AddEntityAsync(new TableEntity(Partition, "other") { ["I"] = 8, ["L"] = 2L, ["D"] = 5.5, ["B"] = false, ["T"] = instant.AddMilliseconds(1), ["G"] = Guid.Empty, ["S"] = "a" });

        FormattableString[] filters =
        [
            $"RowKey eq {"it's"}", $"I eq {7}", $"L eq {1L << 40}", $"D eq {5.0}", $"B eq {true}", $"T eq {instant}", $"T eq {instant.UtcDateTime}", $"G eq {id}", $"S eq {"x' or 'a' eq 'a"}"
        ];
        foreach (var filter in filters)
        {
            var found = await FirstAsync(Table.QueryAsync(TableClient.CreateQueryFilter(filter)).AsPages());
            Assert.Equal("it's", Assert.Single(found.Values).RowKey);
        }
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"Price eq {1.5m}"));
        Assert.Equal("Y eq X'00ff'", TableClient.CreateQueryFilter($"Y eq {new byte[] { 0, 255 }}"));
    }

    [Fact]
    public async Task An_enumeration_stops_when_it_is_cancelled()
    {
        await SeedAsync(5);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Table.QueryAsync(maxPerPage: 1).WithCancellation(stop.Token)) await stop.CancelAsync();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Table.QueryAsync(cancellationToken: stop.Token).AsPages()) break;
        });
    }

    private static async Task<List<Page<T>>> PagesAsync<T>(IAsyncEnumerable<Page<T>> pages)
    {
        List<Page<T>> all = [];
        await foreach (var page in pages) all.Add(page);
        return all;
    }

    private static async Task<Page<T>> FirstAsync<T>(IAsyncEnumerable<Page<T>> pages)
    {
        await foreach (var page in pages) return page;
        throw new InvalidOperationException("There is no page.");
    }

    private async Task SeedAsync(int rows)
    {
        foreach (var chunk in Enumerable.Range(0, rows).Chunk(100))
            await Table.SubmitTransactionAsync(chunk.Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(Partition, $"{i:D5}") { ["Number"] = i, ["Other"] = "x" })));
    }
}
