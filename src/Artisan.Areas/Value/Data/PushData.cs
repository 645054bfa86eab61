using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Value.Data;

/// <summary>
/// Takes data points, one or a batch: exactly once per source and id, however often and by however many callers at the same time they are sent. The
/// points of a batch stand for themselves: one that cannot be taken does not keep the others out.
/// </summary>
internal sealed class PushData(DataPointStore store)
{
    /// <summary>How many points a batch holds at most.</summary>
    public const int MostPoints = 1_000;

    public async Task<Outcome<PushDataResponse>> RunAsync(PushDataRequest request, IngestRate rate, Caller caller, CancellationToken ct)
    {
        if (await rate.TakeAsync(request.Points?.Count ?? 1, ct) is { } tooMany) return tooMany;
        if (request.Points is not { } points) return await OneAsync(request, caller, ct);
        if (request is not { Source: null, Id: null, Time: null, Fields: null, Correct: null }) return Faults.Invalid.At("points", "Send one point, or points, not both.");
        if (points.Count is 0 or > MostPoints) return Faults.Invalid.At("points", "A batch holds 1 to 1,000 points.");
        return points.Any(p => p is null) ? Faults.Invalid.At("points", "A point is an object.") : await ManyAsync(points, caller, ct);
    }

    private async Task<Outcome<PushDataResponse>> OneAsync(PushDataRequest request, Caller caller, CancellationToken ct)
    {
        var read = ReceivedPoint.Read(new DataPointRequest(request.Source, request.Id, request.Time, request.Fields, request.Correct));
        if (read.Point is not { } point) return Faults.Invalid.At(read.Problem!.Value.Field, read.Problem.Value.Problem);
        var result = (await store.AddAsync(caller.WorkspaceId, point.Source, [point], ct))[0];
        return result.Status switch
        {
            PointStatus.Conflict => ValueFaults.PointConflict,
            PointStatus.Invalid => ValueFaults.PointRefused.Because(result.Detail!),
            _ => Outcome.Created(new PushDataResponse { Id = point.Point.Id, Status = PointResult.Name(result.Status) }),
        };
    }

    private async Task<Outcome<PushDataResponse>> ManyAsync(IReadOnlyList<DataPointRequest> sent, Caller caller, CancellationToken ct)
    {
        var results = new PushedPoint[sent.Count];
        var accepted = new List<(int Index, ReceivedPoint Point)>(sent.Count);
        for (var i = 0; i < sent.Count; i++)
        {
            var read = ReceivedPoint.Read(sent[i]);
            if (read.Point is { } point) accepted.Add((i, point));
            else results[i] = new PushedPoint(sent[i].Id, PointResult.Name(PointStatus.Invalid), $"{read.Problem!.Value.Field}: {read.Problem.Value.Problem}");
        }

        await Task.WhenAll(accepted.GroupBy(a => a.Point.Source, StringComparer.Ordinal).Select(async source =>
        {
            var stored = await store.AddAsync(caller.WorkspaceId, source.Key, [.. source.Select(s => s.Point)], ct);
            foreach (var ((index, point), result) in source.Zip(stored)) results[index] = new PushedPoint(point.Point.Id, PointResult.Name(result.Status), result.Detail);
        }));
        return new PushDataResponse
        {
            Stored = Count(PointStatus.Stored),
            Repeated = Count(PointStatus.Repeated),
            Corrected = Count(PointStatus.Corrected),
            Conflicts = Count(PointStatus.Conflict),
            Invalid = Count(PointStatus.Invalid),
            Results = results,
        };

        int Count(PointStatus status) => results.Count(r => r.Status == PointResult.Name(status));
    }
}
