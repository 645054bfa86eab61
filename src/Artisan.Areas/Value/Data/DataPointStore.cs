using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Artisan.Areas.Value.Storage;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Value.Data;

/// <summary>
/// Takes points, exactly once per id, whoever sends them and however often. The writers of one source are merged into common transactions;
/// ETags keep processes apart.
/// </summary>
internal sealed class DataPointStore
{
    private const int MostCallsAtOnce = 64;
    private const int MostSources = 2_000;

    private readonly Combiner<IReadOnlyList<ReceivedPoint>, IReadOnlyList<PointResult>> _combiner;
    private readonly ConcurrentDictionary<string, SourceState> _states = new();
    private readonly Stores _stores;
    private readonly SystemClock _clock;
    private readonly BusinessClock _business;
    private readonly WorkspaceTerms _terms;

    public DataPointStore(Stores stores, SystemClock clock, BusinessClock business, WorkspaceTerms terms)
    {
        (_stores, _clock, _business, _terms) = (stores, clock, business, terms);
        _combiner = new(MostCallsAtOnce, CommitAsync);
    }

    /// <summary>Stores points of one source; one result a point, in their order.</summary>
    public async Task<IReadOnlyList<PointResult>> AddAsync(string workspaceId, string source, IReadOnlyList<ReceivedPoint> points, CancellationToken ct)
    {
        var results = await _combiner.RunAsync($"{workspaceId}|{source}", points, ct);
        if (results.FirstOrDefault(r => r.Failure is not null) is { Failure: { } failure }) ExceptionDispatchInfo.Throw(failure);
        return results;
    }

    private async Task<IReadOnlyList<IReadOnlyList<PointResult>>> CommitAsync(string key, IReadOnlyList<IReadOnlyList<ReceivedPoint>> calls, CancellationToken ct)
    {
        var separator = key.IndexOf('|', StringComparison.Ordinal);
        var (workspaceId, source) = (key[..separator], key[(separator + 1)..]);
        var data = _stores.Workspace(ValueKeys.DataTable, workspaceId).Partition(ValueKeys.DataPartition(source));
        if (_states.Count > MostSources) _states.Clear();
        var state = _states.GetOrAdd(key, _ => new SourceState(data));

        var points = calls.SelectMany(c => c).ToList();
        var results = new PointResult?[points.Count];
        // Repeats within the call are told by memory; each round settles at least the first point of every id.
        for (var open = Enumerable.Range(0, points.Count).ToList(); open.Count > 0;)
        {
            var firsts = open.GroupBy(i => points[i].Point.Id, StringComparer.Ordinal).Select(g => g.First()).ToList();
            await StoreAsync(data, state, (workspaceId, source), points, firsts, results);
            open = Repeats(points, open.Except(firsts), firsts, results);
        }

        var done = 0;
        return [.. calls.Select(c => results[done..(done += c.Count)].Select(r => r!).ToList())];
    }

    // Distinct ids. A failure fails this and all that follow: storage that does not answer is not asked twenty times more.
    private async Task StoreAsync(Partition data, SourceState state, (string WorkspaceId, string Source) place, List<ReceivedPoint> points, List<int> indices, PointResult?[] results)
    {
        try
        {
            var late = new LatePoints(place.WorkspaceId, place.Source, _clock, _business);
            for (var again = true; again;)
            {
                try
                {
                    var zone = await state.OpenAsync(ct => _terms.TimeZoneAsync(place.WorkspaceId, ct), CancellationToken.None);
                    var placed = indices.Where(i => results[i] is null).Select(i => Place(i, points[i], zone, late)).ToList();
                    foreach (var point in placed.Where(p => p.Received.Correct && !state.IsNew))
                    {
                        results[point.Index] = await new PointCorrection(data, state, late).RunAsync(point, CancellationToken.None);
                    }

                    var plain = placed.Where(p => results[p.Index] is null).ToList();
                    await state.LoadAsync([.. plain.Select(p => p.Day)], CancellationToken.None);
                    foreach (var chunk in PointChunks.Split(plain)) await new PointCommit(data, state, late).RunAsync(chunk, results, CancellationToken.None);
                    again = false;
                }
                catch (SourceBegunException)
                {
                    // Nothing was written; the source's own time zone is read now.
                }
            }
        }
        catch (Exception e)
        {
            // What is remembered may be behind what storage holds.
            state.Forget();
            foreach (var i in indices.Where(i => results[i] is null)) results[i] = new PointResult(PointStatus.Failed) { Failure = e };
        }
    }

    private static PlacedPoint Place(int index, ReceivedPoint point, TimeZoneInfo zone, LatePoints late) =>
        new(index, point, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(point.Point.Time, zone).DateTime), late.IsLate(point.Point.Time));

    private static List<int> Repeats(List<ReceivedPoint> points, IEnumerable<int> later, List<int> firsts, PointResult?[] results)
    {
        var byId = firsts.ToDictionary(i => points[i].Point.Id, i => results[i]!, StringComparer.Ordinal);
        var open = new List<int>();
        foreach (var i in later)
        {
            var first = byId[points[i].Point.Id];
            if (first.Failure is not null) results[i] = first;
            else if (first.HeldPayload is null) open.Add(i);
            else if (first.HeldPayload == points[i].PayloadHash) results[i] = first with { Status = PointStatus.Repeated, Detail = null };
            else if (points[i].Correct) open.Add(i);
            else results[i] = PointResult.Conflict(first.HeldPayload);
        }

        return open;
    }
}
