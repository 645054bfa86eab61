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
        Assert.Equal((2, 4), (report.Epochs, report.Receipts.Count));
        Assert.StartsWith("artisan.test/ledger/ws_1/2\n", report.LastCheckpoint, StringComparison.Ordinal);
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
}
