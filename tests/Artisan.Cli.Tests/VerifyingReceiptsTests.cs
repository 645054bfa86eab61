using System.Text;
using Artisan.Cli.Tests.Running;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;
using Artisan.Value.Tests.Building;

namespace Artisan.Cli.Tests;

/// <summary>Runs the real program, because its exit codes are what scripts rely on.</summary>
public sealed class VerifyingReceiptsTests : IDisposable
{
    private readonly Terminal _terminal = new();

    [Fact]
    public async Task A_valid_export_with_a_trusted_key_exits_with_0()
    {
        var file = await _terminal.FileAsync("export.json", await Sample().ExportAsync());
        var answer = await _terminal.StartAsync("receipts", "verify", file, "--trust", TestKey.Named("first").Public.Thumbprint);
        answer.Is(0);
        Assert.StartsWith("VALID", answer.Output, StringComparison.Ordinal);
        Assert.Contains("3 receipts, 1 checkpoints, 1 epochs of workspace ws_1", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_export_exits_with_1_and_names_the_place()
    {
        var text = Encoding.UTF8.GetString(await Sample().ExportAsync()).Replace("step 2", "step 3", StringComparison.Ordinal);
        var answer = await _terminal.StartAsync("receipts", "verify", await _terminal.FileAsync("export.json", text), "--trust", TestKey.Named("first").Public.Thumbprint, "--json");
        answer.Is(1);
        Assert.Equal("invalid", (string?)answer.Json["outcome"]);
        Assert.Equal("leaf-hash", (string?)answer.Json["failures"]![0]!["check"]);
        Assert.Contains("receipt rcp_2 at index 1", (string?)answer.Json["failures"]![0]!["place"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_known_key_it_exits_with_4()
    {
        var answer = await _terminal.StartAsync("receipts", "verify", await _terminal.FileAsync("export.json", await Sample().ExportAsync()));
        answer.Is(4);
        Assert.Contains("SIGNER NOT AUTHENTICATED", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_signer_exits_with_1()
    {
        var file = await _terminal.FileAsync("export.json", await new ReceiptLog("ws_1", "second").Append().Checkpoint().ExportAsync());
        var answer = await _terminal.StartAsync("receipts", "verify", file, "--trust", TestKey.Named("first").Public.Thumbprint);
        answer.Is(1);
        Assert.Contains("FAILED signer", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_exits_with_2()
    {
        (await _terminal.StartAsync("receipts", "verify", "nowhere.json")).Is(2);
        (await _terminal.StartAsync("receipts", "verify")).Is(2);
        (await _terminal.StartAsync("receipts", "verify", await _terminal.FileAsync("a.json", "{}"), "--trust", "not-a-thumbprint")).Is(2);
        (await _terminal.StartAsync("no-such-command")).Is(2);
    }

    [Fact]
    public async Task Help_names_the_exit_codes()
    {
        var answer = await _terminal.StartAsync("receipts", "verify", "--help");
        answer.Is(0);
        Assert.Contains("4 consistent", string.Join(' ', answer.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_is_verified_by_a_key_set_file()
    {
        var file = await _terminal.FileAsync("receipt.json", (await Sample().BundleAsync(1)).ToBytes());
        var keys = await _terminal.FileAsync("keys.jwks", new Jwks([new PublishedKey(TestKey.Named("first").Public, ReceiptLog.Start, null)]).ToJson().ToJsonString());
        var answer = await _terminal.RunAsync("receipts", "verify", file, "--trust", keys, "--verbose", "--json");
        answer.Is(0);
        Assert.Equal("rcp_2", (string?)answer.Json["details"]![0]!["id"]);
    }

    [Fact]
    public async Task A_checkpoint_held_from_earlier_must_fit()
    {
        var export = await _terminal.FileAsync("export.json", await Sample().ExportAsync());
        var good = await _terminal.FileAsync("good.note", Sample().Last!.Note);
        var other = await _terminal.FileAsync("other.note", new ReceiptLog().Append().Append().Append().Append().Checkpoint().Last!.Note);
        string[] command = ["receipts", "verify", export, "--trust", TestKey.Named("first").Public.Thumbprint, "--checkpoint"];
        (await _terminal.RunAsync([.. command, good])).Is(0);
        (await _terminal.RunAsync([.. command, other])).Is(1);
        (await _terminal.RunAsync([.. command, export])).Is(2);
    }

    [Fact]
    public async Task The_key_pinned_at_login_is_used_and_a_new_one_only_when_handed_on()
    {
        using var artisan = new FakeArtisan { Keys = Set("first"), Export = await Sample().ExportAsync() };
        await _terminal.SignInAsync(artisan);
        var file = Path.Combine(_terminal.Config, "downloaded.json");
        (await _terminal.RunAsync("receipts", "export", "--out", file)).Is(0);
        (await _terminal.RunAsync("receipts", "verify", file)).Is(0);
        (await _terminal.RunAsync("receipts", "verify", file, "--ignore-pins")).Is(4);
        (await _terminal.RunAsync("receipts", "export", "--out", file)).Is(2);

        artisan.Export = await Sample().Rotate("second").Append().Checkpoint().ExportAsync();
        (await _terminal.RunAsync("receipts", "export", "--out", file, "--force")).Is(0);
        (await _terminal.RunAsync("receipts", "verify", file)).Is(0);

        artisan.Export = await new ReceiptLog("ws_1", "second").Append().Checkpoint().ExportAsync();
        (await _terminal.RunAsync("receipts", "export", "--out", file, "--force")).Is(0);
        (await _terminal.RunAsync("receipts", "verify", file)).Is(1);
    }

    [Fact]
    public async Task An_export_waits_for_the_signature_and_says_what_is_not_in_it()
    {
        using var artisan = new FakeArtisan { Keys = Set("first"), Export = await Sample().ExportAsync() };
        await _terminal.SignInAsync(artisan);
        var file = Path.Combine(_terminal.Config, "downloaded.json");
        foreach (var pending in new[] { 101L, 3L, 3L, 0L }) artisan.Pending.Enqueue(pending);

        var waited = await _terminal.RunAsync("receipts", "export", "--out", file, "--json");
        waited.Is(0);
        Assert.Contains("\"pending\": 0", waited.Output, StringComparison.Ordinal);
        Assert.Equal(2, waited.Error.Split("Waiting for the signature").Length - 1);

        artisan.PendingInFile = 5;
        artisan.Pending.Enqueue(5);
        var left = await _terminal.RunAsync("receipts", "export", "--out", file, "--force", "--wait", "0");
        Assert.Contains("5 receipts are not signed for yet and not in the file", left.Output, StringComparison.Ordinal);
        Assert.Empty(left.Error);
    }

    [Fact]
    public async Task What_was_verified_before_must_be_the_beginning_of_every_later_export()
    {
        var log = Sample();
        var cutShort = await FileAsync("short.json", log);
        var bundle = await _terminal.FileAsync("bundle.json", (await log.BundleAsync(0)).ToBytes());
        var whole = await FileAsync("long.json", log.Append().Append().Checkpoint());
        var first = await VerifyAsync(cutShort);
        first.Is(0);
        Assert.Contains("as of checkpoint 3 of origin artisan.test/ledger/ws_1/1", first.Output, StringComparison.Ordinal);
        (await VerifyAsync(cutShort)).Is(0);
        var second = await VerifyAsync(whole, "--json");
        second.Is(0);
        Assert.Equal(("artisan.test/ledger/ws_1/1", 5), ((string?)second.Json["asOf"]!["origin"], (int)second.Json["asOf"]!["size"]!));
        (await VerifyAsync(bundle)).Is(0);

        var cut = await VerifyAsync(cutShort);
        cut.Is(5);
        Assert.StartsWith("NOT WHAT WAS VERIFIED BEFORE", cut.Output, StringComparison.Ordinal);
        Assert.Contains("FAILED verified-before at artisan.test/ledger/ws_1/1: end: The file ends after 3 leaves; a checkpoint verified before has 5.", cut.Output, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_terminal.Config, "verified.json"), cut.Output, StringComparison.Ordinal);
        (await VerifyAsync(cutShort, "--no-remember")).Is(0);
        (await VerifyAsync(whole)).Is(0);
    }

    [Fact]
    public async Task A_part_of_a_log_must_reach_what_was_verified_before_and_goes_on_from_there()
    {
        var log = new ReceiptLog().Append().Append().Checkpoint();
        var january = await PartAsync("january.json", log, 0);
        (await VerifyAsync(january)).Is(0);
        Assert.False(File.Exists(Path.Combine(_terminal.Config, "verified.json")));

        (await VerifyAsync(await FileAsync("whole.json", log.Append().Append().Checkpoint()))).Is(0);
        var march = log.Append().Append().Checkpoint().Append().Checkpoint();
        var outside = await VerifyAsync(await PartAsync("beyond.json", march, 5), "--json");
        outside.Is(6);
        Assert.Equal("held-checkpoint-outside", (string?)outside.Json["outcome"]);
        (await VerifyAsync(january)).Is(6);
        (await VerifyAsync(january, "--no-remember")).Is(0);

        // A part that begins where the log was verified up to goes beyond it, and is what the next one has to reach.
        (await VerifyAsync(await PartAsync("reaches.json", march, 4))).Is(0);
        (await VerifyAsync(await PartAsync("beyond.json", march, 5))).Is(0);
        (await VerifyAsync(await PartAsync("other.json", new ReceiptLog().Append().Append().AppendCalculation().Append().Append().Append().Append().Append().Checkpoint(), 4))).Is(5);

        // Of a later epoch it is enough to reach what was verified of that one.
        var later = march.NewEpoch().Append().Append().Checkpoint();
        (await VerifyAsync(await PartAsync("unlinked.json", later, 1))).Is(6);
        (await VerifyAsync(await FileAsync("epochs.json", later))).Is(0);
        (await VerifyAsync(await PartAsync("second.json", later.Append().Checkpoint(), 2))).Is(0);
    }

    [Fact]
    public async Task Another_story_of_the_same_length_or_longer_is_refused()
    {
        (await VerifyAsync(await FileAsync("told.json", Sample()))).Is(0);
        var other = new ReceiptLog().Append().Append().Append().Checkpoint();
        var otherBundle = await _terminal.FileAsync("bundle.json", (await other.BundleAsync(0)).ToBytes());
        (await VerifyAsync(await FileAsync("other.json", other))).Is(5);
        (await VerifyAsync(otherBundle)).Is(5);
        var longer = await VerifyAsync(await FileAsync("longer.json", other.Append().Append().Checkpoint()), "--json");
        longer.Is(5);
        Assert.Equal(("not-what-was-verified-before", "verified-before"), ((string?)longer.Json["outcome"], (string?)longer.Json["failures"]![0]!["check"]));
        Assert.Contains("after 3 leaves", (string?)longer.Json["failures"]![0]!["place"], StringComparison.Ordinal);

        // What is refused is not remembered: the first story still holds, and goes on.
        (await VerifyAsync(await FileAsync("goes-on.json", Sample().Append().Checkpoint()))).Is(0);
    }

    [Fact]
    public async Task An_epoch_that_disappears_is_missed_and_each_workspace_has_its_own()
    {
        (await VerifyAsync(await FileAsync("two.json", Sample().NewEpoch().Append().Checkpoint()))).Is(0);
        var one = await VerifyAsync(await FileAsync("one.json", Sample()));
        one.Is(5);
        Assert.Contains("ws_1/2, which is not in the file", one.Output, StringComparison.Ordinal);
        (await VerifyAsync(await FileAsync("foreign.json", new ReceiptLog("ws_2").Append().Checkpoint()))).Is(0);
    }

    [Fact]
    public async Task Only_what_a_known_key_signed_is_remembered_and_a_broken_file_is_simply_invalid()
    {
        (await _terminal.RunAsync("receipts", "verify", await FileAsync("long.json", Sample().Append().Checkpoint()))).Is(4);
        var file = await FileAsync("short.json", Sample());
        (await VerifyAsync(file, "--no-remember")).Is(0);
        Assert.False(File.Exists(Path.Combine(_terminal.Config, "verified.json")));
        (await VerifyAsync(file)).Is(0);

        var broken = await new ReceiptLog().Append().Checkpoint(c => c with { Size = 2 }).ExportAsync();
        (await VerifyAsync(await _terminal.FileAsync("broken.json", broken))).Is(1);

        await File.WriteAllTextAsync(Path.Combine(_terminal.Config, "verified.json"), (await File.ReadAllTextAsync(Path.Combine(_terminal.Config, "verified.json"))).Replace("ws_1/1\\n3", "ws_1/2\\n3", StringComparison.Ordinal));
        var unreadable = await VerifyAsync(file);
        unreadable.Is(2);
        Assert.Contains("is not a checkpoint", unreadable.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gap_between_epochs_counts_only_where_the_next_one_accounts_for_it()
    {
        string[] trust = ["--trust", TestKey.Named("first").Public.Thumbprint];
        var log = Sample();
        var (first, lost) = (log.Last!, log.NewEpoch().Append().Checkpoint().Last!);
        var told = await log.Lose().NewEpoch(3, origin => new EpochBody(origin, first, 3, "restored", lost)).Checkpoint().ExportAsync();
        var answer = await _terminal.RunAsync(["receipts", "verify", await _terminal.FileAsync("told.json", told), .. trust]);
        answer.Is(0);
        Assert.Contains("4 receipts, 2 checkpoints, 2 epochs", answer.Output, StringComparison.Ordinal);

        var cut = await Sample().NewEpoch().Append().Checkpoint().Lose().NewEpoch(3, origin => new EpochBody(origin, lost, 2, "restored")).Checkpoint().ExportAsync();
        answer = await _terminal.RunAsync(["receipts", "verify", await _terminal.FileAsync("cut.json", cut), .. trust]);
        answer.Is(1);
        Assert.Contains("FAILED epoch-chain", answer.Output, StringComparison.Ordinal);
        Assert.Contains("follows artisan.test/ledger/ws_1/2", answer.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _terminal.Dispose();

    private async Task<string> PartAsync(string name, ReceiptLog log, int first) => await _terminal.FileAsync(name, await log.ExportFromAsync(first));

    private async Task<string> FileAsync(string name, ReceiptLog log) => await _terminal.FileAsync(name, await log.ExportAsync());

    private Task<Terminal.Answer> VerifyAsync(string file, params string[] more) =>
        _terminal.RunAsync(["receipts", "verify", file, "--trust", TestKey.Named("first").Public.Thumbprint, .. more]);

    private static System.Text.Json.Nodes.JsonObject Set(string key) => new Jwks([new PublishedKey(TestKey.Named(key).Public, ReceiptLog.Start, null)]).ToJson();

    private static ReceiptLog Sample() => new ReceiptLog().Append().Append().AppendCalculation().Checkpoint();
}
