using System.Text.Json.Nodes;
using Artisan.Value.Calculations;
using Artisan.Value.Formulas;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;

namespace Artisan.Value.Tests.Building;

/// <summary>A workspace's receipts as a test wants them: append, sign, rotate, begin an epoch, export.</summary>
public sealed class ReceiptLog
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<(string Origin, List<object> Entries)> _epochs = [];
    private readonly List<byte[]> _leaves = [];
    private TestKey _key;
    private int _receipts;
    private int _number = 1;

    public ReceiptLog(string workspace = "ws_1", string key = "first")
    {
        Workspace = workspace;
        _key = TestKey.Named(key);
        Keys = [_key.First(Start)];
        _epochs.Add((new LogOrigin("artisan.test/ledger", workspace, 1).ToString(), []));
    }

    public string Workspace { get; }

    public List<KeyRecord> Keys { get; }

    public string Origin => _epochs[^1].Origin;

    public Frontier Tree { get; private set; } = Frontier.Empty;

    public SignedCheckpoint? Last { get; private set; }

    public ReceiptLog Append(string kind = ReceiptKinds.Setup, JsonObject? body = null)
    {
        var number = ++_receipts;
        return AppendLeaf(new ReceiptStatement(kind, $"rcp_{number}", Workspace, Start.AddMinutes(number), body ?? new JsonObject { ["step"] = $"step {number}" }).ToBytes());
    }

    public ReceiptLog AppendLeaf(byte[] leaf)
    {
        _epochs[^1].Entries.Add(leaf);
        _leaves.Add(leaf);
        Tree = Tree.Append([MerkleHash.Leaf(leaf)]);
        return this;
    }

    public ReceiptLog AppendCalculation(Func<CalculationBody, CalculationBody>? change = null) =>
        Append(ReceiptKinds.Calculation, (change is null ? Calculation() : change(Calculation())).ToJson());

    public ReceiptLog Checkpoint(Func<Checkpoint, Checkpoint>? change = null)
    {
        var head = new Checkpoint(Origin, Tree.Size, Tree.Root());
        Last = _key.Sign(change is null ? head : change(head));
        _epochs[^1].Entries.Add(Last);
        return this;
    }

    /// <summary>Signs with a new key from here on; the old one hands it on unless told otherwise.</summary>
    public ReceiptLog Rotate(string key, bool handedOn = true)
    {
        var next = TestKey.Named(key);
        var from = Start.AddDays(Keys.Count);
        Keys.Add(handedOn ? next.After(_key, from) : next.First(from));
        _key = next;
        return this;
    }

    public ReceiptLog NewEpoch(long? kept = null, SignedCheckpoint? embedded = null, params IReadOnlyList<SignedCheckpoint> lost)
    {
        var old = embedded ?? Last!;
        return NewEpoch(_number + 1, origin => new EpochBody(origin, old, kept ?? old.Checkpoint.Size, "restored from a backup", lost));
    }

    /// <summary>Begins an epoch of any number with any body.</summary>
    public ReceiptLog NewEpoch(int number, Func<string, EpochBody> body)
    {
        _number = number;
        _epochs.Add((new LogOrigin("artisan.test/ledger", Workspace, number).ToString(), []));
        Tree = Frontier.Empty;
        _leaves.Clear();
        return Append(ReceiptKinds.Epoch, body(Origin).ToJson());
    }

    /// <summary>A restore loses the newest epoch, or as many as are told, with all that is in them.</summary>
    public ReceiptLog Lose(int epochs = 1)
    {
        _epochs.RemoveRange(_epochs.Count - epochs, epochs);
        return this;
    }

    public async Task<byte[]> ExportAsync()
    {
        using var file = new MemoryStream();
        var writer = new ExportWriter(file);
        await writer.BeginAsync(Workspace, Keys, CancellationToken.None);
        foreach (var (origin, entries) in _epochs)
        {
            await writer.BeginEpochAsync(origin, CancellationToken.None);
            foreach (var entry in entries)
            {
                await (entry is byte[] leaf ? writer.LeafAsync(leaf, CancellationToken.None) : writer.CheckpointAsync((SignedCheckpoint)entry, CancellationToken.None));
            }
        }

        await writer.FinishAsync(CancellationToken.None);
        return file.ToArray();
    }

    /// <summary>The current epoch's leaves from an index on, behind the edge of what comes before them.</summary>
    public async Task<byte[]> ExportFromAsync(int first)
    {
        using var file = new MemoryStream();
        var writer = new ExportWriter(file);
        await writer.BeginAsync(Workspace, Keys, CancellationToken.None);
        await writer.BeginRangeAsync(Origin, Frontier.Empty.Append(_leaves.Take(first).Select(l => MerkleHash.Leaf(l)).ToArray()), CancellationToken.None);
        var index = 0;
        foreach (var entry in _epochs[^1].Entries)
        {
            if (entry is SignedCheckpoint signed && index > first) await writer.CheckpointAsync(signed, CancellationToken.None);
            if (entry is byte[] leaf && index++ >= first) await writer.LeafAsync(leaf, CancellationToken.None);
        }

        await writer.FinishAsync(CancellationToken.None);
        return file.ToArray();
    }

    /// <summary>The bundle of a receipt of the current epoch, proved to the newest checkpoint, which must cover all leaves.</summary>
    public async Task<ReceiptBundle> BundleAsync(int index)
    {
        var tiles = new Dictionary<(int, long), byte[]>();
        var hashes = _leaves.Select(l => MerkleHash.Leaf(l)).ToArray();
        foreach (var change in LogAppend.To(Frontier.Empty, hashes).Tiles)
        {
            tiles[(change.Level, change.Index)] = change.Apply([]);
        }

        var proof = await InclusionProof.BuildAsync(index, Tree, (level, n, _) => ValueTask.FromResult<ReadOnlyMemory<byte>>(tiles[(level, n)]), CancellationToken.None);
        return new ReceiptBundle(System.Text.Encoding.UTF8.GetString(_leaves[index]), proof, Last!, Keys);
    }

    public static CalculationBody Calculation()
    {
        var totals = new PointAggregate(3, new Dictionary<string, FieldAggregate> { ["amount"] = new(3, 107.63m, 14.96m, 63.34m) });
        var terms = new ValueTerms { Currency = "USD", UnitPrice = 0.5m, Share = 0.2m, Cap = 1_000 };
        return new CalculationBody
        {
            CalculationId = "calc_1",
            DefinitionId = "def_1",
            DefinitionVersion = 3,
            Metric = "revenue",
            Source = "shop",
            From = Start,
            To = Start.AddMonths(1),
            TimeZone = "Europe/Berlin",
            Formula = "max(sum(amount) - baseline, 0)",
            Variables = new Dictionary<string, decimal> { ["baseline"] = 7.63m, ["days"] = 31, ["price"] = 0.5m },
            InputsKind = "days",
            InputsHash = new string('a', 64),
            Totals = totals,
            Result = 100,
            Terms = terms,
            Fee = 10_00,
        };
    }
}
