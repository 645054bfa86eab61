namespace Artisan.Areas.Receipts.Log;

/// <summary>Work that arrived together, and how far it has come. A receipt that is asked for twice is one leaf and two answers.</summary>
internal sealed class LogBatch
{
    private readonly IReadOnlyList<LogWork> _work;
    private readonly Dictionary<string, (int Epoch, long Index)> _places = new(StringComparer.Ordinal);
    private readonly List<NewLeaf> _waiting = [];

    public LogBatch(IReadOnlyList<LogWork> work)
    {
        _work = work;
        _waiting.AddRange(work.OfType<LogWork.Append>().Select(a => a.Leaf).DistinctBy(l => l.ReceiptId));
        Publish = work.OfType<LogWork.Publish>().MaxBy(p => (p.Epoch, p.Signed.Size));
    }

    public bool WantsToLookAnew => _work.Any(w => w is LogWork.Check { Anew: true });

    public bool WantsCheck => _work.Any(w => w is LogWork.Check);

    public string? HaltReason => _work.OfType<LogWork.Halt>().FirstOrDefault()?.Reason;

    public LogWork.Publish? Publish { get; }

    /// <summary>The leaves that are neither appended nor found.</summary>
    public IReadOnlyList<NewLeaf> Waiting => [.. _waiting];

    /// <summary>The checkpoint to be kept; null where the log has it, or a later one, already.</summary>
    public SignedHead? ToPublish(HeadRow head) => Publish is { } p && p.Epoch == head.Epoch && p.Signed.Size > head.SignedSize && p.Signed.Size <= head.Size ? p.Signed : null;

    public bool IsDone(HeadRow head) => _waiting.Count == 0 && ToPublish(head) is null;

    public void Found(NewLeaf leaf, int epoch, long index)
    {
        _places[leaf.ReceiptId] = (epoch, index);
        _waiting.Remove(leaf);
    }

    public void Settle(LogStep step, int epoch)
    {
        for (var i = 0; i < step.Leaves.Count; i++) Found(step.Leaves[i], epoch, step.From + i);
    }

    public IReadOnlyList<LogResult> Results(OpenLog open) => [.. _work.Select(w => w is LogWork.Append { Leaf.ReceiptId: var id } ? new LogResult(open, _places[id].Epoch, _places[id].Index) : new LogResult(open))];
}
