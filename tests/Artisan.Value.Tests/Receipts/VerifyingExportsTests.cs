using System.Text;
using System.Text.Json;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;
using Artisan.Value.Tests.Building;

namespace Artisan.Value.Tests.Receipts;

public sealed class VerifyingExportsTests
{
    [Fact]
    public async Task A_whole_export_with_a_pinned_key_is_valid()
    {
        var report = await Sample().VerifyAsync(Verifying.FirstKey);
        report.Is(VerificationOutcome.Valid);
        Assert.Equal((6, 2, 1), (report.ReceiptCount, report.Checkpoints, report.Epochs));
        Assert.Equal("ws_1", report.Workspace);
        Assert.Equal(TestKey.Named("first").Public.Thumbprint, report.Signer);
        var verdicts = await Sample().VerdictsAsync(Verifying.FirstKey);
        Assert.All(verdicts, r => Assert.All(r.Checks, c => Assert.Equal(CheckState.Passed, c.State)));
        var calculation = verdicts.Single(r => r.Kind == ReceiptKinds.Calculation);
        Assert.Equal(
            [CheckNames.LeafHash, CheckNames.Statement, CheckNames.Workspace, CheckNames.Result, CheckNames.Fee, CheckNames.Index, CheckNames.Unique, CheckNames.Inclusion, CheckNames.Signer],
            calculation.Checks.Select(c => c.Name));
    }

    [Fact]
    public async Task Without_a_pinned_key_it_is_consistent_and_no_more()
    {
        var report = await Sample().VerifyAsync(TrustAnchors.None);
        report.Is(VerificationOutcome.ConsistentSignerUnauthenticated);
        Assert.All(await Sample().VerdictsAsync(TrustAnchors.None), r => Assert.Contains(r.Checks, c => c is { Name: CheckNames.Signer, State: CheckState.Unauthenticated }));
    }

    [Fact]
    public async Task Of_more_failures_than_a_report_holds_the_others_are_counted()
    {
        var log = new ReceiptLog();
        for (var i = 0; i < 1_200; i++) log.Append();
        var text = Encoding.UTF8.GetString(await log.Checkpoint().ExportAsync());
        // One more leaf than the checkpoint knows: none of them is covered.
        var lines = text.Split('\n').ToList();
        lines.RemoveAt(lines.FindIndex(l => l.StartsWith("{\"hash\"", StringComparison.Ordinal)));

        var report = await Verifying.VerifyAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)), Verifying.FirstKey);

        report.Is(VerificationOutcome.Invalid);
        Assert.Equal((1_199, 1_000), (report.ReceiptCount, report.Failures.Count));
        // Each has a wrong index and no checkpoint; two more are about the checkpoint itself.
        Assert.Equal((2 * 1_199) + 2, report.FailureCount);
    }

    [Fact]
    public async Task The_same_log_signed_by_another_key_is_refused_as_another_signer()
    {
        var report = await Sample("second").VerifyAsync(Verifying.FirstKey);
        report.Fails(CheckNames.Signer, "checkpoint of 6 leaves");
        Assert.Contains(TestKey.Named("first").Public.Thumbprint, report.Failures[0].Detail, StringComparison.Ordinal);
        (await Sample("second").VerifyAsync(TrustAnchors.None)).Is(VerificationOutcome.ConsistentSignerUnauthenticated);
    }

    [Fact]
    public async Task The_export_is_also_plain_JSON()
    {
        using var document = JsonDocument.Parse(await Sample().ExportAsync());
        var entries = document.RootElement.GetProperty("epochs")[0].GetProperty("entries");
        Assert.Equal(8, entries.GetArrayLength());
        Assert.StartsWith("{\"body\":", entries[0].GetProperty("statement").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_without_receipts_has_a_checkpoint_of_nothing()
    {
        var log = new ReceiptLog().Checkpoint();
        (await log.VerifyAsync(Verifying.FirstKey)).Is(VerificationOutcome.Valid);
        (await new ReceiptLog("ws_1", "second").Checkpoint().VerifyAsync(Verifying.FirstKey)).Is(VerificationOutcome.Invalid);
    }

    [Fact]
    public async Task A_changed_statement_fails_alone_and_by_name()
    {
        var text = Encoding.UTF8.GetString(await Sample().ExportAsync());
        var report = await Verifying.VerifyAsync(Encoding.UTF8.GetBytes(text.Replace("step 2", "step 9", StringComparison.Ordinal)), Verifying.FirstKey);
        report.Fails(CheckNames.LeafHash, "receipt rcp_2 at index 1");
        Assert.Equal(1, report.FailureCount);
    }

    [Fact]
    public async Task A_changed_statement_with_its_hash_made_anew_breaks_the_tree()
    {
        var sample = Sample();
        var text = Encoding.UTF8.GetString(await sample.ExportAsync());
        var statement = new ReceiptStatement(ReceiptKinds.Setup, "rcp_2", "ws_1", ReceiptLog.Start.AddMinutes(2), new System.Text.Json.Nodes.JsonObject { ["step"] = "step 2" });
        var forged = statement with { Body = new System.Text.Json.Nodes.JsonObject { ["step"] = "step 9" } };
        var changed = text.Replace("step 2", "step 9", StringComparison.Ordinal)
            .Replace(MerkleHash.Leaf(statement.ToBytes()).ToHex(), MerkleHash.Leaf(forged.ToBytes()).ToHex(), StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        (await Verifying.VerifyAsync(Encoding.UTF8.GetBytes(changed), Verifying.FirstKey)).Fails(CheckNames.Consistency, "checkpoint after 4 leaves");
    }

    [Theory]
    [InlineData("result")]
    [InlineData("fee")]
    public async Task A_calculation_that_is_signed_but_wrong_is_found(string what)
    {
        var log = new ReceiptLog().AppendCalculation(c => what == "fee" ? c with { Fee = 9_99 } : c with { Result = 99, Fee = 9_90 }).Checkpoint();
        (await log.VerifyAsync(Verifying.FirstKey)).Fails(what, "receipt rcp_1 at index 0");
    }

    [Fact]
    public async Task A_receipt_taken_out_moved_or_doubled_is_found()
    {
        var lines = Encoding.UTF8.GetString(await Sample().ExportAsync()).Split('\n').ToList();
        var second = lines.FindIndex(l => l.Contains("step 2", StringComparison.Ordinal));
        (await Verify([.. lines[..second], .. lines[(second + 1)..]])).Fails(CheckNames.Index, "index 1");
        (await Verify([.. lines[..second], lines[second + 1], lines[second], .. lines[(second + 2)..]])).Fails(CheckNames.Index, "index 1");
        (await Verify([.. lines[..second], lines[second], .. lines[second..]])).Fails(CheckNames.Unique, "index 2");

        static Task<VerificationReport> Verify(List<string> lines) => Verifying.VerifyAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)), Verifying.FirstKey);
    }

    [Fact]
    public async Task Receipts_after_the_last_checkpoint_are_not_proved() =>
        (await new ReceiptLog().Append().Checkpoint().Append().VerifyAsync(Verifying.FirstKey)).Fails(CheckNames.Inclusion, "end");

    [Fact]
    public async Task A_checkpoint_of_another_size_root_or_log_is_refused()
    {
        (await new ReceiptLog().Append().Checkpoint(c => c with { Size = 2 }).VerifyAsync(Verifying.FirstKey)).Fails(CheckNames.Consistency, "checkpoint after 1 leaves");
        (await new ReceiptLog().Append().Checkpoint(c => c with { Root = MerkleHash.Empty }).VerifyAsync(Verifying.FirstKey)).Fails(CheckNames.Consistency, "checkpoint after 1 leaves");
        (await new ReceiptLog().Append().Checkpoint(c => c with { Origin = "artisan.test/ledger/ws_2/1" }).VerifyAsync(Verifying.FirstKey)).Fails(CheckNames.CheckpointNote, "checkpoint after 1 leaves");
        (await new ReceiptLog().Append().Checkpoint().Checkpoint().VerifyAsync(Verifying.FirstKey)).Fails(CheckNames.Consistency, "checkpoint after 1 leaves");
    }

    [Fact]
    public async Task A_receipt_of_another_workspace_is_refused()
    {
        var foreign = new ReceiptStatement(ReceiptKinds.Setup, "rcp_9", "ws_2", ReceiptLog.Start, []);
        (await new ReceiptLog().AppendLeaf(foreign.ToBytes()).Checkpoint().VerifyAsync(Verifying.FirstKey)).Fails(CheckNames.Workspace, "rcp_9");
    }

    [Fact]
    public async Task A_checkpoint_held_from_earlier_must_fit()
    {
        var log = new ReceiptLog().Append().Append().Checkpoint();
        var held = log.Last!;
        log.Append().Checkpoint();
        var trust = Verifying.FirstKey with { HeldCheckpoints = [held] };
        (await log.VerifyAsync(trust)).Is(VerificationOutcome.Valid);

        // The log that forgot what it once signed is consistent in itself and signed by the right key.
        var forgetful = new ReceiptLog().Append().AppendCalculation().Append().Checkpoint();
        (await forgetful.VerifyAsync(Verifying.FirstKey)).Is(VerificationOutcome.Valid);
        (await forgetful.VerifyAsync(trust)).Fails(CheckNames.HeldCheckpoint, "after 2 leaves");
        (await new ReceiptLog().Append().Checkpoint().VerifyAsync(trust)).Fails(CheckNames.HeldCheckpoint, "end");
        (await new ReceiptLog("ws_2").Append().Checkpoint().VerifyAsync(trust)).Fails(CheckNames.HeldCheckpoint, "file");
    }

    [Fact]
    public async Task Line_ends_blanks_and_a_byte_order_mark_are_refused()
    {
        var text = Encoding.UTF8.GetString(await Sample().ExportAsync());
        foreach (var other in new[] { text.Replace("\n", "\r\n", StringComparison.Ordinal), text + "\n", text + " ", " " + text, "\ufeff" + text, text.TrimEnd('\n'), text.Replace("],\n", "] ,\n", StringComparison.Ordinal), "" })
        {
            (await Verifying.VerifyAsync(Encoding.UTF8.GetBytes(other), Verifying.FirstKey)).Fails(CheckNames.File, "line");
        }
    }

    [Fact]
    public async Task Unknown_and_doubled_members_are_refused()
    {
        var text = Encoding.UTF8.GetString(await Sample().ExportAsync());
        foreach (var (part, instead) in new[]
        {
            ("\"keys\":[", "\"more\":1,\n\"keys\":["),
            ("\"workspace\":\"ws_1\",\n", "\"workspace\":\"ws_1\",\n\"workspace\":\"ws_1\",\n"),
            ("{\"hash\":", "{\"extra\":1,\"hash\":"),
            (",\"index\":1,", ",\"index\":1,\"index\":1,"),
            ("{\"checkpoint\":", "{\"a\":1,\"checkpoint\":"),
        })
        {
            Assert.Contains(part, text, StringComparison.Ordinal);
            (await Verifying.VerifyAsync(Encoding.UTF8.GetBytes(text.Replace(part, instead, StringComparison.Ordinal)), Verifying.FirstKey)).Fails(CheckNames.File, "line");
        }
    }

    [Fact]
    public async Task Every_single_byte_of_a_small_export_counts()
    {
        var export = await new ReceiptLog().Append().Checkpoint().Rotate("second").NewEpoch().Checkpoint().ExportAsync();
        (await Verifying.VerifyAsync(export, Verifying.FirstKey)).Is(VerificationOutcome.Valid);
        for (var i = 0; i < export.Length; i++)
        {
            // Upper and lower case differ in one bit, as do neighbours in every alphabet: both kinds of flips take turns.
            var flip = (byte)(i % 2 == 0 ? 1 : 32);
            export[i] ^= flip;
            var report = await Verifying.VerifyAsync(export, Verifying.FirstKey);
            Assert.True(report.Outcome == VerificationOutcome.Invalid && report.Failures.Count > 0, $"byte {i} ^ {flip}: {report.Outcome}");
            Assert.All(report.Failures, f => Assert.False(string.IsNullOrEmpty(f.Place) || string.IsNullOrEmpty(f.Detail)));
            export[i] ^= flip;
        }
    }

    [Fact]
    public async Task Every_byte_that_is_left_out_counts()
    {
        var export = await new ReceiptLog().Append().Checkpoint().ExportAsync();
        for (var i = 0; i < export.Length; i++)
        {
            var report = await Verifying.VerifyAsync([.. export[..i], .. export[(i + 1)..]], Verifying.FirstKey);
            Assert.True(report.Outcome == VerificationOutcome.Invalid, $"without byte {i}: {report.Outcome}");
        }
    }

    [Fact]
    public async Task A_leaf_of_full_length_passes_through()
    {
        var log = new ReceiptLog().Append(body: new System.Text.Json.Nodes.JsonObject { ["a"] = new string('"', 14_000) }).Checkpoint();
        (await log.VerifyAsync(Verifying.FirstKey)).Is(VerificationOutcome.Valid);
        Assert.Contains("longer than", (await Verifying.VerifyAsync(new byte[400_000], Verifying.FirstKey)).Failures[0].Detail, StringComparison.Ordinal);
    }

    private static ReceiptLog Sample(string key = "first") =>
        new ReceiptLog("ws_1", key).Append().Append().AppendCalculation().Append(ReceiptKinds.ApprovalSignedOff).Checkpoint().Append(ReceiptKinds.GoLiveEnabled).Append().Checkpoint();
}
