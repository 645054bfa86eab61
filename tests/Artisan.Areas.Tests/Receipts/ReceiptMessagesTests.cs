using System.Text.Json;
using Artisan.Areas.Receipts;
using Artisan.Areas.Receipts.Contracts;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Tests.Receipts;

/// <summary>Messages as they lie in queues and outboxes: an older version's are still read after an update.</summary>
public sealed class ReceiptMessagesTests : IDisposable
{
    private readonly LogHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_request_to_seal_is_read_as_it_is_written()
    {
        const string wire = """{"workspaceId":"ws_1","epoch":2}""";
        Assert.Equal(new("ws_1", 2), JsonSerializer.Deserialize(wire, ReceiptsJson.Default.SealRequested));
        Assert.Equal(wire, JsonSerializer.Serialize(new("ws_1", 2), ReceiptsJson.Default.SealRequested));
    }

    [Fact]
    public void A_request_for_a_receipt_is_read_as_it_is_written()
    {
        const string wire = """{"workspaceId":"ws_1","idempotencyKey":"calc:1","receiptId":"rcp_1","statement":"{}"}""";
        var request = new ReceiptRequest("ws_1", "calc:1", "rcp_1", "{}");
        Assert.Equal(request, JsonSerializer.Deserialize(wire, ReceiptsContractsJson.Default.ReceiptRequest));
        Assert.Equal(wire, JsonSerializer.Serialize(request, ReceiptsContractsJson.Default.ReceiptRequest));
    }

    [Fact]
    public async Task A_request_in_another_areas_change_becomes_a_leaf_with_the_exact_bytes()
    {
        await using var process = new LogProcess(_home);
        var home = process.Get<Stores>().Workspace("value", _home.WorkspaceId).Partition("value");
        var request = Requests.Of(_home.WorkspaceId, "setup:1");
        await home.Change().Insert(home.Row("thing")).Send(ReceiptSink.Name, request, ReceiptsContractsJson.Default.ReceiptRequest).CommitAsync(default, settle: true);

        var place = await process.Log.FindAsync(_home.WorkspaceId, request.ReceiptId, default);
        var leaf = await process.Get<Artisan.Areas.Receipts.Log.LedgerStore>().LeafAsync(_home.WorkspaceId, 1, place!.Index, default);
        Assert.Equal(request.Statement, leaf!.Statement);
    }
}
