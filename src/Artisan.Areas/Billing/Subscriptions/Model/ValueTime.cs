using Artisan.Areas.Billing.Contracts;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>A stretch of time in which value is billed: what ends after its beginning and not after its end.</summary>
/// <param name="From">Going live, or going on after a pause.</param>
/// <param name="To">When a pause begins; null where none is planned.</param>
internal sealed record ValueSpan(DateTimeOffset From, DateTimeOffset? To = null)
{
    public bool Holds(DateTimeOffset end) => From < end && (To is not { } to || end <= to);
}

/// <summary>When a workspace's value is billed, and how far it was.</summary>
/// <param name="Spans">The stretches of time, the oldest first; none overlaps another.</param>
/// <param name="Seen">Every calculation that was written before this instant, by the system's clock, has been billed or never will be.</param>
internal sealed record ValueTime(IReadOnlyList<ValueSpan> Spans, DateTimeOffset Seen)
{
    /// <summary>Whether what ended at an instant is billed.</summary>
    public bool Bills(DateTimeOffset end) => Spans.Any(s => s.Holds(end));

    /// <summary>How things are at an instant.</summary>
    public ValueBillingState At(DateTimeOffset now) => Spans[^1] switch
    {
        { To: null, From: var since } => new ValueBillingState(ValueBillingPhase.On, since, null),
        { To: { } to, From: var since } => new ValueBillingState(now < to ? ValueBillingPhase.Pausing : ValueBillingPhase.Paused, since, to),
    };

    /// <summary>On from an instant; a pause that has not begun is taken back.</summary>
    public ValueTime On(DateTimeOffset now) => At(now).Phase switch
    {
        ValueBillingPhase.On => this,
        ValueBillingPhase.Pausing => Ending(null),
        _ => this with { Spans = [.. Spans, new ValueSpan(now)] },
    };

    /// <summary>Off from an instant that is still to come; one that was planned before stays.</summary>
    public ValueTime OffAt(DateTimeOffset at, DateTimeOffset now) => At(now).Phase is ValueBillingPhase.On ? Ending(at) : this;

    private ValueTime Ending(DateTimeOffset? at) => this with { Spans = [.. Spans.SkipLast(1), Spans[^1] with { To = at }] };
}
