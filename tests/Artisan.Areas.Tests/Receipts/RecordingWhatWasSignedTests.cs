using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Azure.Blobs;
using Artisan.Platform.Signing;
using Artisan.Testing;
using Artisan.Value.Ledger;

namespace Artisan.Areas.Tests.Receipts;

public sealed class RecordingWhatWasSignedTests : IDisposable
{
    private static readonly Dictionary<string, string?> ByHand = new() { ["Receipts:SealAfterMilliseconds"] = "60000" };

    private readonly LogHome _home = new();

    private string Ws => _home.WorkspaceId;

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_recorded_stays_and_the_highest_epoch_and_size_is_found_first(bool inBlobs)
    {
        var process = new LogProcess(_home, settings: ByHand);
        ISignedHighWaterMark marks = inBlobs ? new BlobHighWaterMark(process.Get<BlobServiceClient>(), "marks") : new FileHighWaterMark(Path.Combine(_home.Folder, "marks"));
        Assert.Null(await marks.HighestAsync(Ws, default));
        foreach (var (epoch, size) in new[] { (1, 9L), (1, 10L), (2, 1L), (1, 2L) })
        {
            var mine = await SignAsync(process, epoch, size, "one");
            Assert.Equal(mine, await marks.RecordAsync(Ws, epoch, mine, default));
            Assert.Equal(mine, await marks.RecordAsync(Ws, epoch, await SignAsync(process, epoch, size, "other"), default));
        }

        var highest = await marks.HighestAsync(Ws, default);
        Assert.Equal((2, 1L), (highest!.Epoch, highest.Signed.Checkpoint.Size));
        var sizes = new List<long>();
        await foreach (var signed in marks.DescendingAsync(Ws, 1, default)) sizes.Add(signed.Checkpoint.Size);
        Assert.Equal([10, 9, 2], sizes);
        Assert.Null(await marks.HighestAsync(LogHome.NewWorkspace(), default));
    }

    [Fact]
    public async Task A_size_that_was_signed_with_another_root_at_this_very_moment_stops_the_log()
    {
        var process = new LogProcess(_home, settings: ByHand);
        for (var n = 0; n < 3; n++) await process.AppendAsync(Ws, $"calc:{n}");
        await process.Get<ISignedHighWaterMark>().RecordAsync(Ws, 1, await SignAsync(process, 1, 3, "other"), default);

        // It knows the log and has no reason to look again: only the record itself can tell it.
        await Assert.ThrowsAsync<LogHaltedException>(() => process.Get<SealLog>().RunAsync(Ws, anew: false, default));
        var head = (await process.CurrentAsync(Ws)).Head;
        Assert.Equal(("another tree of 3 leaves was signed before", 0L), (head.Halted, head.SignedSize));
    }

    [Fact]
    public async Task A_log_that_is_signed_for_the_first_time_while_another_process_opens_it_goes_on()
    {
        var meanwhile = new Meanwhile();
        LogProcess first = new(_home, settings: ByHand), second = new(_home, [meanwhile], ByHand);
        await first.AppendAsync(Ws, "calc:0");
        SignedHead? signed = null;
        meanwhile.Before("RowKey='head'", async () => signed = await first.SealAsync(Ws));

        Assert.Equal(1, (await second.AppendAsync(Ws, "calc:1")).Index);
        Assert.Equal(1, signed!.Size);
        Assert.Null((await second.CurrentAsync(Ws)).Head.Halted);
    }

    private async Task<SignedCheckpoint> SignAsync(LogProcess process, int epoch, long size, string root)
    {
        var (signer, keys) = (process.Get<IReceiptSigner>(), process.Get<SigningKeys>());
        var key = await keys.CurrentAsync(null, default);
        var checkpoint = new Checkpoint(process.Get<OpenLogs>().Origin(Ws, epoch), size, MerkleHash.Leaf(System.Text.Encoding.UTF8.GetBytes(root)));
        var note = await signer.SignAsync(key, checkpoint.NoteSigningInput(), default);
        var jws = await signer.SignAsync(key, checkpoint.JwsSigningInput(key.Kid), default);
        return SignedCheckpoint.Create(checkpoint, SigningKeys.PublicKey(key), note, jws);
    }
}
