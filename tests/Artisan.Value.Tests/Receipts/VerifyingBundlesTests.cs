using System.Text;
using System.Text.Json;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;
using Artisan.Value.Tests.Building;

namespace Artisan.Value.Tests.Receipts;

public sealed class VerifyingBundlesTests
{
    [Fact]
    public async Task Every_receipt_of_a_log_has_a_bundle_that_verifies()
    {
        var log = Sample();
        for (var i = 0; i < 7; i++)
        {
            var report = BundleVerifier.Verify((await log.BundleAsync(i)).ToBytes(), Verifying.FirstKey);
            report.Is(VerificationOutcome.Valid);
            Assert.Equal(i, report.Receipt!.Index);
        }
    }

    [Fact]
    public async Task A_bundle_reads_back_and_is_plain_JSON()
    {
        var file = (await Sample().BundleAsync(2)).ToBytes();
        Assert.True(ReceiptBundle.TryParse(file, out var bundle, out _));
        Assert.Equal(file, bundle!.ToBytes());
        using var json = JsonDocument.Parse(file);
        Assert.Equal(2, json.RootElement.GetProperty("index").GetInt32());
        Assert.True(TlogProof.TryParse(bundle.ToTlogProof().ToText(), out _));
    }

    [Fact]
    public async Task Without_a_pinned_key_it_is_consistent_and_no_more() =>
        BundleVerifier.Verify((await Sample().BundleAsync(0)).ToBytes(), TrustAnchors.None).Is(VerificationOutcome.ConsistentSignerUnauthenticated);

    [Fact]
    public async Task A_bundle_signed_by_another_key_is_refused_as_another_signer() =>
        BundleVerifier.Verify((await Sample("second").BundleAsync(0)).ToBytes(), Verifying.FirstKey).Fails(CheckNames.Signer, "rcp_1");

    [Fact]
    public async Task A_bundle_with_a_rotated_key_verifies_by_the_chain()
    {
        var log = Sample().Rotate("second").Append().Checkpoint();
        BundleVerifier.Verify((await log.BundleAsync(7)).ToBytes(), Verifying.FirstKey).Is(VerificationOutcome.Valid);
        var unchained = await log.BundleAsync(7) with { Keys = [TestKey.Named("second").First(ReceiptLog.Start)] };
        BundleVerifier.Verify(unchained.ToBytes(), Verifying.FirstKey).Fails(CheckNames.Signer, "rcp_8");
    }

    [Fact]
    public async Task Another_receipts_proof_is_refused()
    {
        var log = Sample();
        var (one, two) = (await log.BundleAsync(1), await log.BundleAsync(2));
        BundleVerifier.Verify((one with { Proof = two.Proof }).ToBytes(), Verifying.FirstKey).Fails(CheckNames.Inclusion, "rcp_2");
        BundleVerifier.Verify((one with { Statement = two.Statement }).ToBytes(), Verifying.FirstKey).Fails(CheckNames.Inclusion, "rcp_3");
    }

    [Fact]
    public async Task A_checkpoint_of_another_log_is_refused()
    {
        var bundle = await Sample().BundleAsync(1);
        var foreign = TestKey.Named("first").Sign(bundle.Checkpoint.Checkpoint with { Origin = "artisan.test/ledger/ws_2/1" });
        BundleVerifier.Verify((bundle with { Checkpoint = foreign }).ToBytes(), Verifying.FirstKey).Fails(CheckNames.Workspace, "rcp_2");
    }

    [Fact]
    public async Task A_wrong_calculation_is_found_in_a_bundle()
    {
        var log = new ReceiptLog().AppendCalculation(c => c with { Fee = 1 }).Checkpoint();
        BundleVerifier.Verify((await log.BundleAsync(0)).ToBytes(), Verifying.FirstKey).Fails(CheckNames.Fee, "rcp_1");
    }

    [Fact]
    public async Task A_held_checkpoint_with_another_root_is_told()
    {
        var bundle = await Sample().BundleAsync(1);
        var held = TestKey.Named("first").Sign(bundle.Checkpoint.Checkpoint with { Root = MerkleHash.Empty });
        BundleVerifier.Verify(bundle.ToBytes(), Verifying.FirstKey with { HeldCheckpoints = [held] }).Fails(CheckNames.HeldCheckpoint, "rcp_2");
    }

    [Fact]
    public async Task Every_byte_of_a_bundle_counts()
    {
        var file = (await Sample().Rotate("second").Append().Checkpoint().BundleAsync(4)).ToBytes();
        BundleVerifier.Verify(file, Verifying.FirstKey).Is(VerificationOutcome.Valid);
        for (var i = 0; i < file.Length; i++)
        {
            file[i] ^= 1;
            Assert.True(BundleVerifier.Verify(file, Verifying.FirstKey).Outcome == VerificationOutcome.Invalid, $"byte {i}");
            file[i] ^= 1;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"format\":null,\"statement\":1,\"leafHash\":[],\"index\":\"x\",\"proof\":{},\"checkpoint\":1,\"jws\":1,\"keys\":7}")]
    [InlineData("{\"format\":\"artisan.dev/receipt-bundle@v1\",\"statement\":null,\"leafHash\":null,\"index\":1e400,\"proof\":[],\"checkpoint\":null,\"jws\":null,\"keys\":[]}")]
    public void What_is_no_bundle_is_refused_with_a_sentence(string text)
    {
        var report = BundleVerifier.Verify(Encoding.UTF8.GetBytes(text), TrustAnchors.None);
        report.Fails(CheckNames.File, "file");
    }

    private static ReceiptLog Sample(string key = "first")
    {
        var log = new ReceiptLog("ws_1", key);
        for (var i = 0; i < 6; i++)
        {
            log.Append();
        }

        return log.AppendCalculation().Checkpoint();
    }
}
