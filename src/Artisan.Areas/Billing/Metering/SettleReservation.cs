using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Metering;

/// <summary>What the work really came to.</summary>
/// <param name="Quantity">The real quantity, 0 where nothing came of it.</param>
public sealed record ConfirmReservationRequest(decimal Quantity);

/// <summary>Confirms a reservation with the real quantity, or gives it back; either may be said again.</summary>
internal sealed class SettleReservation(Meter meter, BillingStore store, PlanCatalog plans, SystemClock system)
{
    /// <summary>Confirms over HTTP.</summary>
    public async Task<Outcome<Done>> ConfirmAsync(string id, ConfirmReservationRequest request, Caller caller, CancellationToken ct)
    {
        if (Micro(request.Quantity) is not { } micro) return Faults.Invalid.At("quantity", "A quantity is 0 to 1,000,000,000, with at most 6 decimals.");
        return await RunAsync(caller.WorkspaceId, id, micro, ct) is { } fault ? fault : Done.Value;
    }

    /// <summary>Releases over HTTP.</summary>
    public async Task<Outcome<Done>> ReleaseAsync(string id, Caller caller, CancellationToken ct) => await RunAsync(caller.WorkspaceId, id, null, ct) is { } fault ? fault : Done.Value;

    /// <summary>Settles a reservation: with a quantity, or none to give it back.</summary>
    public async Task<Fault?> RunAsync(string workspaceId, string id, long? micro, CancellationToken ct)
    {
        if (!UlidIds.IsId(id, "rsv")) return Faults.NotFound;
        var unit = new SettleUnit(id, micro, plans, system);
        await unit.LookAsync(store.Home(workspaceId), null, ct);
        if (unit.Result is not null) return unit.Result.Fault;
        return unit.FitsMetric() ?? (await meter.RunAsync(workspaceId, unit, ct)).Fault;
    }

    /// <summary>A real quantity in millionths; null where it is none.</summary>
    public static long? Micro(decimal quantity) => quantity == 0 ? 0 : UsageEvent.ToMicro(quantity);
}
