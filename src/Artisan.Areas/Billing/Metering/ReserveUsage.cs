using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Metering;

/// <summary>A quantity to set aside before work that costs it.</summary>
/// <param name="Metric">Of what.</param>
/// <param name="Quantity">The most that it may come to.</param>
/// <param name="HoldSeconds">After how many seconds it is given back by itself: 900 where it is left out, at most a day.</param>
public sealed record ReserveUsageRequest([property: Required] string Metric, decimal Quantity, [property: Range(1, 86_400)] int? HoldSeconds = null);

/// <summary>A quantity that is set aside.</summary>
/// <param name="Id">Names it for confirm and release.</param>
/// <param name="Metric">Of what.</param>
/// <param name="Quantity">How much.</param>
/// <param name="ExpiresAt">When it is given back by itself.</param>
public sealed record ReservationResponse(string Id, string Metric, decimal Quantity, DateTimeOffset ExpiresAt);

/// <summary>Sets a quantity aside, so that the work it is for is not refused in its middle.</summary>
internal sealed class ReserveUsage(Meter meter, BillingStore store, PlanCatalog plans, IIds ids, SystemClock system)
{
    /// <summary>How long a reservation lasts that does not say.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromMinutes(15);

    public async Task<Outcome<ReservationResponse>> RunAsync(ReserveUsageRequest request, Once once, Caller caller, CancellationToken ct)
    {
        if (!MetricNames.IsValid(request.Metric)) return Faults.Invalid.At("metric", "A metric has 1 to 40 of a-z, 0-9 and _ and begins with a letter.");
        if (UsageEvent.ToMicro(request.Quantity) is not { } micro) return Faults.Invalid.At("quantity", "A quantity is above 0, at most 1,000,000,000, with at most 6 decimals.");
        if (Reportable.Check(request.Metric, micro % PeriodLimits.Micro != 0, plans) is { } refused) return refused;

        var home = store.Home(caller.WorkspaceId);
        return await once.RunAsync(home, BillingJson.Default.ReservationResponse, () => ReserveAsync(), ct);

        async Task<Outcome<ReservationResponse>> ReserveAsync()
        {
            var (id, expiresAt) = (ids.New("rsv"), system.Now + (request.HoldSeconds is { } hold ? TimeSpan.FromSeconds(hold) : Hold));
            var answer = Outcome.Created($"/api/billing/usage/reservations/{id}", new ReservationResponse(id, request.Metric, request.Quantity, expiresAt));
            var unit = new ReserveUnit(id, request.Metric, micro, expiresAt, plans, (once.RowKey, change => once.Remember(change, home, answer, BillingJson.Default.ReservationResponse)));
            return (await meter.RunAsync(caller.WorkspaceId, unit, ct)).Fault is { } fault ? fault : answer;
        }
    }
}
