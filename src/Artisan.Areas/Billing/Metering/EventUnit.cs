using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Metering;

/// <summary>A usage event on its way into the counters.</summary>
internal sealed class EventUnit(UsageEvent usage, PlanCatalog plans) : MeterUnit
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private EventPlace? _place;
    private DateTimeOffset _time;

    public UsageEvent Event => usage;

    /// <summary>The counter with this event in it, once it is recorded.</summary>
    public MetricUsage? Counter { get; private set; }

    /// <summary>When the counter begins at zero again.</summary>
    public DateTimeOffset CountedUntil { get; private set; }

    public override string Key => usage.Key;

    public override int Rows => 1;

    public override MeterResult Done => new(MeterStatus.Recorded) { BilledIn = _place!.Billed, Late = _place.Late };

    public override IEnumerable<DateTimeOffset> Instants(DateTimeOffset now) => usage.Time is { } time && IsTaken(time, now) && time < now ? [time, now] : [now];

    public override Fault? Apply(MeterDraft draft)
    {
        var time = usage.Time ?? draft.Now;
        if (!IsTaken(time, draft.Now)) return BillingFaults.EventOutOfTime;
        // A caller's clock that is ahead never begins a period: whether it comes, and under which plan, is not known yet.
        var at = time < draft.Now ? time : draft.Now;
        var own = draft.Covering(at)!;
        var billed = own.Closed ? draft.Covering(draft.Now)! : own;
        if (billed.Closed) return BillingFaults.PeriodClosed;
        if (!billed.Metrics.ContainsKey(usage.Metric)) return BillingFaults.MetricUnknown.At("metric");
        var refused = own.Closed ? Limits.OfLate(draft, own, billed, usage, plans) : Limits.Of(billed[usage.Metric], usage, plans);
        if (refused is not null) return refused;
        if (long.MaxValue - billed[usage.Metric].Used - billed[usage.Metric].LateTotal() < usage.Micro) return BillingFaults.CounterFull;

        (_place, _time) = (EventPlace.Of(draft, own, billed, at, plans), time);
        var counter = billed[usage.Metric];
        Counter = _place.Late ? counter.PlusLate(_place.Own, _place.Day, usage.Micro) : counter.Plus(_place.Day, usage.Micro);
        CountedUntil = billed.Period.End;
        draft.Set(billed, usage.Metric, Counter);
        return null;
    }

    /// <summary>When it is forgotten.</summary>
    public DateTimeOffset KeptUntil => _place!.KeptUntil;

    public override void Write(Change change, Partition home, MeterDraft draft) => change.Insert(EventRow.Of(home, usage, _place!, _time, draft.Starting(_place!.Billed)!.Seq));

    public override bool Owns(string rowKey) => rowKey == BillingKeys.Event(usage.Key);

    public override async Task LookAsync(Partition home, WriteConflictException? conflict, CancellationToken ct)
    {
        // The conflict may have brought the row along.
        var key = BillingKeys.Event(usage.Key);
        var row = conflict?.RowKey == key && conflict.Stored is { } met ? met : await home.FindAsync(key, ct);
        if (row is not null) Meet(row);
    }

    public override void Follow(MeterUnit first)
    {
        if (first is not EventUnit { Result: { Status: MeterStatus.Recorded or MeterStatus.Repeated } result } earlier) return;
        Result = earlier.Event.PayloadHash == usage.PayloadHash ? result with { Status = MeterStatus.Repeated } : Conflicting();
    }

    /// <summary>Answers as part of a chunk that was recorded whole before.</summary>
    public void Repeat() => Result = new MeterResult(MeterStatus.Repeated);

    private void Meet(TableEntity row) => Result = EventRow.PayloadHash(row) == usage.PayloadHash
        ? new MeterResult(MeterStatus.Repeated) { BilledIn = EventRow.Billed(row), Late = EventRow.IsLate(row) }
        : Conflicting();

    private static MeterResult Conflicting() => new(MeterStatus.Conflict) { Fault = BillingFaults.EventConflict };

    private static bool IsTaken(DateTimeOffset time, DateTimeOffset now) => time >= now - RawEvents.Oldest && time <= now + Ahead;
}
