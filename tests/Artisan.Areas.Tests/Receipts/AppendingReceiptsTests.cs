using Artisan.Areas.Receipts.Contracts;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Tests.Receipts;

public sealed class AppendingReceiptsTests : IDisposable
{
    private readonly LogHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_first_receipt_is_leaf_0_and_sealed_within_a_moment()
    {
        await using var process = new LogProcess(_home);
        var place = await process.AppendAsync(_home.WorkspaceId, "setup:1");
        Assert.Equal((1, 0L, ReceiptState.Pending), (place.Epoch, place.Index, place.State));

        await process.SettleAsync();
        Assert.Equal(place with { State = ReceiptState.Sealed }, await process.Log.FindAsync(_home.WorkspaceId, place.ReceiptId, default));
        await LogAssert.HoldsExactlyAsync(process, _home.WorkspaceId, ["setup:1"]);
    }

    [Fact]
    public async Task A_repeated_key_is_answered_with_the_place_of_the_first()
    {
        await using var process = new LogProcess(_home);
        var first = await process.AppendAsync(_home.WorkspaceId, "calc:1");
        await process.AppendAsync(_home.WorkspaceId, "calc:2");
        Assert.Equal(first.Index, (await process.AppendAsync(_home.WorkspaceId, "calc:1")).Index);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => process.AppendAsync(_home.WorkspaceId, "calc:3"))), p => Assert.Equal(2, p.Index));
        await LogAssert.HoldsExactlyAsync(process, _home.WorkspaceId, ["calc:1", "calc:2", "calc:3"]);
    }

    [Fact]
    public async Task Fifty_writers_in_two_processes_append_a_thousand_receipts_each_once()
    {
        await using var one = new LogProcess(_home);
        await using var two = new LogProcess(_home);
        var keys = Enumerable.Range(0, 1000).Select(n => $"calc:{n}").ToList();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async writer =>
        {
            foreach (var key in keys.Where((_, n) => n % 50 == writer)) await (writer % 2 == 0 ? one : two).AppendAsync(_home.WorkspaceId, key, ReceiptKinds.Setup);
        }));
        await Task.WhenAll(one.SettleAsync(), two.SettleAsync());
        await LogAssert.HoldsExactlyAsync(one, _home.WorkspaceId, keys);
    }

    [Fact]
    public async Task Two_processes_that_append_the_same_receipts_make_each_of_them_once()
    {
        await using var one = new LogProcess(_home);
        await using var two = new LogProcess(_home);
        var keys = Enumerable.Range(0, 60).Select(n => $"calc:{n}").ToList();
        var places = await Task.WhenAll(keys.Concat(keys).Select((key, n) => (n < 60 ? one : two).AppendAsync(_home.WorkspaceId, key)));
        Assert.Equal(places.Take(60).Select(p => p.Index), places.Skip(60).Select(p => p.Index));
        await LogAssert.HoldsExactlyAsync(two, _home.WorkspaceId, keys);
    }

    [Fact]
    public async Task The_largest_statements_are_appended_together_although_they_exceed_one_transaction()
    {
        await using var process = new LogProcess(_home);
        var keys = Enumerable.Range(0, 60).Select(n => $"big:{n}").ToList();
        await Task.WhenAll(keys.Select(k => process.AppendAsync(_home.WorkspaceId, k, filler: ReceiptStatement.MaxCharacters - 400)));
        await LogAssert.HoldsExactlyAsync(process, _home.WorkspaceId, keys);
    }

    [Fact]
    public async Task What_is_no_statement_about_its_own_receipt_is_refused_and_leaves_nothing()
    {
        await using var process = new LogProcess(_home);
        var good = Requests.Of(_home.WorkspaceId, "calc:1");
        foreach (var bad in new[]
        {
            good with { Statement = good.Statement + " " },
            good with { Statement = Requests.Of(_home.WorkspaceId, "calc:2").Statement },
            good with { WorkspaceId = LogHome.NewWorkspace() },
            good with { ReceiptId = ReceiptIds.For(_home.WorkspaceId, "calc:2") },
            good with { IdempotencyKey = new string('k', 201) },
            Requests.Of(_home.WorkspaceId, "calc:1", kind: "Not/A-Kind"),
        })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => process.Log.AppendAsync(bad, default));
        }

        Assert.Equal(0, (await process.CurrentAsync(_home.WorkspaceId)).Head.Size);
    }
}
