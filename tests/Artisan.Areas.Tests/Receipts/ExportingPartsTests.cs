using System.Net;
using Artisan.Areas.Receipts;
using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Areas.Tests.Value;
using Artisan.Azure;
using Artisan.Platform.Events;
using Artisan.Platform.Functions;
using Artisan.Testing.Host;
using Artisan.Value.Receipts;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Receipts;

public sealed class ExportingPartsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly Workplace _place = new(shared.App);

    [Fact]
    public async Task A_part_verifies_on_its_own_and_says_which_one_it_is()
    {
        var owner = await FilledAsync(3, 4, 5);
        foreach (var (query, from, to) in new[] { ("from=4&to=6", 4L, 7L), ("from=5", 5L, 12L), ("to=1", 0L, 3L), ("from=0&to=12&epoch=1", 0L, 12L), ("from=2026-03-01", 0L, 12L), ("from=7&to=8", 7L, 12L) })
        {
            var report = await VerifyAsync(await owner.GetByteArrayAsync($"/api/receipts/export?{query}"));
            Assert.Equal((query, VerificationOutcome.Valid, (from, to), (int)(to - from)), (query, report.Outcome, report.Range!.Value, report.ReceiptCount));
        }

        Assert.Null((await VerifyAsync(await owner.GetByteArrayAsync("/api/receipts/export"))).Range);
    }

    [Theory]
    [InlineData("from=3&to=3", HttpStatusCode.BadRequest, "receipts.range_invalid")]
    [InlineData("from=4&to=2", HttpStatusCode.BadRequest, "receipts.range_invalid")]
    [InlineData("to=100", HttpStatusCode.BadRequest, "receipts.range_invalid")]
    [InlineData("from=-1", HttpStatusCode.BadRequest, "receipts.range_invalid")]
    [InlineData("from=soon", HttpStatusCode.BadRequest, "receipts.range_invalid")]
    [InlineData("from=2100-01-01", HttpStatusCode.BadRequest, "receipts.range_invalid")]
    [InlineData("from=0&epoch=2", HttpStatusCode.Conflict, "receipts.nothing_to_export")]
    public async Task What_is_no_part_of_the_log_is_refused(string query, HttpStatusCode status, string code)
    {
        var owner = await FilledAsync(5);
        Assert.Equal(code, (string?)(await owner.GetJsonAsync($"/api/receipts/export?{query}", status))["code"]);
    }

    [Fact]
    public async Task The_edge_of_a_part_reads_at_most_three_tiles()
    {
        using var home = new LogHome();
        var settings = new Dictionary<string, string?> { ["Receipts:SealAfterMilliseconds"] = "60000" };
        var process = new LogProcess(home, settings: settings);
        for (var batch = 0; batch < 10; batch++) await Task.WhenAll(Enumerable.Range(batch * 60, 60).Select(n => process.AppendAsync(home.WorkspaceId, $"calc:{n}")));
        var signed = (await process.SealAsync(home.WorkspaceId))!;
        var reader = new LogProcess(home, settings: settings);
        foreach (var size in new long[] { 0, 1, 255, 256, 257, 511, 599, 600 })
        {
            using var counted = StorageOperations.Begin();
            var edge = await signed.Frontier.AtAsync(size, reader.Get<TileStore>().Reader(home.WorkspaceId, 1, signed.Size), default);
            Assert.Equal(size, edge.Size);
            Assert.InRange(counted.Total, 0, 3);
        }
    }

    [Fact]
    public async Task Receipts_and_checkpoints_are_announced_to_whoever_asks_and_still_fit_one_transaction()
    {
        var heard = new Heard();
        await using var app = await ArtisanApp.StartAsync(services: s => s.AddSingleton(heard).AddEventHandler<Heard>("value-calculation", ReceiptsEvents.Created, ReceiptsEvents.Checkpoint));
        Assert.InRange(app.Services.GetRequiredService<EventCatalog>().RowsOf(ReceiptsEvents.Created), 1, 10);
        var workspaceId = LogHome.NewWorkspace();
        var log = app.Services.GetRequiredService<Artisan.Areas.Receipts.Contracts.IReceiptLog>();
        await Task.WhenAll(Enumerable.Range(0, 96).Select(n => log.AppendAsync(Requests.Of(workspaceId, $"setup:{n}"), default)));
        Assert.Equal(96, (await app.Services.GetRequiredService<SealLog>().RunAsync(workspaceId, anew: true, default))!.Size);
    }

    [Fact]
    public async Task A_receipt_that_comes_late_hides_none_from_an_instant()
    {
        var owner = await FilledAsync(1);
        var log = shared.App.Services.GetRequiredService<Artisan.Areas.Receipts.Contracts.IReceiptLog>();
        foreach (var hours in new[] { 5, 1, 2, 3, 6 }) await log.AppendAsync(Requests.Of(_place.Id, $"late:{hours}", hours: hours), default);
        await shared.App.Services.GetRequiredService<SealLog>().RunAsync(_place.Id, anew: true, default);
        Assert.Equal((1L, 6L), (await VerifyAsync(await owner.GetByteArrayAsync("/api/receipts/export?from=2026-03-01T16:00:00Z"))).Range!.Value);
        // What was issued before the end and came hours after it is in the list all the same; an epoch's head knows how late one came.
        Assert.Equal([4, 3, 2, 0], (await owner.GetJsonAsync("/api/receipts?to=2026-03-01T15:30:00Z"))["items"]!.AsArray().Select(i => (long)i!["index"]!));
        Assert.Equal([3], (await owner.GetJsonAsync("/api/receipts?from=2026-03-01T13:30:00Z&to=2026-03-01T14:30:00Z&kind=setup"))["items"]!.AsArray().Select(i => (long)i!["index"]!));
        Assert.Equal([5, 1], (await owner.GetJsonAsync("/api/receipts?from=2026-03-01T16:00:00Z"))["items"]!.AsArray().Select(i => (long)i!["index"]!));
    }

    private async Task<HttpClient> FilledAsync(params int[] batches)
    {
        var owner = await _place.OwnerAsync();
        var log = shared.App.Services.GetRequiredService<Artisan.Areas.Receipts.Contracts.IReceiptLog>();
        var next = 0;
        foreach (var batch in batches)
        {
            for (var n = 0; n < batch; n++) await log.AppendAsync(Requests.Of(_place.Id, $"setup:{next++}"), default);
            await shared.App.Services.GetRequiredService<SealLog>().RunAsync(_place.Id, anew: true, default);
        }

        return owner;
    }

    private async Task<VerificationReport> VerifyAsync(byte[] export)
    {
        using var file = new MemoryStream(export);
        return await ExportVerifier.VerifyAsync(file, TrustAnchors.Of((await shared.App.Services.GetRequiredService<SigningKeys>().RecordsAsync(default)).Select(k => k.Key.Thumbprint)), default);
    }

    private sealed class Heard : IQueueHandler<WorkspaceEvent>
    {
        public Task HandleAsync(QueueMessage<WorkspaceEvent> message, CancellationToken ct) => Task.CompletedTask;
    }
}
