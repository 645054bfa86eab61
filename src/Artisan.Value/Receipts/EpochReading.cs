using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Artisan.Value.Ledger;

namespace Artisan.Value.Receipts;

/// <summary>A checkpoint that was read, and the thumbprint of the key that signed it, if one did.</summary>
internal sealed record ReadCheckpoint(SignedCheckpoint Signed, string? Kid);

/// <summary>
/// One epoch of an export while it is read: rebuilds the tree leaf by leaf and compares it with every checkpoint on the way. Of a receipt nothing is kept but that its id was used; only where
/// somebody takes the verdicts they are kept until a checkpoint covers them.
/// </summary>
internal sealed class EpochReading(
    string origin, Frontier? edge, string? workspace, KeyChain chain, TrustAnchors trust, HashSet<UInt128> ids, ReportBuilder report, Action<ReceiptVerdict>? verdicts)
{
    // Those that a report can still tell of; what comes behind them is counted.
    private const int MostUncovered = ReportBuilder.MostFailures;

    private readonly List<(string Place, IReadOnlyList<Check> Failed)> _uncovered = [];
    private readonly List<ReceiptVerdict> _waiting = [];
    private readonly List<EarlierCheckpoint> _earlier = [.. trust.Earlier.Where(e => e.Checkpoint.Origin == origin)];
    private Frontier _tree = edge ?? Frontier.Empty;
    private int _leavesUncovered;
    private int _leavesBeyond;
    private int _failuresBeyond;

    public string Origin => origin;

    /// <summary>Whether the file holds a part of this log, and the edge of what comes before it.</summary>
    public bool IsRange => edge is not null;

    /// <summary>The index of the first leaf in the file.</summary>
    public long First { get; } = edge?.Size ?? 0;

    /// <summary>The origin in its parts; null where it has others.</summary>
    public LogOrigin? Name { get; } = LogOrigin.TryParse(origin, out var name) ? name : null;

    /// <summary>How many leaves were read.</summary>
    public long Size => _tree.Size;

    /// <summary>How many checkpoints were read.</summary>
    public int Checkpoints { get; private set; }

    public ReadCheckpoint? Last { get; private set; }

    /// <summary>How many leaves the largest checkpoint of a trusted key covers; -1 where there is none.</summary>
    public long TrustedSize { get; private set; } = -1;

    /// <summary>The statement of leaf 0, which links a later epoch to the one before it.</summary>
    public ReceiptStatement? FirstStatement { get; private set; }

    /// <summary>Holds what the file begins with, nothing or its edge, against what was known before it.</summary>
    public void Begin() => CompareHeld();

    /// <summary>Whether the tree had this size somewhere in the file, so that a checkpoint of it was compared.</summary>
    public bool Reaches(Checkpoint held) => held.Origin == origin && held.Size >= First && held.Size <= Size;

    public void Leaf(ExportEntry entry)
    {
        var index = _tree.Size;
        var leaf = Encoding.UTF8.GetBytes(entry.Statement!);
        var (statement, checks) = StatementChecks.Of(leaf, entry.LeafHash!, workspace);
        checks.Add(entry.Index == index ? Check.Pass(CheckNames.Index) : Check.Fail(CheckNames.Index, $"The file states index {entry.Index} where {index} follows."));
        if (statement is not null)
        {
            checks.Add(ids.Add(KeyOf(statement.Id)) ? Check.Pass(CheckNames.Unique) : Check.Fail(CheckNames.Unique, $"The id {statement.Id} was used by an earlier receipt."));
        }

        if (index == 0)
        {
            FirstStatement = statement;
        }

        // The stated hash goes into the tree: where only the statement was changed, only this receipt fails.
        _tree = _tree.Append([MerkleHash.TryParseHex(entry.LeafHash, out var stated) ? stated : MerkleHash.Leaf(leaf)]);
        Wait($"{origin}: receipt {statement?.Id ?? "(unreadable)"} at index {index}", [.. checks.Where(c => c.State == CheckState.Failed)]);
        if (verdicts is not null)
        {
            _waiting.Add(new ReceiptVerdict(origin, index, statement?.Id, statement?.Kind, checks) { Statement = statement });
        }

        CompareHeld();
    }

    public void Checkpoint(ExportEntry entry)
    {
        var place = $"{origin}: checkpoint after {_tree.Size} leaves";
        if (!SignedCheckpoint.TryParse(entry.Note!, entry.Jws!, out var signed))
        {
            report.Fail(place, CheckNames.CheckpointNote, "This is not a signed note of three lines with one signature by its origin.");
            Cover(Check.Fail(CheckNames.CheckpointNote, "The checkpoint that should cover it is malformed."));
            return;
        }

        var head = signed!.Checkpoint;
        var signer = chain.SignerOf(signed);
        Require(signer is not null, CheckNames.CheckpointNote, "No key of the file made the note's signature.");
        Require(signer is not null && signed.JwsVerifies(signer), CheckNames.CheckpointJws, "The JWS is not the same statement signed by the same key.");
        Require(head.Origin == origin, CheckNames.CheckpointNote, $"The checkpoint is of the log {head.Origin}.");
        Require(head.Size == _tree.Size, CheckNames.Consistency, $"The checkpoint states {head.Size} leaves.");
        Require(Last is null || Last.Signed.Checkpoint.Size < head.Size, CheckNames.Consistency, "It does not go beyond the checkpoint before it.");
        Require(signer is null || Last?.Kid is null || chain.OrderOf(Last.Kid) <= chain.OrderOf(signer.Thumbprint), CheckNames.Key, "An older key signed it than the checkpoint before it.");
        var root = _tree.Root();
        var first = Last?.Signed.Checkpoint.Size ?? First;
        Require(head.Root == root, CheckNames.Consistency, $"The leaves give the root {root.ToBase64()}, the checkpoint states {head.Root.ToBase64()}. What differs is among the leaves {first} to {_tree.Size - 1}, or before the checkpoint of size {first}.");
        Cover(head.Root == root && head.Size == _tree.Size
            ? Check.Pass(CheckNames.Inclusion)
            : Check.Fail(CheckNames.Inclusion, $"The leaves do not give the root of the checkpoint that follows (size {head.Size})."));
        Checkpoints++;
        Last = new ReadCheckpoint(signed, signer?.Thumbprint);
        if (signer is not null && chain.IsTrusted(signer.Thumbprint))
        {
            TrustedSize = Math.Max(TrustedSize, head.Size);
        }

        void Require(bool holds, string check, string detail)
        {
            if (!holds)
            {
                report.Fail(place, check, detail);
            }
        }
    }

    /// <summary>No leaf may follow the last checkpoint: nothing would sign for it.</summary>
    public void End()
    {
        if (_leavesUncovered > 0)
        {
            report.Fail($"{origin}: end", CheckNames.Inclusion, $"No checkpoint covers the leaves {_tree.Size - _leavesUncovered} to {_tree.Size - 1}.");
            Cover(Check.Fail(CheckNames.Inclusion, "No checkpoint covers it."));
        }

        if (Last is null)
        {
            report.Fail($"{origin}: end", CheckNames.CheckpointNote, "The epoch has no checkpoint.");
        }

        foreach (var (held, check, how) in _earlier.Where(e => !IsRange && e.Checkpoint.Size > _tree.Size))
        {
            report.Fail($"{origin}: end", check, $"The file ends after {_tree.Size} leaves; a checkpoint {how} has {held.Size}.");
        }
    }

    private void Wait(string place, IReadOnlyList<Check> failed)
    {
        _leavesUncovered++;
        if (_uncovered.Count < MostUncovered || (failed.Count > 0 && _uncovered.Count < 2 * MostUncovered))
        {
            _uncovered.Add((place, failed));
            return;
        }

        _leavesBeyond++;
        _failuresBeyond += failed.Count;
    }

    private void Cover(Check check)
    {
        IReadOnlyList<Check> common = check.State == CheckState.Failed ? [check] : [];
        foreach (var (place, failed) in _uncovered)
        {
            report.Receipt(place, failed.Concat(common));
        }

        report.Uncounted(_leavesBeyond, _failuresBeyond + (_leavesBeyond * common.Count));
        foreach (var verdict in _waiting)
        {
            verdicts!(verdict with { Checks = [.. verdict.Checks, check] });
        }

        _uncovered.Clear();
        _waiting.Clear();
        (_leavesUncovered, _leavesBeyond, _failuresBeyond) = (0, 0, 0);
    }

    // Of an id all that matters is whether it comes again: 16 bytes of its hash, whatever the length of the file.
    private static UInt128 KeyOf(string id) => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private void CompareHeld()
    {
        foreach (var (held, check, how) in _earlier.Where(e => e.Checkpoint.Size == _tree.Size && e.Checkpoint.Root != _tree.Root()))
        {
            report.Fail($"{origin}: after {_tree.Size} leaves", check, $"A checkpoint of this size {how} has the root {held.Root.ToBase64()}.");
        }
    }
}
