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

    private static System.Text.Json.Nodes.JsonObject Set(string key) => new Jwks([new PublishedKey(TestKey.Named(key).Public, ReceiptLog.Start, null)]).ToJson();

    private static ReceiptLog Sample() => new ReceiptLog().Append().Append().AppendCalculation().Checkpoint();
}
