using System.Text;
using System.Text.Json.Nodes;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;

namespace Artisan.Value.Tests.Building;

/// <summary>One file, what its reader knew beforehand, and why it is refused; null where it is not.</summary>
public sealed record VerificationCase(string Name, byte[] File, string? Reason)
{
    /// <summary>Thumbprints that were pinned beforehand.</summary>
    public IReadOnlyList<string> Pins { get; init; } = [TestKey.Named("first").Public.Thumbprint];

    /// <summary>A key set that was kept beforehand, instead of thumbprints.</summary>
    public JsonObject? Jwks { get; init; }

    /// <summary>Notes of checkpoints that were handed over earlier.</summary>
    public IReadOnlyList<string> Held { get; init; } = [];
}

/// <summary>Files that are what they say, and files with which somebody tries to deceive: each attempt once.</summary>
public static class VerificationCases
{
    private const string Frame = "\n]}\n]\n}\n";

    public static async Task<IReadOnlyList<VerificationCase>> AllAsync() => [.. await ValidAsync(), .. await LogsAsync(), .. await StatementsAsync(), .. await SignaturesAsync(), .. await EpochsAsync(), .. await RangesAsync(), .. await BundlesAsync()];

    private static async Task<IReadOnlyList<VerificationCase>> ValidAsync() =>
    [
        new("valid-export", await Sample().ExportAsync(), null),
        new("valid-export-without-a-pinned-key", await Sample().ExportAsync(), null) { Pins = [] },
        new("valid-export-by-a-key-set", await Sample().ExportAsync(), null) { Pins = [], Jwks = Set("first") },
        new("valid-rotated-key", await Rotated().ExportAsync(), null),
        new("valid-second-epoch", await Sample().NewEpoch().Append().Checkpoint().ExportAsync(), null),
        new("valid-held-checkpoint", await Sample().ExportAsync(), null) { Held = [new ReceiptLog().Append().Append().Checkpoint().Last!.Note] },
        new("valid-bundle", (await Sample().BundleAsync(2)).ToBytes(), null),
        new("valid-bundle-without-a-pinned-key", (await Sample().BundleAsync(2)).ToBytes(), null) { Pins = [] },
        new("valid-bundle-after-rotation", (await Rotated().BundleAsync(0)).ToBytes(), null),
    ];

    private static async Task<IReadOnlyList<VerificationCase>> LogsAsync()
    {
        var whole = await Sample().ExportAsync();
        var (lines, second) = Lines(whole);
        var (head, tail) = (lines[..second], lines[(second + 2)..]);
        var (two, three) = (lines[second], lines[second + 1]);
        var early = new ReceiptLog().Append().Checkpoint().Append().Checkpoint();
        return
        [
            new("reordered-log", Join([.. head, Renumber(three, 2, 1), Renumber(two, 1, 2), .. tail]), CheckNames.Consistency),
            new("moved-receipt", Join([.. head, three, two, .. tail]), CheckNames.Index),
            new("removed-receipt", Join([.. head, three, .. tail]), CheckNames.Index),
            new("duplicate-leaf", await new ReceiptLog().AppendLeaf(Setup("rcp_1", 1)).AppendLeaf(Setup("rcp_1", 2)).Checkpoint().ExportAsync(), CheckNames.Unique),
            new("truncated-export", whole[..(whole.Length * 2 / 3)], CheckNames.File),
            new("truncated-before-the-checkpoint", Join([.. lines[..^6], lines[^6].TrimEnd(','), "]}", "]", "}", ""]), CheckNames.Inclusion),
            new("truncated-at-a-checkpoint", Cut(await early.ExportAsync(), early.Last!), CheckNames.HeldCheckpoint) { Held = [early.Last!.Note] },
            new("rewritten-log", await new ReceiptLog().Append().AppendCalculation().Checkpoint().ExportAsync(), CheckNames.HeldCheckpoint) { Held = [new ReceiptLog().Append().Append().Checkpoint().Last!.Note] },
            new("another-spelling", Replace(whole, ",\"index\":1,", ",\"index\": 1,"), CheckNames.File),
        ];
    }

    private static async Task<IReadOnlyList<VerificationCase>> StatementsAsync()
    {
        var whole = await Sample().ExportAsync();
        var (was, forged) = (Setup("rcp_2", 2), Setup("rcp_2", 9));
        var rehashed = Replace(Replace(whole, "step 2", "step 9"), MerkleHash.Leaf(was).ToHex(), MerkleHash.Leaf(forged).ToHex());
        return
        [
            new("forged-receipt", Replace(whole, "step 2", "step 9"), CheckNames.LeafHash),
            new("forged-receipt-rehashed", rehashed, CheckNames.Consistency),
            new("changed-result-that-hashes", await new ReceiptLog().AppendCalculation(c => c with { Result = 99, Fee = 9_90 }).Checkpoint().ExportAsync(), CheckNames.Result),
            new("changed-terms-that-hash", await new ReceiptLog().AppendCalculation(c => c with { Terms = c.Terms with { Share = 0.3m } }).Checkpoint().ExportAsync(), CheckNames.Fee),
            new("another-workspaces-receipt", await new ReceiptLog().AppendLeaf(new ReceiptStatement(ReceiptKinds.Setup, "rcp_9", "ws_2", ReceiptLog.Start, []).ToBytes()).Checkpoint().ExportAsync(), CheckNames.Workspace),
            new("no-statement", await new ReceiptLog().AppendLeaf("{\"free\":\"form\"}"u8.ToArray()).Checkpoint().ExportAsync(), CheckNames.Statement),
        ];
    }

    private static async Task<IReadOnlyList<VerificationCase>> SignaturesAsync()
    {
        var sample = Sample();
        var whole = await sample.ExportAsync();
        var (note, jws) = (sample.Last!.Note, sample.Last.Jws);
        var unknown = Rotated();
        unknown.Keys.RemoveAt(1);
        return
        [
            new("re-signed-by-another-key", await Sample("second").ExportAsync(), CheckNames.Signer),
            new("bad-note-signature", Replace(whole, Middle(note), Flipped(Middle(note))), CheckNames.CheckpointNote),
            new("bad-jws-signature", Replace(whole, Middle(jws), Flipped(Middle(jws))), CheckNames.CheckpointJws),
            new("unknown-key", await unknown.ExportAsync(), CheckNames.CheckpointNote),
            new("swapped-key-in-the-file", Replace(whole, TestKey.Named("first").Public.N, TestKey.Named("second").Public.N), CheckNames.Key),
            new("swapped-key-in-the-key-set", whole, CheckNames.Signer) { Pins = [], Jwks = Swapped() },
            new("key-not-handed-on", await Sample().Rotate("second", handedOn: false).Append().Checkpoint().ExportAsync(), CheckNames.Signer),
            new("key-listed-twice", await Rotated().Rotate("first").Append().Checkpoint().ExportAsync(), CheckNames.Key),
            new("wrong-origin", await new ReceiptLog().Append().Checkpoint(c => c with { Origin = "artisan.test/ledger/ws_2/1" }).ExportAsync(), CheckNames.CheckpointNote),
            new("wrong-size", await new ReceiptLog().Append().Checkpoint(c => c with { Size = 2 }).ExportAsync(), CheckNames.Consistency),
        ];
    }

    private static async Task<IReadOnlyList<VerificationCase>> EpochsAsync()
    {
        var log = Sample().NewEpoch().Append().Checkpoint();
        var second = log.Last!;
        var beheaded = Sample().NewEpoch().Append().Checkpoint();
        return
        [
            new("epoch-cut-out", await log.Lose().NewEpoch(3, origin => new EpochBody(origin, second, 2, "restored")).Checkpoint().ExportAsync(), CheckNames.EpochChain),
            new("first-epoch-cut-off", Beheaded(await beheaded.ExportAsync()), CheckNames.EpochChain),
            new("epoch-that-kept-more", await Sample().NewEpoch(kept: 2).Checkpoint().ExportAsync(), CheckNames.EpochChain),
            new("epoch-without-its-statement", await Sample().NewEpoch(2, origin => new EpochBody(origin.Replace("/2", "/3", StringComparison.Ordinal), Sample().Last, 4, "restored")).Checkpoint().ExportAsync(), CheckNames.EpochChain),
        ];
    }

    private static async Task<IReadOnlyList<VerificationCase>> RangesAsync()
    {
        var (log, later) = (Long(), Long().NewEpoch().Append().Append().Checkpoint());
        var range = await log.ExportFromAsync(3);
        var first = Cut(await log.ExportFromAsync(0), log.Last!);
        var forged = Frontier.Empty.Append([.. Enumerable.Range(0, 3).Select(n => MerkleHash.Leaf(Setup($"rcp_{n}", 9)))]);
        var edge = Encoding.UTF8.GetString(range).Split("\"edge\":\"")[1].Split('"')[0];
        var whole = Encoding.UTF8.GetString(await later.ExportAsync());
        var second = whole[(whole.LastIndexOf("\n{\"origin\"", StringComparison.Ordinal) + 1)..];
        return
        [
            new("valid-range", range, null),
            new("valid-range-from-the-first", await log.ExportFromAsync(0), null),
            new("valid-range-of-a-later-epoch", await later.ExportFromAsync(1), null),
            new("valid-range-at-what-is-held", range, null) { Held = [new ReceiptLog().Append().Append().AppendCalculation().Checkpoint().Last!.Note] },
            new("range-beyond-what-is-held", range, null) { Held = [new ReceiptLog().Append().Append().Checkpoint().Last!.Note] },
            new("range-from-the-first-before-what-is-held", first, null) { Held = [log.Last!.Note] },
            new("range-of-another-epoch-than-what-is-held", range, null) { Held = [later.Last!.Note] },
            new("range-with-a-forged-edge", Replace(range, edge, Convert.ToBase64String(forged.ToBytes())), CheckNames.Consistency),
            new("range-moved", Replace(Replace(range, "\"index\":3,", "\"index\":2,"), "\"index\":4,", "\"index\":3,"), CheckNames.Index),
            new("range-forged-receipt", Replace(range, "step 5", "step 9"), CheckNames.LeafHash),
            new("range-rewritten-at-its-edge", range, CheckNames.HeldCheckpoint) { Held = [new ReceiptLog().Append().Append().Append().Checkpoint().Last!.Note] },
            new("range-rewritten-log", range, CheckNames.HeldCheckpoint) { Held = [new ReceiptLog().Append().Append().Append().Append().Append().Append().Checkpoint().Last!.Note] },
            new("range-with-a-broken-edge", Replace(range, edge, edge[..^4]), CheckNames.File),
            new("range-beside-an-epoch", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(range)[..^Frame.Length] + "\n]},\n" + second), CheckNames.EpochChain),
        ];
    }

    private static async Task<IReadOnlyList<VerificationCase>> BundlesAsync()
    {
        var bundle = await Sample().BundleAsync(1);
        var file = bundle.ToBytes();
        return
        [
            new("bundle-forged-receipt", Replace(file, "step 2", "step 9"), CheckNames.LeafHash),
            new("bundle-proof-for-another-index", Replace(file, "\"index\":1,", "\"index\":2,"), CheckNames.Inclusion),
            new("bundle-of-another-tree", Replace(file, bundle.Checkpoint.Note.Split('\n')[1] + "\\n" + bundle.Checkpoint.Checkpoint.Root.ToBase64(), "5\\n" + bundle.Checkpoint.Checkpoint.Root.ToBase64()), CheckNames.CheckpointNote),
            new("bundle-re-signed-by-another-key", (await Sample("second").BundleAsync(1)).ToBytes(), CheckNames.Signer),
            new("bundle-bad-note-signature", Replace(file, Middle(bundle.Checkpoint.Note), Flipped(Middle(bundle.Checkpoint.Note))), CheckNames.CheckpointNote),
            new("bundle-bad-jws-signature", Replace(file, Middle(bundle.Checkpoint.Jws), Flipped(Middle(bundle.Checkpoint.Jws))), CheckNames.CheckpointJws),
            new("bundle-swapped-key", Replace(file, TestKey.Named("first").Public.N, TestKey.Named("second").Public.N), CheckNames.Key),
            new("bundle-changed-result-that-hashes", (await new ReceiptLog().AppendCalculation(c => c with { Result = 99, Fee = 9_90 }).Checkpoint().BundleAsync(0)).ToBytes(), CheckNames.Result),
            new("bundle-changed-fee-that-hashes", (await new ReceiptLog().AppendCalculation(c => c with { Fee = 9_99 }).Checkpoint().BundleAsync(0)).ToBytes(), CheckNames.Fee),
            new("bundle-rewritten-log", file, CheckNames.HeldCheckpoint) { Held = [new ReceiptLog().Append().Append().Append().Append().Checkpoint().Last!.Note] },
            new("bundle-truncated", file[..(file.Length / 2)], CheckNames.File),
        ];
    }

    private static ReceiptLog Sample(string key = "first") => new ReceiptLog("ws_1", key).Append().Append().AppendCalculation().Append(ReceiptKinds.ApprovalSignedOff).Checkpoint();

    private static ReceiptLog Long() => Sample().Append().Append().Checkpoint().Append().Checkpoint();

    private static ReceiptLog Rotated() => Sample().Rotate("second").Append(ReceiptKinds.GoLiveEnabled).Checkpoint();

    private static byte[] Setup(string id, int step) =>
        new ReceiptStatement(ReceiptKinds.Setup, id, "ws_1", ReceiptLog.Start.AddMinutes(2), new JsonObject { ["step"] = $"step {step}" }).ToBytes();

    private static JsonObject Set(string key) => new Jwks([new PublishedKey(TestKey.Named(key).Public, ReceiptLog.Start, null)]).ToJson();

    private static JsonObject Swapped()
    {
        var set = Set("second");
        set["keys"]![0]!["kid"] = TestKey.Named("first").Public.Thumbprint;
        return set;
    }

    private static (string[] Lines, int Second) Lines(byte[] export)
    {
        var lines = Encoding.UTF8.GetString(export).Split('\n');
        return (lines, Array.FindIndex(lines, l => l.Contains(",\"index\":1,", StringComparison.Ordinal)));
    }

    private static byte[] Join(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines));

    private static string Renumber(string line, int from, int to) => line.Replace($",\"index\":{from},", $",\"index\":{to},", StringComparison.Ordinal);

    /// <summary>What stands before the last checkpoint, closed in the right form.</summary>
    private static byte[] Cut(byte[] export, SignedCheckpoint last)
    {
        var text = Encoding.UTF8.GetString(export);
        var lines = text[..text.IndexOf(last.Jws, StringComparison.Ordinal)].Split('\n');
        return Encoding.UTF8.GetBytes(string.Join('\n', lines[..^2]).TrimEnd(',') + Frame);
    }

    private static byte[] Beheaded(byte[] export)
    {
        var text = Encoding.UTF8.GetString(export);
        var (first, next) = (text.IndexOf("{\"origin\":", StringComparison.Ordinal), text.LastIndexOf("\n{\"origin\":", StringComparison.Ordinal) + 1);
        return Encoding.UTF8.GetBytes(text[..first] + text[next..]);
    }

    private static byte[] Replace(byte[] file, string part, string instead)
    {
        var text = Encoding.UTF8.GetString(file);
        return text.Contains(part, StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(text.Replace(part, instead, StringComparison.Ordinal)) : throw new InvalidOperationException($"'{part}' is not in the file.");
    }

    /// <summary>Some characters amid the signature, which ends the text.</summary>
    private static string Middle(string signed) => signed[^120..^100];

    private static string Flipped(string text) => (text[0] == 'A' ? 'B' : 'A') + text[1..];
}
