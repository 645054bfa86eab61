using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Platform.Signing;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Tests.Receipts;

public sealed class RotatingKeysTests : IDisposable
{
    private static readonly Dictionary<string, string?> ByHand = new() { ["Receipts:SealAfterMilliseconds"] = "60000" };
    private static readonly Dictionary<string, string?> PublishedAnHourAhead = new(ByHand) { ["Receipts:KeyPublishedMinutes"] = "60" };

    private readonly LogHome _home = new();

    private string Ws => _home.WorkspaceId;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_new_key_signs_and_what_the_old_one_signed_still_verifies()
    {
        var process = new LogProcess(_home, settings: ByHand);
        await process.AppendAsync(Ws, "calc:1");
        var first = await process.SealAsync(Ws);
        var oldBundle = await BundleAsync(process, "calc:1");

        await ((LocalReceiptSigner)process.Get<IReceiptSigner>()).RotateAsync(default);
        await process.AppendAsync(Ws, "calc:2");
        var second = await process.SealAsync(Ws);
        Assert.NotEqual(first!.Kid, second!.Kid);

        var pinned = TrustAnchors.Of(first.Kid);
        Assert.Equal(VerificationOutcome.Valid, BundleVerifier.Verify(oldBundle, pinned).Outcome);
        Assert.Equal(VerificationOutcome.Valid, BundleVerifier.Verify(await BundleAsync(process, "calc:1"), pinned).Outcome);
        Assert.Equal(VerificationOutcome.Valid, BundleVerifier.Verify(await BundleAsync(process, "calc:2"), pinned).Outcome);
        Assert.Equal(VerificationOutcome.Invalid, BundleVerifier.Verify(oldBundle, TrustAnchors.Of(second.Kid)).Outcome);
        Assert.Equal(VerificationOutcome.Valid, (await RestoredLogsTests.ExportAsync(process, Ws)).Outcome);
    }

    [Fact]
    public async Task A_new_key_is_published_before_it_signs_and_an_older_one_never_signs_again()
    {
        var process = new LogProcess(_home, settings: PublishedAnHourAhead);
        await process.AppendAsync(Ws, "calc:1");
        var first = await process.SealAsync(Ws);
        await ((LocalReceiptSigner)process.Get<IReceiptSigner>()).RotateAsync(default);
        await process.AppendAsync(Ws, "calc:2");
        Assert.Equal(first!.Kid, (await process.SealAsync(Ws))!.Kid);
        Assert.Equal(2, (await process.Get<SigningKeys>().RecordsAsync(default)).Count);

        var later = new LogProcess(_home, settings: ByHand);
        await later.AppendAsync(Ws, "calc:3");
        var next = await later.SealAsync(Ws);
        Assert.NotEqual(first.Kid, next!.Kid);

        // This one still thinks that the key is too young, but it has signed.
        var behind = new LogProcess(_home, settings: PublishedAnHourAhead);
        await behind.AppendAsync(Ws, "calc:4");
        Assert.Equal(next.Kid, (await behind.SealAsync(Ws))!.Kid);
        Assert.Equal(VerificationOutcome.Valid, (await RestoredLogsTests.ExportAsync(behind, Ws)).Outcome);
    }

    [Fact]
    public async Task Two_processes_that_seal_the_same_size_make_the_same_bytes()
    {
        var one = new LogProcess(_home, settings: ByHand);
        var two = new LogProcess(_home, settings: ByHand);
        await one.AppendAsync(Ws, "calc:1");
        var both = await Task.WhenAll(one.SealAsync(Ws), two.SealAsync(Ws));
        Assert.Equal(both[0]!.Signed.Note, both[1]!.Signed.Note);
        Assert.Equal(both[0]!.Signed.Jws, both[1]!.Signed.Jws);
    }

    private async Task<byte[]> BundleAsync(LogProcess process, string key)
    {
        await process.Get<ReceiptFinder>().LatestAsync(Ws, default);
        var found = (await process.Get<ReceiptFinder>().FindAsync(Ws, Artisan.Areas.Receipts.Contracts.ReceiptIds.For(Ws, key), default))!;
        var leaf = await process.Get<Bundles>().LeafAsync(Ws, found, default);
        return (await process.Get<Bundles>().BundleAsync(Ws, found, leaf.Statement, default)).ToBytes();
    }
}
