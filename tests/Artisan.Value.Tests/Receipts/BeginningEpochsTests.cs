using Artisan.Value.Ledger;
using Artisan.Value.Receipts;
using Artisan.Value.Tests.Building;

namespace Artisan.Value.Tests.Receipts;

public sealed class BeginningEpochsTests
{
    [Fact]
    public async Task A_new_epoch_embeds_the_last_checkpoint_of_the_old_one()
    {
        var report = await new ReceiptLog().Append().Append().Checkpoint().NewEpoch().Append().Checkpoint().VerifyAsync(Verifying.FirstKey);
        report.Is(VerificationOutcome.Valid);
        Assert.Equal((2, 4), (report.Epochs, report.ReceiptCount));
        Assert.StartsWith("artisan.test/ledger/ws_1/2\n", report.LastCheckpoint!.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trust_in_the_new_epoch_reaches_back_into_the_old_one()
    {
        var log = new ReceiptLog().Append().Checkpoint().Rotate("second", handedOn: false).NewEpoch().Checkpoint();
        (await log.VerifyAsync(TrustAnchors.Of(TestKey.Named("second").Public.Thumbprint))).Is(VerificationOutcome.Valid);
    }

    [Fact]
    public async Task Leaves_lost_in_a_restore_stay_declared()
    {
        var log = new ReceiptLog().Append().Append().Checkpoint();
        var beyond = TestKey.Named("first").Sign(new Checkpoint(log.Origin, 5, MerkleHash.Leaf("lost"u8)));
        (await log.NewEpoch(kept: 2, embedded: beyond).Checkpoint().VerifyAsync(Verifying.FirstKey)).Is(VerificationOutcome.Valid);
    }

    [Fact]
    public async Task Leaves_lost_and_not_declared_are_found()
    {
        var log = new ReceiptLog().Append().Append().Checkpoint();
        var beyond = TestKey.Named("first").Sign(new Checkpoint(log.Origin, 5, MerkleHash.Leaf("lost"u8)));
        (await log.NewEpoch(kept: 5, embedded: beyond).Checkpoint().VerifyAsync(Verifying.FirstKey)).Fails(CheckNames.EpochChain, "ws_1/2: receipt rcp_3 at index 0");
    }

    [Fact]
    public async Task An_epoch_that_does_not_name_the_old_one_is_refused()
    {
        var log = new ReceiptLog().Append().Append().Checkpoint();
        var key = TestKey.Named("first");
        foreach (var other in new[]
        {
            key.Sign(new Checkpoint(log.Origin, 2, MerkleHash.Empty)),
            key.Sign(new Checkpoint(log.Origin, 1, MerkleHash.Empty)),
            key.Sign(new Checkpoint("artisan.test/ledger/ws_2/1", 2, log.Tree.Root())),
            TestKey.Named("second").Sign(new Checkpoint(log.Origin, 2, log.Tree.Root())),
        })
        {
            var again = new ReceiptLog().Append().Append().Checkpoint().NewEpoch(kept: 2, embedded: other).Checkpoint();
            (await again.VerifyAsync(Verifying.FirstKey)).Fails(CheckNames.EpochChain, "at index 0");
        }
    }

    [Fact]
    public async Task An_epoch_that_was_lost_before_anything_was_signed_for_it_leaves_a_gap_that_verifies()
    {
        var log = new ReceiptLog().Append().Append().Checkpoint();
        var first = log.Last!;
        var report = await log.NewEpoch().Lose().NewEpoch(3, origin => new EpochBody(origin, first, 2, "lost")).Append().Checkpoint().VerifyAsync(Verifying.FirstKey);
        report.Is(VerificationOutcome.Valid);
        Assert.Equal((2, 4), (report.Epochs, report.ReceiptCount));
    }

    [Fact]
    public async Task An_epoch_that_was_signed_and_lost_is_named_by_the_next_one()
    {
        var log = new ReceiptLog().Append().Checkpoint();
        var first = log.Last!;
        var lost = log.NewEpoch().Append().Checkpoint().Last!;
        (await log.Lose().NewEpoch(3, origin => new EpochBody(origin, first, 1, "lost", lost)).Checkpoint().NewEpoch().Checkpoint().VerifyAsync(Verifying.FirstKey)).Is(VerificationOutcome.Valid);
    }

    [Fact]
    public async Task A_log_whose_first_epochs_are_lost_begins_with_what_says_so()
    {
        var first = new ReceiptLog().Append().Checkpoint().Last!;
        var second = new ReceiptLog().Append().Checkpoint().NewEpoch().Checkpoint().Last!;
        (await Lost().NewEpoch(2, origin => new EpochBody(origin, null, 0, "nothing was ever signed")).Checkpoint().VerifyAsync(Verifying.FirstKey)).Is(VerificationOutcome.Valid);
        (await Lost().NewEpoch(2, origin => new EpochBody(origin, first, 0, "lost")).Checkpoint().VerifyAsync(Verifying.FirstKey)).Is(VerificationOutcome.Valid);
        (await Lost().NewEpoch(3, origin => new EpochBody(origin, first, 0, "lost", second)).Checkpoint().VerifyAsync(Verifying.FirstKey)).Is(VerificationOutcome.Valid);
        (await Lost().NewEpoch(5, origin => new EpochBody(origin, second, 0, "lost")).Checkpoint().VerifyAsync(Verifying.FirstKey)).Is(VerificationOutcome.Valid);

        static ReceiptLog Lost() => new ReceiptLog().Lose();
    }

    [Fact]
    public async Task An_epoch_that_was_cut_out_is_missed_by_name()
    {
        var log = new ReceiptLog().Append().Checkpoint().NewEpoch().Checkpoint();
        var second = log.Last!;
        (await log.Lose().NewEpoch(3, origin => new EpochBody(origin, second, 1, "restored")).Checkpoint().VerifyAsync(Verifying.FirstKey)).FailsSaying(CheckNames.EpochChain, "ws_1/3: receipt rcp_3 at index 0", "follows artisan.test/ledger/ws_1/2");
        (await log.Lose(2).NewEpoch(3, origin => new EpochBody(origin, second, 1, "restored")).Checkpoint().VerifyAsync(Verifying.FirstKey)).FailsSaying(CheckNames.EpochChain, "ws_1/3", "artisan.test/ledger/ws_1/2, of which 1 leaves were kept, is missing");

        // Without a link it fails wherever the file begins.
        (await new ReceiptLog().Lose().NewEpoch(2, origin => new EpochBody(origin, null, 3, "restored")).Checkpoint().VerifyAsync(Verifying.FirstKey)).Fails(CheckNames.EpochChain, "ws_1/2");
        (await new ReceiptLog().Append().Checkpoint().NewEpoch(2, origin => new EpochBody(origin, null, 0, "restored")).Checkpoint().VerifyAsync(Verifying.FirstKey)).FailsSaying(CheckNames.EpochChain, "ws_1/2", "follows nothing");
        (await new ReceiptLog().Lose().NewEpoch(2, origin => new EpochBody("artisan.test/ledger/ws_1/3", null, 0, "restored")).Checkpoint().VerifyAsync(Verifying.FirstKey)).Fails(CheckNames.EpochChain, "ws_1/2");
    }

    [Fact]
    public async Task A_log_that_begins_with_a_later_epoch_and_no_link_is_refused()
    {
        var text = System.Text.Encoding.UTF8.GetString(await new ReceiptLog().Append().Checkpoint().ExportAsync());
        (await Verifying.VerifyAsync(System.Text.Encoding.UTF8.GetBytes(text.Replace("ws_1/1", "ws_1/2", StringComparison.Ordinal)), Verifying.FirstKey))
            .FailsSaying(CheckNames.EpochChain, "ws_1/2", "does not begin with epoch 1");
    }

    [Fact]
    public async Task Epochs_never_go_back()
    {
        var log = new ReceiptLog().Append().Checkpoint();
        var first = log.Last!;
        foreach (var number in new[] { 2, 3 })
        {
            var again = new ReceiptLog().Append().Checkpoint().NewEpoch(3, origin => new EpochBody(origin, first, 1, "lost")).Checkpoint();
            var third = again.Last!;
            (await again.NewEpoch(number, origin => new EpochBody(origin, third, 1, "lost")).Checkpoint().VerifyAsync(Verifying.FirstKey)).FailsSaying(CheckNames.EpochChain, "line", "does not come after");
        }
    }

    [Fact]
    public async Task A_lost_epoch_is_named_by_what_was_really_signed_for_it()
    {
        var key = TestKey.Named("first");
        var first = new ReceiptLog().Append().Checkpoint().Last!;
        SignedCheckpoint Of(string log, string by = "first") => TestKey.Named(by).Sign(new Checkpoint($"artisan.test/ledger/{log}", 2, MerkleHash.Empty));
        async Task<VerificationReport> WithAsync(params SignedCheckpoint[] lost) =>
            await new ReceiptLog().Append().Checkpoint().NewEpoch(4, origin => new EpochBody(origin, first, 1, "lost", lost)).Checkpoint().VerifyAsync(Verifying.FirstKey);
        (await WithAsync(Of("ws_1/2"), Of("ws_1/3"))).Is(VerificationOutcome.Valid);
        foreach (var lost in new[] { Of("ws_2/2"), Of("ws_1/2", "second"), Of("ws_1/1"), Of("ws_1/4"), Of("ws_1/9"), Of("ws_1/2") with { Jws = Of("ws_1/3").Jws }, key.Sign(new Checkpoint("elsewhere.test/ledger/ws_1/2", 2, MerkleHash.Empty)) })
        {
            (await WithAsync(lost)).Fails(CheckNames.EpochChain, "ws_1/4: receipt rcp_2 at index 0");
        }

        (await WithAsync(Of("ws_1/3"), Of("ws_1/2"))).Fails(CheckNames.EpochChain, "ws_1/4");
        (await WithAsync(Of("ws_1/2"), Of("ws_1/2"))).Fails(CheckNames.EpochChain, "ws_1/4");
    }

    [Fact]
    public async Task Bytes_of_a_link_across_a_gap_count()
    {
        var log = new ReceiptLog().Append().Checkpoint();
        var first = log.Last!;
        var lost = log.NewEpoch().Checkpoint().Last!;
        var export = await log.Lose().NewEpoch(3, origin => new EpochBody(origin, first, 1, "lost", lost)).Checkpoint().ExportAsync();
        (await Verifying.VerifyAsync(export, Verifying.FirstKey)).Is(VerificationOutcome.Valid);
        var link = export.AsSpan().LastIndexOf("{\"hash\""u8);
        for (var i = link; i < export.Length; i += 2)
        {
            export[i] ^= 1;
            Assert.True((await Verifying.VerifyAsync(export, Verifying.FirstKey)).Outcome == VerificationOutcome.Invalid, $"byte {i}");
            export[i] ^= 1;
        }
    }
}
