using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Cli.Tests.Running;
using Artisan.Value.Audit;
using Artisan.Value.Receipts;
using Artisan.Value.Tests.Building;

namespace Artisan.Cli.Tests;

/// <summary>An audit trail that was taken away, and the receipts that witness it.</summary>
public sealed class VerifyingAuditTrailsTests : IDisposable
{
    private static readonly string[] Trust = ["--trust", TestKey.Named("first").Public.Thumbprint];
    private readonly Terminal _terminal = new();

    private sealed record Entry(int Number, string Salt, string Body, string Hash);

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task A_trail_is_proven_up_to_the_last_receipt_whatever_the_order_of_its_entries(string format)
    {
        var entries = Trail(5);

        var answer = await VerifyAsync(Write(entries.AsEnumerable().Reverse(), format), format, await ReceiptsAsync(entries[2], entries[3]), Trust);

        answer.Is(0);
        Assert.StartsWith("VALID", answer.Output, StringComparison.Ordinal);
        Assert.Contains("5 entries of workspace ws_1, the first 4 of them proven by a receipt", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_changed_taken_out_cut_off_or_never_witnessed_exits_with_1_and_says_so()
    {
        var entries = Trail(5);
        var receipts = await ReceiptsAsync(entries[3]);
        var changed = entries.Select(e => e.Number == 2 ? e with { Body = "{\"action\":\"other\"}" } : e).ToList();

        await FailsAsync(changed, receipts, "Entry 2 was changed");
        await FailsAsync(changed.Select(e => e with { Hash = "" }), receipts, "A receipt states another hash at entry 4: what differs is among the entries 1 to 4");
        await FailsAsync(entries.Where(e => e.Number != 3), receipts, "Entry 3 is missing");
        await FailsAsync(entries.Take(2), receipts, "The file ends at entry 2; a receipt states 4 entries");
        await FailsAsync(entries.Append(entries[0]), receipts, "Entry 1 is in the file twice");
        await FailsAsync(entries, await new ReceiptLog().Append().Checkpoint().ExportAsync(), "NOT PROVEN");
        await FailsAsync(entries, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(receipts).Replace(entries[3].Hash[..8], "00000000", StringComparison.Ordinal)), "The receipts do not verify");
    }

    [Fact]
    public async Task Without_a_key_known_beforehand_it_is_consistent_and_no_more()
    {
        var entries = Trail(3);
        (await VerifyAsync(Write(entries, "csv"), "csv", await ReceiptsAsync(entries[2]), [])).Is(4);
    }

    [Fact]
    public async Task A_file_of_something_else_exits_with_2()
    {
        var receipts = await ReceiptsAsync(Trail(1)[0]);
        (await VerifyAsync("a,b\n1,2\n", "csv", receipts, Trust)).Is(2);
        (await VerifyAsync("{\"number\":1}\n", "jsonl", receipts, Trust)).Is(2);
    }

    public void Dispose() => _terminal.Dispose();

    private async Task FailsAsync(IEnumerable<Entry> entries, byte[] receipts, string saying)
    {
        var answer = await VerifyAsync(Write(entries, "csv"), "csv", receipts, Trust);
        answer.Is(1);
        Assert.Contains(saying, answer.Output, StringComparison.Ordinal);
    }

    private async Task<Terminal.Answer> VerifyAsync(string trail, string format, byte[] receipts, string[] trust) =>
        await _terminal.RunAsync(["audit", "verify", await _terminal.FileAsync($"audit.{format}", trail), "--export", await _terminal.FileAsync("receipts.json", receipts), .. trust]);

    private static Task<byte[]> ReceiptsAsync(params IReadOnlyList<Entry> witnessed)
    {
        var log = new ReceiptLog().Append();
        foreach (var entry in witnessed) log.Append(ReceiptKinds.AuditCheckpoint, new AuditCheckpoint(entry.Number, entry.Hash).ToBody());
        return log.Checkpoint().ExportAsync();
    }

    // By the documented arithmetic, not by the product's.
    private static List<Entry> Trail(int count)
    {
        var (entries, hash) = (new List<Entry>(), SHA256.HashData("artisan-audit/v1|ws_1|audit"u8));
        for (var n = 1; n <= count; n++)
        {
            var (salt, body) = (SHA256.HashData([(byte)n]), $"{{\"action\":\"workspace.updated\",\"note\":\"a \\\"quoted\\\" text, number {n}\"}}");
            var commitment = SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(body)]);
            hash = SHA256.HashData([.. hash, 0, 0, 0, 0, 0, 0, 0, (byte)n, .. commitment]);
            entries.Add(new Entry(n, Convert.ToHexStringLower(salt), body, Convert.ToHexStringLower(hash)));
        }

        return entries;
    }

    private static string Write(IEnumerable<Entry> entries, string format)
    {
        var text = new StringBuilder(format == "csv" ? "number,action,hash,salt,body\r\n" : "");
        foreach (var e in entries)
        {
            text.Append(format == "csv"
                ? string.Create(CultureInfo.InvariantCulture, $"{e.Number},'=1+1,{e.Hash},{e.Salt},\"{e.Body.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\r\n")
                : new JsonObject { ["number"] = e.Number, ["hash"] = e.Hash, ["salt"] = e.Salt, ["body"] = e.Body }.ToJsonString() + "\n");
        }

        return text.ToString();
    }
}
