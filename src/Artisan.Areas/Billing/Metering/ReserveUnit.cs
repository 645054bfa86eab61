using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Metering;

/// <summary>A quantity on its way to being set aside.</summary>
/// <param name="id">The reservation's id.</param>
/// <param name="metric">Of what.</param>
/// <param name="micro">How much, in millionths.</param>
/// <param name="expiresAt">When it lapses, on the system's clock.</param>
/// <param name="plans">The plans.</param>
/// <param name="remember">Where and how the answer is remembered with the change, for a call that may be repeated.</param>
internal sealed class ReserveUnit(string id, string metric, long micro, DateTimeOffset expiresAt, PlanCatalog plans, (string? RowKey, Action<Change> Write)? remember = null) : MeterUnit
{
    private Reservation? _reservation;

    /// <summary>The reservation, once there is one.</summary>
    public Reservation Reservation => _reservation!;

    public override string Key => remember?.RowKey ?? BillingKeys.Reservation(id);

    public override int Rows => remember is null ? 2 : 3;

    public override MeterResult Done => new(MeterStatus.Recorded) { BilledIn = Reservation.PeriodStart };

    public override IEnumerable<DateTimeOffset> Instants(DateTimeOffset now) => [now];

    public override Fault? Apply(MeterDraft draft)
    {
        var period = draft.Covering(draft.Now)!;
        if (period.Closed) return BillingFaults.PeriodClosed;
        if (!period.Metrics.TryGetValue(metric, out var counter)) return BillingFaults.MetricUnknown.At("metric");
        if (Limits.Of(counter, metric, micro, plans) is { } reached) return reached;
        if (long.MaxValue - counter.Used - counter.Reserved < micro) return BillingFaults.CounterFull;
        _reservation = new Reservation(id, metric, micro, period.Period.Start, draft.Now, expiresAt);
        draft.Set(period, metric, counter with { Reserved = counter.Reserved + micro });
        return null;
    }

    public override void Write(Change change, Partition home, MeterDraft draft)
    {
        change.Insert(ReservationRow.Into(home, Reservation)).Insert(ReservationRow.Lapse(home, Reservation));
        remember?.Write(change);
    }

    public override bool Owns(string rowKey) => rowKey == BillingKeys.Reservation(id) || (_reservation is not null && rowKey == _reservation.LapseKey) || rowKey == remember?.RowKey;

    public override async Task LookAsync(Partition home, WriteConflictException? conflict, CancellationToken ct)
    {
        if (conflict is not null && conflict.RowKey == remember?.RowKey)
        {
            // The call was made before: its answer is given instead.
            Result = new MeterResult(MeterStatus.Failed) { Failure = conflict };
            return;
        }

        if (await home.FindAsync(BillingKeys.Reservation(id), ct) is not { } row) return;
        _reservation = ReservationRow.From(row);
        Result = _reservation.Metric == metric && _reservation.Micro == micro
            ? new MeterResult(MeterStatus.Repeated) { BilledIn = _reservation.PeriodStart }
            : new MeterResult(MeterStatus.Conflict) { Fault = BillingFaults.EventConflict };
    }
}
