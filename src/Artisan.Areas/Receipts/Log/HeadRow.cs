using Artisan.Azure.Tables;
using Artisan.Platform.Storage;
using Artisan.Value.Ledger;

namespace Artisan.Areas.Receipts.Log;

/// <summary>
/// The head of one epoch: what is in it, the last checkpoint signed for it (kept here too, so that the latest needs one read), whether signing
/// was stopped, and the epoch that follows, if any.
/// </summary>
internal sealed record HeadRow(int Epoch, TableEntity Row, Frontier Frontier, MerkleHash Root, SignedHead? Signed)
{
    public long Size => Frontier.Size;

    public long SignedSize => Signed?.Size ?? 0;

    /// <summary>Why nothing is signed or appended any more; null where all is well.</summary>
    public string? Halted => Row.GetString("halted");

    /// <summary>The epoch that took over; null in the current one.</summary>
    public int? Next => Row.GetInt32("next");

    /// <summary>How many leaves of a closed epoch count: those under its last surviving checkpoint.</summary>
    public long Kept => Row.GetInt64("kept") ?? Size;

    /// <summary>Whether the leaves that no checkpoint covered were appended to the epoch that took over.</summary>
    public bool Carried => Row.GetBoolean("carried") ?? false;

    /// <summary>The latest time of issue in it; null in an empty one.</summary>
    public DateTimeOffset? Latest => Row.GetDateTimeOffset("latest");

    /// <summary>
    /// By how much the most belated leaf came after one that was issued later: so far behind an instant may stand what was issued before it. Heads of before this
    /// was noted are given ten minutes.
    /// </summary>
    public TimeSpan Lateness => Row.GetInt64("late") is { } late ? TimeSpan.FromTicks(late) : Latest is null ? TimeSpan.Zero : TimeSpan.FromMinutes(10);

    /// <summary>An epoch without a row.</summary>
    public static HeadRow Empty(int epoch, Partition partition) => new(epoch, partition.Row(LedgerKeys.Head), Frontier.Empty, MerkleHash.Empty, null);

    /// <exception cref="FormatException">The row is not one of ours.</exception>
    public static HeadRow From(int epoch, TableEntity row)
    {
        var root = MerkleHash.TryParseBase64(row.GetString("root"), out var hash) ? hash : throw new FormatException("The head has no root.");
        var signed = row.GetString("note") is null ? null : CheckpointRow.From(row);
        return new HeadRow(epoch, row, Frontier.Parse(row.GetBinary("frontier")), root, signed);
    }

    /// <summary>The row after an append, a new checkpoint, or both; the ETag stays, so that the write fails where the stored row changed.</summary>
    public HeadRow With(Frontier after, SignedHead? signed)
    {
        var root = after.Root();
        var row = new TableEntity(Row) { ["size"] = after.Size, ["frontier"] = after.ToBytes(), ["root"] = root.ToBase64() };
        if (signed is not null) CheckpointRow.Write(row, signed);
        return this with { Row = row, Frontier = after, Root = root, Signed = signed };
    }

    public HeadRow WithLatest(DateTimeOffset latest, TimeSpan lateness) => this with { Row = new TableEntity(Row) { ["latest"] = latest, ["late"] = Math.Max(Lateness.Ticks, lateness.Ticks) } };

    public HeadRow WithHalted(string reason) => this with { Row = new TableEntity(With(Frontier, Signed).Row) { ["halted"] = reason } };

    public HeadRow WithNext(int next, long kept) => this with { Row = new TableEntity(With(Frontier, Signed).Row) { ["next"] = next, ["kept"] = kept } };

    public HeadRow WithCarried(bool carried) => this with { Row = new TableEntity(Row) { ["carried"] = carried } };
}
