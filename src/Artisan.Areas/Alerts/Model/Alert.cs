using Artisan.Areas.Alerts.Contracts;

namespace Artisan.Areas.Alerts.Model;

/// <summary>Where an alert stands.</summary>
internal enum AlertState
{
    /// <summary>Nobody has looked at it.</summary>
    Open,

    /// <summary>Somebody looks at it.</summary>
    Acknowledged,

    /// <summary>It is out of the way until a time.</summary>
    Snoozed,

    /// <summary>It is over.</summary>
    Resolved,
}

/// <summary>An alert: what is wrong, since when and how often, and what people made of it.</summary>
internal sealed record Alert
{
    public required string Id { get; init; }

    public required string Key { get; init; }

    public required string Kind { get; init; }

    public required AlertSeverity Severity { get; init; }

    public AlertState State { get; init; }

    public required string Title { get; init; }

    public required string Reason { get; init; }

    public AlertSubject? On { get; init; }

    public string? Period { get; init; }

    public decimal? Value { get; init; }

    public double? Score { get; init; }

    public string? RuleId { get; init; }

    /// <summary>How often it was raised.</summary>
    public int Count { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? SnoozedUntil { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Who resolved it; null where it was over by itself.</summary>
    public string? ResolvedBy { get; init; }

    public string? Resolution { get; init; }

    /// <summary>When the owners are told again, unless somebody has acknowledged it by then.</summary>
    public DateTimeOffset? EscalateAt { get; init; }

    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>Whether any channel was told of it: then it is told as well what becomes of it.</summary>
    public bool Told { get; init; }

    /// <summary>Whether resolving or snoozing it needs the technical hat.</summary>
    public bool NeedsTechnical => Severity is AlertSeverity.Critical;

    /// <summary>A new alert.</summary>
    public static Alert Open(string id, AlertRaise raise, DateTimeOffset now, TimeSpan escalateAfter) => new Alert
    {
        Id = id,
        Key = raise.Key,
        Kind = raise.Kind,
        Severity = raise.Severity,
        Title = raise.Title,
        Reason = raise.Reason,
        OpenedAt = now,
        LastSeenAt = now,
    }.Seen(raise, now).Escalating(now, escalateAfter);

    /// <summary>Raised once more: the newest reason counts, and the highest severity; one that became worse is open again.</summary>
    public Alert Again(AlertRaise raise, DateTimeOffset now, TimeSpan escalateAfter)
    {
        var seen = Seen(raise, now);
        if (raise.Severity <= Severity) return seen;
        return (seen with { Severity = raise.Severity, State = AlertState.Open, SnoozedUntil = null, AcknowledgedAt = null, AcknowledgedBy = null }).Escalating(now, escalateAfter);
    }

    /// <summary>A snoozed one is open again.</summary>
    public Alert Wake(DateTimeOffset now, TimeSpan escalateAfter) => (this with { State = AlertState.Open, SnoozedUntil = null }).Escalating(now, escalateAfter);

    public Alert Acknowledge(string by, DateTimeOffset now) => this with { State = AlertState.Acknowledged, AcknowledgedAt = now, AcknowledgedBy = by, SnoozedUntil = null, EscalateAt = null };

    public Alert Snooze(DateTimeOffset until) => this with { State = AlertState.Snoozed, SnoozedUntil = until, EscalateAt = null };

    public Alert Resolve(string? by, string resolution, DateTimeOffset now) =>
        this with { State = AlertState.Resolved, ResolvedAt = now, ResolvedBy = by, Resolution = resolution, SnoozedUntil = null, EscalateAt = null };

    private Alert Seen(AlertRaise raise, DateTimeOffset now) => this with
    {
        Title = raise.Title,
        Reason = raise.Reason,
        On = raise.On,
        Period = raise.Period,
        Value = raise.Value,
        Score = raise.Score,
        RuleId = raise.RuleId,
        Count = Count + 1,
        LastSeenAt = now,
    };

    private Alert Escalating(DateTimeOffset now, TimeSpan after) => this with { EscalateAt = Severity is AlertSeverity.Critical ? now + after : null };
}
