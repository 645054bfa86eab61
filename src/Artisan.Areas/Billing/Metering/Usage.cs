using System.Security.Cryptography;
using System.Text;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Plans;
using Artisan.Platform.Http;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Metering;

/// <summary>Metering for the areas in which things are used.</summary>
internal sealed class Usage(Meter meter, SettleReservation settle, PlanCatalog plans, SystemClock system) : IUsage
{
    public async Task<Fault?> TrackAsync(string workspaceId, string id, string metric, decimal quantity, CancellationToken ct) =>
        (await meter.RunAsync(workspaceId, new EventUnit(UsageEvent.Internal(id, Counter(metric), quantity), plans), ct)).Fault;

    public async Task<Outcome<UsageReservation>> ReserveAsync(string workspaceId, string id, string metric, decimal quantity, TimeSpan? hold, CancellationToken ct)
    {
        var micro = UsageEvent.ToMicro(quantity) ?? throw new ArgumentOutOfRangeException(nameof(quantity));
        // The same occasion is the same reservation, in the form that ids have.
        var name = $"rsv_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..26]}";
        var unit = new ReserveUnit(name, Counter(metric), micro, system.Now + (hold ?? ReserveUsage.Hold), plans);
        return (await meter.RunAsync(workspaceId, unit, ct)).Fault is { } fault ? fault : new UsageReservation(name, unit.Reservation.ExpiresAt);
    }

    public Task<Fault?> ConfirmAsync(string workspaceId, string reservationId, decimal quantity, CancellationToken ct) =>
        settle.RunAsync(workspaceId, reservationId, SettleReservation.Micro(quantity) ?? throw new ArgumentOutOfRangeException(nameof(quantity)), ct);

    public Task<Fault?> ReleaseAsync(string workspaceId, string reservationId, CancellationToken ct) => settle.RunAsync(workspaceId, reservationId, null, ct);

    private string Counter(string metric) => plans.FindMetric(metric)?.Kind is MetricKind.Counter ? metric : throw new ArgumentException("Not a counter of the plans.", nameof(metric));
}
