using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Artisan.Areas.Billing.Plans;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Billing.Metering;

/// <summary>Up to 1,000 events; each stands for itself.</summary>
public sealed record UsageBatchRequest([property: Required, MinLength(1), MaxLength(UsageBatchRequest.MostEvents)] IReadOnlyList<UsageEventRequest> Events)
{
    internal const int MostEvents = 1_000;
}

/// <summary>What became of one event of a batch.</summary>
/// <param name="Id">The event's id, where it had one.</param>
/// <param name="Status">recorded, repeated, conflict, refused or invalid.</param>
/// <param name="Late">Whether its own period was billed already; left out where it was not recorded by this call.</param>
/// <param name="Code">The refusal's code, such as billing.limit_reached.</param>
/// <param name="Detail">The refusal in a sentence.</param>
public sealed record BatchedUsage(
    string? Id, string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Late = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail = null);

/// <summary>What became of a batch; one result an event, in their order.</summary>
/// <param name="Recorded">How many are new.</param>
/// <param name="Repeated">How many were recorded before, the same.</param>
/// <param name="Conflicts">How many have the id of another event.</param>
/// <param name="Refused">How many do not fit, or are not for callers to report.</param>
/// <param name="Invalid">How many cannot be read.</param>
/// <param name="Results">One result an event.</param>
public sealed record UsageBatchResponse(int Recorded, int Repeated, int Conflicts, int Refused, int Invalid, IReadOnlyList<BatchedUsage> Results);

/// <summary>Records many events in one call, each answered on its own.</summary>
internal sealed class TrackBatch(Meter meter, PlanCatalog plans)
{
    public async Task<Outcome<UsageBatchResponse>> RunAsync(UsageBatchRequest request, IngestRate rate, Caller caller, CancellationToken ct)
    {
        if (request.Events.Any(e => e is null)) return Faults.Invalid.At("events", "An event is an object.");
        if (await rate.TakeAsync(request.Events.Count, ct) is { } tooMany) return tooMany;

        var results = new BatchedUsage[request.Events.Count];
        var units = new List<(int Index, EventUnit Unit)>(results.Length);
        for (var i = 0; i < results.Length; i++)
        {
            var read = UsageEvent.Read(request.Events[i]);
            if (read.Event is not { } usage) results[i] = new BatchedUsage(request.Events[i].Id, "invalid", Code: Faults.Invalid.Code, Detail: $"{read.Problem!.Value.Field}: {read.Problem.Value.Problem}");
            else if (Reportable.Check(usage, plans) is { } refused) results[i] = Refused(usage.Key, refused);
            else units.Add((i, new EventUnit(usage, plans)));
        }

        var metered = units.Count == 0 ? [] : await meter.RunAsync(caller.WorkspaceId, [.. units.Select(u => u.Unit)], ct);
        foreach (var ((index, unit), result) in units.Zip(metered)) results[index] = Of(unit.Event.Key, result);
        return new UsageBatchResponse(Count("recorded"), Count("repeated"), Count("conflict"), Count("refused"), Count("invalid"), results);

        int Count(string status) => results.Count(r => r.Status == status);
    }

    private static BatchedUsage Of(string id, MeterResult result) => result.Status switch
    {
        MeterStatus.Recorded => new BatchedUsage(id, "recorded", result.Late),
        MeterStatus.Repeated => new BatchedUsage(id, "repeated"),
        MeterStatus.Conflict => new BatchedUsage(id, "conflict", Code: result.Fault!.Code, Detail: result.Fault.Detail),
        _ => Refused(id, result.Fault!),
    };

    private static BatchedUsage Refused(string id, Fault fault) => new(id, "refused", Code: fault.Code, Detail: fault.Detail);
}
