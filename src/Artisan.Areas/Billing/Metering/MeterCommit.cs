using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Metering;

/// <summary>
/// Commits units with different keys in as few transactions as hold them. Nobody is refused on what this process only remembers: before that the rows are read,
/// lapsed reservations are given back, and it is looked whether the thing was recorded before.
/// </summary>
internal sealed class MeterCommit(string workspaceId, Partition home, KnownPeriods known, BusinessClock clock, SystemClock system)
{
    // Of the 100 rows of a transaction, one is kept for the chunk's own row and one for a message.
    private const int MostRows = 98;
    private const int MostTries = 20;
    private const int MostLapsed = 40;
    private const int ChunkWorthARow = 8;

    /// <summary>Sets each unit's result.</summary>
    public async Task RunAsync(IReadOnlyList<MeterUnit> units, CancellationToken ct)
    {
        known.Begin();
        var doubtful = await PassAsync(units, [], ct);
        if (doubtful.Count == 0) return;

        if (!known.IsFresh) known.Forget();
        var open = doubtful.Select(d => d.Unit).ToList();
        await known.CoverAsync(open.SelectMany(u => u.Instants(clock.Now)), ct);
        foreach (var (unit, fault) in await PassAsync(open, await LapsedAsync(ct), ct))
        {
            await unit.LookAsync(home, null, ct);
            unit.Result ??= MeterResult.Refused(fault);
        }
    }

    // Answers those that were refused, in their order.
    private async Task<List<(MeterUnit Unit, Fault Fault)>> PassAsync(IReadOnlyList<MeterUnit> units, IReadOnlyList<Lapse> lapsed, CancellationToken ct)
    {
        var refused = new List<(MeterUnit, Fault)>();
        var pending = units;
        for (var tries = 0; pending.Count > 0 || lapsed.Count > 0; tries++)
        {
            if (tries == MostTries + units.Count) throw new FaultException(Faults.Busy);
            // One instant for both: a period may end in between.
            var now = clock.Now;
            await known.CoverAsync(pending.SelectMany(u => u.Instants(now)).Distinct(), ct);
            var draft = new MeterDraft(known, now, system.Now);
            foreach (var lapse in lapsed) draft.GiveBack(lapse);
            var (chunk, refusals) = Fill(draft, pending);
            try
            {
                if (chunk.Count > 0 || lapsed.Count > 0) await CommitAsync(draft, chunk, ct);
            }
            catch (WriteConflictException e)
            {
                // Nothing was written: whoever was refused in this round is asked again as well.
                if (await MeetAsync(e, chunk, pending, now, ct)) lapsed = [];
                pending = [.. pending.Where(u => u.Result is null)];
                continue;
            }

            lapsed = [];
            refused.AddRange(refusals);
            foreach (var unit in chunk) unit.Result = unit.Done;
            pending = [.. pending.Where(u => u.Result is null && refusals.TrueForAll(r => r.Unit != u))];
        }

        return refused;
    }

    private static (List<MeterUnit> Chunk, List<(MeterUnit Unit, Fault Fault)> Refused) Fill(MeterDraft draft, IReadOnlyList<MeterUnit> pending)
    {
        var (chunk, refused, rows) = (new List<MeterUnit>(), new List<(MeterUnit, Fault)>(), 0);
        foreach (var unit in pending)
        {
            // One more for the period that a unit may bring into the transaction.
            if (rows + unit.Rows + draft.Rows + 1 > MostRows) break;
            if (unit.Apply(draft) is { } fault)
            {
                refused.Add((unit, fault));
                continue;
            }

            chunk.Add(unit);
            rows += unit.Rows;
        }

        return (chunk, refused);
    }

    private async Task CommitAsync(MeterDraft draft, List<MeterUnit> chunk, CancellationToken ct)
    {
        var change = home.Change();
        // First of all, so that two writers are told apart by it and not by what they bring.
        var rows = draft.Write(change, home, workspaceId);
        if (HasRow(chunk)) change.Insert(ChunkRow(chunk));
        foreach (var unit in chunk) unit.Write(change, home, draft);
        if (change.Count == 0) return;
        await change.CommitAsync(ct);
        known.Committed(rows.Select(r => r.Usage with { ETag = r.Row.ETag }));
    }

    // Answers whether lapsed reservations were given back by somebody else.
    private async Task<bool> MeetAsync(WriteConflictException conflict, List<MeterUnit> chunk, IReadOnlyList<MeterUnit> pending, DateTimeOffset now, CancellationToken ct)
    {
        if (conflict.RowKey.StartsWith("b|", StringComparison.Ordinal))
        {
            foreach (var unit in chunk.OfType<EventUnit>()) unit.Repeat();
            // What follows came with it, so it is likely to be there as well: cheaper to look than to be refused one by one.
            await Task.WhenAll(ChunksOf(pending.Where(u => u.Result is null), now).Select(c => LookAsync(c, ct)));
            return false;
        }

        if (chunk.Find(u => u.Owns(conflict.RowKey)) is { } owner)
        {
            // Where one event of a chunk was recorded before, many may have been.
            var looked = owner is EventUnit ? chunk.Where(u => u is EventUnit).ToList() : [owner];
            await Task.WhenAll(looked.Select(u => u.LookAsync(home, conflict, ct)));
            if (owner is not EventUnit) known.Forget();
            return false;
        }

        known.Forget();
        return true;
    }

    private async Task<IReadOnlyList<Lapse>> LapsedAsync(CancellationToken ct)
    {
        if (!known.Rows.Any(r => !r.Closed && r.Metrics.Values.Any(m => m.Reserved > 0))) return [];
        var page = await home.PageAsync(BillingKeys.LapsedBy(system.Now), MostLapsed, null, ct);
        return [.. page.Rows.Select(ReservationRow.ReadLapse)];
    }

    // Not kept longer than any of its events: else it would answer for one that is forgotten.
    private Azure.Tables.TableEntity ChunkRow(List<MeterUnit> chunk)
    {
        var row = home.Row(ChunkKey(chunk));
        row[Partition.Expiry] = chunk.Min(u => ((EventUnit)u).KeptUntil);
        return row;
    }

    private static bool HasRow(List<MeterUnit> chunk) => chunk.Count >= ChunkWorthARow && chunk.TrueForAll(u => u is EventUnit);

    private static string ChunkKey(List<MeterUnit> chunk) => BillingKeys.Chunk(chunk.Select(u => ((EventUnit)u).Event.PayloadHash));

    // As they would be cut, were each of them the first.
    private List<List<MeterUnit>> ChunksOf(IEnumerable<MeterUnit> units, DateTimeOffset now)
    {
        var (chunks, rest) = (new List<List<MeterUnit>>(), units.ToList());
        while (rest.Count > 0)
        {
            var (chunk, refused) = Fill(new MeterDraft(known, now, system.Now), rest);
            if (HasRow(chunk)) chunks.Add(chunk);
            rest = rest[(chunk.Count + refused.Count)..];
        }

        return chunks;
    }

    private async Task LookAsync(List<MeterUnit> chunk, CancellationToken ct)
    {
        if (await home.FindAsync(ChunkKey(chunk), ct) is null) return;
        foreach (var unit in chunk.OfType<EventUnit>()) unit.Repeat();
    }
}
