using Artisan.Value.Receipts;
using Artisan.Value.Tests.Building;

namespace Artisan.Value.Tests.Receipts;

public sealed class RotatingKeysTests
{
    [Fact]
    public async Task A_key_handed_on_from_a_pinned_one_is_trusted()
    {
        var log = new ReceiptLog().Append().Checkpoint().Rotate("second").Append().Checkpoint().Rotate("third").Append().Checkpoint();
        var report = await log.VerifyAsync(Verifying.FirstKey);
        report.Is(VerificationOutcome.Valid);
        Assert.Equal(TestKey.Named("third").Public.Thumbprint, report.Signer);
        Assert.Equal(3, report.Keys.Count);
    }

    [Fact]
    public async Task A_later_pinned_key_signs_for_all_leaves_before_it()
    {
        var log = new ReceiptLog().Append().Checkpoint().Rotate("second").Append().Checkpoint();
        (await log.VerifyAsync(TrustAnchors.Of(TestKey.Named("second").Public.Thumbprint))).Is(VerificationOutcome.Valid);
    }

    [Fact]
    public async Task A_pinned_key_does_not_vouch_for_a_new_one_that_it_did_not_sign()
    {
        var log = new ReceiptLog().Append().Checkpoint().Rotate("second", handedOn: false).Append().Checkpoint();
        var report = await log.VerifyAsync(Verifying.FirstKey);
        report.Fails(CheckNames.Signer, "checkpoint of 2 leaves");
        var verdicts = await log.VerdictsAsync(Verifying.FirstKey);
        Assert.Contains(verdicts[0].Checks, c => c is { Name: CheckNames.Signer, State: CheckState.Passed });
        Assert.Contains(verdicts[1].Checks, c => c is { Name: CheckNames.Signer, State: CheckState.Failed });
    }

    [Fact]
    public async Task A_record_that_the_previous_key_did_not_sign_is_refused()
    {
        var log = new ReceiptLog().Append().Checkpoint().Rotate("second").Append().Checkpoint();
        log.Keys[1] = TestKey.Named("second").After(TestKey.Named("third"), ReceiptLog.Start.AddDays(1)) with { Previous = TestKey.Named("first").Public.Thumbprint };
        (await log.VerifyAsync(Verifying.FirstKey)).Fails(CheckNames.Key, "line");
    }

    [Fact]
    public async Task A_record_signed_by_itself_in_the_place_of_the_previous_key_is_refused()
    {
        var log = new ReceiptLog().Append().Checkpoint().Rotate("second").Append().Checkpoint();
        var second = TestKey.Named("second");
        var first = TestKey.Named("first").Public.Thumbprint;
        log.Keys[1] = KeyRecord.Create(second.Public, ReceiptLog.Start.AddDays(1), first, second.Sign(KeyRecord.SigningInput(second.Public, ReceiptLog.Start.AddDays(1), first)));
        var report = await log.VerifyAsync(Verifying.FirstKey);
        report.Fails(CheckNames.Key, "line");
        report.Fails(CheckNames.Signer, "checkpoint of 2 leaves");
    }

    [Fact]
    public async Task An_old_key_does_not_come_back()
    {
        var log = new ReceiptLog().Append().Checkpoint().Rotate("second").Append().Checkpoint();
        var records = log.Keys.ToList();
        log.Rotate("first").Append().Checkpoint();
        log.Keys.Clear();
        log.Keys.AddRange(records);
        (await log.VerifyAsync(Verifying.FirstKey)).Fails(CheckNames.Key, "checkpoint after 3 leaves");
    }

    [Fact]
    public async Task A_key_listed_twice_or_beginning_too_early_is_refused()
    {
        var twice = new ReceiptLog().Append().Checkpoint();
        twice.Keys.Add(twice.Keys[0]);
        (await twice.VerifyAsync(Verifying.FirstKey)).Fails(CheckNames.Key, "line");

        var early = new ReceiptLog().Append().Rotate("second").Checkpoint();
        early.Keys[1] = TestKey.Named("second").After(TestKey.Named("first"), ReceiptLog.Start.AddDays(-1));
        (await early.VerifyAsync(Verifying.FirstKey)).Fails(CheckNames.Key, "line");
    }

    [Fact]
    public async Task A_file_that_only_keeps_the_verifier_busy_with_keys_is_cut_short()
    {
        var log = new ReceiptLog().Append().Checkpoint();
        log.Keys.AddRange(Enumerable.Repeat(log.Keys[0], 100));
        var report = await log.VerifyAsync(Verifying.FirstKey);
        report.Fails(CheckNames.File, "line");
        Assert.Contains(report.Failures, f => f.Detail.Contains("more than 100 keys", StringComparison.Ordinal));
    }
}
