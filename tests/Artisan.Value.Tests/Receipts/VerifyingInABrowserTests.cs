using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Artisan.Testing;
using Artisan.Value.Tests.Building;

namespace Artisan.Value.Tests.Receipts;

/// <summary>Runs the code of docs/verify-in-a-browser.md in Node, whose WebCrypto is that of the browsers.</summary>
public sealed partial class VerifyingInABrowserTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("artisan-browser-").FullName;

    [Fact]
    public async Task Every_receipt_of_a_log_verifies()
    {
        for (var i = 0; i < 6; i += 2)
        {
            Assert.Equal($"verified rcp_{i + 1}", await RunAsync((await Sample().BundleAsync(i)).ToBytes()));
        }
    }

    [Theory]
    [InlineData("step 2", "step 9", "leaf-hash")]
    [InlineData("\"index\":1,", "\"index\":2,", "inclusion")]
    [InlineData("\\n6\\n", "\\n7\\n", "checkpoint-jws: payload")]
    public async Task A_changed_bundle_is_refused(string part, string instead, string says)
    {
        var text = Encoding.UTF8.GetString((await Sample().BundleAsync(1)).ToBytes());
        Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.Equal(says, await RunAsync(Encoding.UTF8.GetBytes(text.Replace(part, instead, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Another_signer_is_refused() =>
        Assert.Equal("signer", await RunAsync((await new ReceiptLog("ws_1", "third").Append().Checkpoint().BundleAsync(0)).ToBytes()));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ReceiptLog Sample() => new ReceiptLog().Append().Append().AppendCalculation().Rotate("second").Append().Append(body: new System.Text.Json.Nodes.JsonObject { ["note"] = "é \"\\\n" }).Append().Checkpoint();

    private async Task<string> RunAsync(byte[] bundle)
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "verify-in-a-browser.md"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "verify.mjs"), JsBlock().Match(page).Groups[1].Value);
        await File.WriteAllTextAsync(Path.Combine(_folder, "main.mjs"), """
            import { readFileSync } from 'node:fs';
            import { verifyBundle } from './verify.mjs';
            const [file, pin] = process.argv.slice(2);
            verifyBundle(readFileSync(file, 'utf8'), [pin]).then(s => console.log(`verified ${s.id}`), e => console.log(e.message));
            """);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "receipt.json"), bundle);
        var start = new ProcessStartInfo("node", ["main.mjs", "receipt.json", TestKey.Named("first").Public.Thumbprint]) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();
        return (await output + await errors).TrimEnd();
    }

    [GeneratedRegex("^```js\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex JsBlock();
}
