using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Artisan.Testing;
using Artisan.Value.Tests.Building;

namespace Artisan.Value.Tests.Receipts;

/// <summary>Runs exactly the blocks of docs/verify-with-openssl.md, as a reader would.</summary>
public sealed partial class VerifyingWithOpensslTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("artisan-openssl-").FullName;

    [Fact]
    public async Task A_bundle_verifies_with_openssl_alone()
    {
        var log = Sample();
        await WriteAsync("receipt.json", (await log.BundleAsync(4)).ToBytes());
        var (code, output) = await RunPageAsync();
        Assert.True(code == 0, output);
        Assert.Contains("verified: receipt at index 4 of artisan.test/ledger/ws_1/1, in a tree of 7", output, StringComparison.Ordinal);
        Assert.Contains("say \\\"ok\\\" \\\\ é", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_with_a_rotated_key_and_two_epochs_verifies_with_openssl_alone()
    {
        await WriteAsync("receipts-export.json", await Sample().Rotate("second").Append().Checkpoint().NewEpoch().Append().Checkpoint().ExportAsync());
        var (code, output) = await RunPageAsync();
        Assert.True(code == 0, output);
        Assert.Contains("verified: 8 receipts of artisan.test/ledger/ws_1/1", output, StringComparison.Ordinal);
        Assert.Contains("verified: 2 receipts of artisan.test/ledger/ws_1/2", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("step 2", "step 3", "the leaf hash")]
    [InlineData("\"index\":1,", "\"index\":2,", "the proof does not lead to the signed root")]
    [InlineData("\\n7\\n", "\\n8\\n", "the note's signature")]
    public async Task A_changed_bundle_is_refused(string part, string instead, string says)
    {
        var text = Encoding.UTF8.GetString((await Sample().BundleAsync(1)).ToBytes());
        Assert.Contains(part, text, StringComparison.Ordinal);
        await WriteAsync("receipt.json", Encoding.UTF8.GetBytes(text.Replace(part, instead, StringComparison.Ordinal)));
        await RefusedAsync(says);
    }

    [Fact]
    public async Task A_changed_export_is_refused_and_the_receipt_named()
    {
        var text = Encoding.UTF8.GetString(await Sample().ExportAsync());
        await WriteAsync("receipts-export.json", Encoding.UTF8.GetBytes(text.Replace("step 2", "step 3", StringComparison.Ordinal)));
        await RefusedAsync("receipt 1 of artisan.test/ledger/ws_1/1");
    }

    [Fact]
    public async Task Another_signer_is_refused()
    {
        await WriteAsync("receipt.json", (await new ReceiptLog("ws_1", "second").Append().Checkpoint().BundleAsync(0)).ToBytes());
        await RefusedAsync("neither pinned nor handed on");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ReceiptLog Sample()
    {
        var log = new ReceiptLog().Append().Append().AppendCalculation().Append();
        return log.Append(body: new System.Text.Json.Nodes.JsonObject { ["note"] = "say \"ok\" \\ é\nnext" }).Append().Append().Checkpoint();
    }

    private async Task RefusedAsync(string says)
    {
        var (code, output) = await RunPageAsync();
        Assert.NotEqual(0, code);
        Assert.Contains("FAILED: ", output, StringComparison.Ordinal);
        Assert.Contains(says, output, StringComparison.Ordinal);
    }

    private Task WriteAsync(string name, byte[] content) => File.WriteAllBytesAsync(Path.Combine(_folder, name), content);

    private async Task<(int Code, string Output)> RunPageAsync()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "verify-with-openssl.md"));
        var script = string.Concat(BashBlock().Matches(page).Select(m => m.Groups[1].Value));
        Assert.Contains("check_export", script, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_folder, "page.sh"), script);
        var start = new ProcessStartInfo("bash", ["page.sh"]) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PIN"] = TestKey.Named("first").Public.Thumbprint;
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var bash = Process.Start(start)!;
        var output = bash.StandardOutput.ReadToEndAsync();
        var errors = bash.StandardError.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return (bash.ExitCode, await output + await errors);
    }

    [GeneratedRegex("^```bash\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BashBlock();
}
