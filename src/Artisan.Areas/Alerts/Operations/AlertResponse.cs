using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Alerts.Model;
using Artisan.Value.Json;

namespace Artisan.Areas.Alerts.Operations;

/// <summary>An alert.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">anomaly, rule, source_failing, accuracy_low, calculation_failed, ledger_halted or billing.</param>
/// <param name="Severity">info, warning or critical.</param>
/// <param name="State">open, acknowledged, snoozed or resolved.</param>
/// <param name="Title">One line.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="On">What it is about.</param>
/// <param name="Period">The period or day that it is about.</param>
/// <param name="Value">The figure, a decimal.</param>
/// <param name="Score">How unusual it is, 0 to 1; of unusual values.</param>
/// <param name="RuleId">The rule that raised it.</param>
/// <param name="Count">How often it was raised.</param>
/// <param name="OpenedAt">When it was raised first.</param>
/// <param name="LastSeenAt">When it was raised last.</param>
/// <param name="AcknowledgedAt">When somebody took it on.</param>
/// <param name="AcknowledgedBy">Who.</param>
/// <param name="SnoozedUntil">When it is open again.</param>
/// <param name="ResolvedAt">When it was over.</param>
/// <param name="ResolvedBy">Who said so; null where it was over by itself.</param>
/// <param name="Resolution">The reason that was given.</param>
/// <param name="EscalatedAt">When the owners were told that nobody had acknowledged it.</param>
public sealed record AlertResponse(
    string Id, string Kind, string Severity, string State, string Title, string Reason, AlertSubject? On, string? Period, string? Value, double? Score, string? RuleId, int Count,
    DateTimeOffset OpenedAt, DateTimeOffset LastSeenAt, DateTimeOffset? AcknowledgedAt, string? AcknowledgedBy, DateTimeOffset? SnoozedUntil, DateTimeOffset? ResolvedAt,
    string? ResolvedBy, string? Resolution, DateTimeOffset? EscalatedAt)
{
    internal static AlertResponse Of(Alert a) => new(
        a.Id, a.Kind, AlertNames.Of(a.Severity), AlertNames.Of(a.State), a.Title, a.Reason, a.On, a.Period, a.Value is { } value ? DecimalText.Format(value) : null, a.Score, a.RuleId, a.Count,
        a.OpenedAt, a.LastSeenAt, a.AcknowledgedAt, a.AcknowledgedBy, a.SnoozedUntil, a.ResolvedAt, a.ResolvedBy, a.Resolution, a.EscalatedAt);
}
