using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Alerts.Model;
using Artisan.Value.Json;

namespace Artisan.Areas.Alerts.Operations;

/// <summary>A rule.</summary>
/// <param name="Name">1 to 60 characters.</param>
/// <param name="Condition">above, below, change (percent off the one before), missing (days without points), source_failing or accuracy_below (percent).</param>
/// <param name="Severity">info, warning or critical.</param>
/// <param name="Enabled">Whether it alerts.</param>
/// <param name="On">What it watches: a definition, or a source and a field (<c>*</c> for the number of points; always for missing). Nothing means everything, where another area finds it.</param>
/// <param name="Threshold">A decimal; none for source_failing.</param>
/// <param name="Id">Its id; a rule without one is new.</param>
public sealed record AlertRuleBody(
    [Required, StringLength(60, MinimumLength = 1), RegularExpression(@"[^\p{C}]+", ErrorMessage = "One line of text.")] string Name,
    [Required, RegularExpression(AlertNames.Conditions)] string Condition,
    [Required, RegularExpression(AlertNames.Severities)] string Severity,
    bool Enabled,
    AlertSubjectBody? On = null,
    [StringLength(40)] string? Threshold = null,
    [StringLength(40)] string? Id = null)
{
    internal static AlertRuleBody Of(AlertRule r) => new(
        r.Name, AlertNames.Of(r.Condition), AlertNames.Of(r.Severity), r.Enabled, AlertSubjectBody.Of(r.On), r.Condition is AlertCondition.SourceFailing ? null : DecimalText.Format(r.Threshold), r.Id);
}

/// <summary>What a rule watches.</summary>
/// <param name="DefinitionId">A value definition.</param>
/// <param name="Source">A source of data points.</param>
/// <param name="Field">A field of its points; <c>*</c> for their number.</param>
public sealed record AlertSubjectBody([RegularExpression("def_[0-9a-z]{26}")] string? DefinitionId = null, [RegularExpression("[a-z0-9-]{1,40}")] string? Source = null, [RegularExpression(@"\*|[a-zA-Z_][a-zA-Z0-9_]{0,63}")] string? Field = null)
{
    internal static AlertSubjectBody? Of(AlertSubject on) => on == new AlertSubject() ? null : new AlertSubjectBody(on.DefinitionId, on.Source, on.Field);

    internal static AlertSubject Read(AlertSubjectBody? body) => new(body?.DefinitionId, body?.Source, body?.Field);
}

/// <summary>How unusual values alert.</summary>
/// <param name="Enabled">Whether they do.</param>
/// <param name="Sensitivity">low, normal or high.</param>
/// <param name="Severity">info, warning or critical.</param>
public sealed record DetectorBody(bool Enabled, [Required, RegularExpression(AlertNames.Sensitivities)] string Sensitivity, [Required, RegularExpression(AlertNames.Severities)] string Severity);

/// <summary>What a workspace wants to be alerted of, and how.</summary>
/// <param name="Detector">Unusual values of calculations and sources.</param>
/// <param name="Rules">Its rules, at most 40.</param>
/// <param name="Email">The severities of alerts that are mailed to the owners when they open.</param>
/// <param name="EscalateAfterHours">After how many hours without acknowledgement a critical alert is mailed to the owners, 1 to 168.</param>
/// <param name="Channels">Who else is told of alerts, at most 10.</param>
public sealed record RulesResponse(DetectorBody Detector, IReadOnlyList<AlertRuleBody> Rules, IReadOnlyList<string> Email, int EscalateAfterHours, IReadOnlyList<AlertChannelResponse> Channels)
{
    internal static RulesResponse Of(AlertRules r, IReadOnlyDictionary<string, ChannelResult> latest) => new(
        new DetectorBody(r.Detector, AlertNames.Of(r.Sensitivity), AlertNames.Of(r.DetectorSeverity)), [.. r.Rules.Select(AlertRuleBody.Of)], [.. r.Email.Select(AlertNames.Of)], r.EscalateAfterHours,
        [.. r.Channels.Select(c => AlertChannelResponse.Of(c, latest.GetValueOrDefault(c.Id)))]);
}
