using System.Security.Cryptography;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Audit;

/// <summary>
/// Checks a stretch of a chain with the bodies that were written in its time, so that a chain of any length is checked in little memory. Bodies are read by
/// the time in their ids; those of entries that came late are read one by one.
/// </summary>
internal sealed class AuditPart(Partition chain, AuditWalk? anchor, bool erased)
{
    private sealed record Entry(long Number, string Id, byte[] Hash, byte[] Commitment);

    private sealed class BrokenException(long at, string reason) : Exception(reason)
    {
        public long At => at;
    }

    /// <summary>Goes on from a place for at most so many entries; the walk is at the chain's end where it has as many entries as the chain.</summary>
    public async Task<(AuditWalk After, AuditVerification Found)> RunAsync(AuditWalk from, int most, CancellationToken ct)
    {
        long size = 0;
        try
        {
            if (await chain.FindAsync(AuditKeys.Head, ct) is not { } head) return (from, await WithoutHeadAsync(ct));
            size = head.GetInt64("n") ?? 0;
            if (size < (anchor?.Number ?? 0)) throw new BrokenException(size + 1, $"The chain had {anchor!.Number} entries when it was last checked.");
            await StillStandsAsync(from, ct);
            var entries = await EntriesAsync(from, Math.Min(size, from.Number + most), ct);
            var after = entries is [.., var last]
                ? new AuditWalk(last.Number, last.Hash, entries.Select(e => e.Id).Append(from.Newest).Max(StringComparer.Ordinal)!)
                : from;
            if (after.Number == size && !after.Hash.AsSpan().SequenceEqual(head.GetBinary("hash"))) throw new BrokenException(size, "The head does not belong to the last entry.");
            await BodiesAsync(entries, from, after, size, ct);
            return (after, new AuditVerification(size, null, null));
        }
        catch (BrokenException e)
        {
            return (from, new AuditVerification(size, e.At, e.Message));
        }
    }

    private async Task<AuditVerification> WithoutHeadAsync(CancellationToken ct)
    {
        var left = await chain.PageAsync(AuditKeys.Entries, 1, null, ct);
        return (anchor?.Number ?? 0) == 0 && left.Rows.Count == 0 ? new AuditVerification(0, null, null) : new AuditVerification(0, 1, "The head of the chain was removed.");
    }

    // A walk that does not begin at the beginning relies on an entry that was sound the last time.
    private async Task StillStandsAsync(AuditWalk from, CancellationToken ct)
    {
        if (from.Number == 0) return;
        if (await chain.FindAsync(AuditKeys.Entry(from.Number), ct) is not { } row) throw new BrokenException(from.Number, "The entry was removed.");
        if (!from.Hash.AsSpan().SequenceEqual(row.GetBinary("hash"))) throw new BrokenException(from.Number, "The chain was rewritten since it was last checked.");
    }

    private async Task<List<Entry>> EntriesAsync(AuditWalk from, long to, CancellationToken ct)
    {
        var (entries, number, hash) = (new List<Entry>(), from.Number, from.Hash);
        await foreach (var row in chain.RangeAsync(RowRange.Between(AuditKeys.Entry(from.Number + 1), AuditKeys.Entry(to + 1)), ct))
        {
            number++;
            if (AuditKeys.Number(row.RowKey) != number) throw new BrokenException(number, "The entry was removed.");
            var entry = Checked(row, number, hash);
            hash = entry.Hash;
            entries.Add(entry);
        }

        return number == to ? entries : throw new BrokenException(number + 1, "The entry was removed.");
    }

    private Entry Checked(TableEntity row, long number, byte[] before)
    {
        var commitment = row.GetBinary("commitment");
        if (commitment is not { Length: 32 } || row.GetBinary("hash") is not { } hash || !CryptographicOperations.FixedTimeEquals(AuditHash.Next(before, number, commitment), hash))
        {
            throw new BrokenException(number, "The entry was changed or moved.");
        }

        if (number == anchor?.Number && !hash.AsSpan().SequenceEqual(anchor.Hash)) throw new BrokenException(number, "The chain was rewritten since it was last checked.");
        return new Entry(number, row.GetString("id") ?? "", hash, commitment);
    }

    private async Task BodiesAsync(List<Entry> entries, AuditWalk from, AuditWalk after, long size, CancellationToken ct)
    {
        var (wanted, others) = (entries.ToDictionary(e => AuditKeys.Body(e.Id), StringComparer.Ordinal), new List<TableEntity>());
        long? broken = null;
        await foreach (var row in chain.RangeAsync(AuditKeys.BodiesBetween(from.Newest, after.Number == size ? null : after.Newest), ct))
        {
            if (!wanted.Remove(row.RowKey, out var entry)) others.Add(row);
            else if (!IsBodyOf(entry, row)) broken = Math.Min(broken ?? long.MaxValue, entry.Number);
        }

        foreach (var (key, entry) in wanted)
        {
            var row = await chain.FindAsync(key, ct);
            if (row is null && !erased) throw new BrokenException(Math.Min(broken ?? long.MaxValue, entry.Number), "The body of the entry was removed.");
            if (row is not null && !IsBodyOf(entry, row)) broken = Math.Min(broken ?? long.MaxValue, entry.Number);
        }

        if (broken is { } at) throw new BrokenException(at, "The body of the entry was changed or moved.");
        foreach (var row in others) await BelongsElsewhereAsync(row, size, ct);
    }

    private static bool IsBodyOf(Entry entry, TableEntity row) =>
        row.GetInt64("n") == entry.Number && (row.GetBinary("hash") is not { } hash || hash.AsSpan().SequenceEqual(entry.Hash)) && AuditHash.Commitment(row.GetBinary("salt") ?? [], row.GetString("body") ?? "").AsSpan().SequenceEqual(entry.Commitment);

    // A body of this time that is no body of this stretch: its entry came late, or is being appended this moment; else somebody put it there.
    private async Task BelongsElsewhereAsync(TableEntity row, long size, CancellationToken ct)
    {
        var number = row.GetInt64("n") ?? 0;
        if (number > size) return;
        var entry = number < 1 ? null : await chain.FindAsync(AuditKeys.Entry(number), ct);
        if (entry?.GetString("id") is not { } id || AuditKeys.Body(id) != row.RowKey) throw new BrokenException(number, "The entry has two bodies.");
    }
}
