using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Metering;

/// <summary>
/// A reservation on its way to being confirmed with the real quantity, or released. What was set aside is always there for it; more than that has to fit like
/// anything else. Where its period was billed meanwhile, it is billed with the present one, as late.
/// </summary>
/// <param name="id">The reservation's id.</param>
/// <param name="confirmed">The real quantity, in millionths; null releases.</param>
/// <param name="plans">The plans.</param>
/// <param name="system">The clock that reservations lapse by.</param>
internal sealed class SettleUnit(string id, long? confirmed, PlanCatalog plans, SystemClock system) : MeterUnit
{
    private Reservation _reservation = null!;
    private EventPlace? _place;

    private ReservationState Wanted => confirmed is null ? ReservationState.Released : ReservationState.Confirmed;

    public override string Key => BillingKeys.Reservation(id);

    public override int Rows => 3;

    public override MeterResult Done => new(MeterStatus.Recorded) { BilledIn = _place?.Billed ?? _reservation.PeriodStart, Late = _place is { Late: true } };

    public override IEnumerable<DateTimeOffset> Instants(DateTimeOffset now) => [_reservation.At, now];

    public override Fault? Apply(MeterDraft draft)
    {
        if (Known()?.Fault is { } settled) return settled;
        if (draft.Starting(_reservation.PeriodStart) is not { } own) return BillingFaults.ReservationExpired;
        var counter = own[_reservation.Metric];
        counter = counter with { Reserved = counter.Reserved - _reservation.Micro };
        _place = null;
        if (confirmed is not { } micro)
        {
            if (!own.Closed) draft.Set(own, _reservation.Metric, counter);
            return null;
        }

        var billed = own.Closed ? draft.Covering(draft.Now)! : own;
        if (billed.Closed) return BillingFaults.PeriodClosed;
        var taken = own.Closed ? counter with { Used = counter.Used + draft.LateFor(own.Period.Start, _reservation.Metric) } : counter;
        if (micro > _reservation.Micro && Limits.Of(taken, _reservation.Metric, micro, plans) is { } reached) return reached;
        _place = EventPlace.Of(draft, own, billed, _reservation.At, plans);
        draft.Set(billed, _reservation.Metric, own.Closed ? billed[_reservation.Metric].PlusLate(_place.Own, _place.Day, micro) : counter.Plus(_place.Day, micro));
        return null;
    }

    public override void Write(Change change, Partition home, MeterDraft draft)
    {
        change.Replace(ReservationRow.Into(home, _reservation with { State = Wanted, ConfirmedMicro = confirmed ?? 0 })).Delete(_reservation.LapseKey);
        if (confirmed is { } micro) change.Insert(EventRow.Of(home, Event(micro), _place!, _reservation.At, draft.Starting(_place!.Billed)!.Seq));
    }

    /// <summary>The refusal of decimals for a metric that counts things.</summary>
    public Fault? FitsMetric() => confirmed % PeriodLimits.Micro is > 0 && plans.FindMetric(_reservation.Metric) is not null ? BillingFaults.WholeOnly.At("quantity") : null;

    public override bool Owns(string rowKey) => rowKey == Key || rowKey == _reservation.LapseKey || rowKey == BillingKeys.Event(Event(0).Key);

    public override async Task LookAsync(Partition home, WriteConflictException? conflict, CancellationToken ct)
    {
        if (await home.FindAsync(Key, ct) is not { } row)
        {
            Result = MeterResult.Refused(Faults.NotFound);
            return;
        }

        _reservation = ReservationRow.From(row);
        Result = Known();
        // It is open, but what it set aside was given back: it has lapsed by another instance's clock.
        if (Result is null && conflict is { Kind: ConflictKind.Gone }) Result = MeterResult.Refused(BillingFaults.ReservationExpired);
    }

    // What its state alone tells. Giving back what has lapsed changes nothing.
    private MeterResult? Known() => _reservation.State switch
    {
        ReservationState.Open when _reservation.ExpiresAt > system.Now => null,
        ReservationState.Open => confirmed is null ? Again() : MeterResult.Refused(BillingFaults.ReservationExpired),
        _ when _reservation.State == Wanted && _reservation.ConfirmedMicro == (confirmed ?? 0) => Again(),
        _ => MeterResult.Refused(BillingFaults.ReservationSettled),
    };

    private static MeterResult Again() => new(MeterStatus.Repeated);

    private UsageEvent Event(long micro) => UsageEvent.OfReservation(id, _reservation.Metric, micro, _reservation.At);
}
