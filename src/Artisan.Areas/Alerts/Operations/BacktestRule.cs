using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Alerts.Checking;
using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Value.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using DecimalText = Artisan.Value.Json.DecimalText;

namespace Artisan.Areas.Alerts.Operations;

/// <summary>What is to be tried on history.</summary>
/// <param name="Condition">above, below, change, missing, or anomaly for the detector.</param>
/// <param name="On">A definition, or a source and a field.</param>
/// <param name="Threshold">A decimal; none for anomaly.</param>
/// <param name="Sensitivity">low, normal or high; for anomaly. Normal where it is left out.</param>
public sealed record BacktestRequest(
    [Required, RegularExpression("above|below|change|missing|anomaly")] string Condition, [Required] AlertSubjectBody On, [StringLength(40)] string? Threshold = null,
    [RegularExpression(AlertNames.Sensitivities)] string? Sensitivity = null);

/// <summary>A period or day of the history.</summary>
/// <param name="At">Its first instant.</param>
/// <param name="Period">Its name.</param>
/// <param name="Value">Its figure, a decimal.</param>
/// <param name="Score">How unusual that was; of the detector.</param>
/// <param name="Alerts">Whether it would have alerted.</param>
/// <param name="Reason">Why; empty where it would not.</param>
public sealed record BacktestPoint(DateTimeOffset At, string Period, string Value, double? Score, bool Alerts, string Reason);

/// <summary>What would have happened.</summary>
/// <param name="Points">At most 400 periods or days, the oldest first.</param>
/// <param name="Alerts">How many of them would have alerted.</param>
public sealed record BacktestResponse(IReadOnlyList<BacktestPoint> Points, int Alerts);

/// <summary>Walks a condition through the history as it would have been checked day by day, and changes nothing.</summary>
internal sealed class BacktestRule(IValueSeries values)
{
    public async Task<Outcome<BacktestResponse>> RunAsync(BacktestRequest request, Caller caller, CancellationToken ct)
    {
        var condition = AlertNames.Condition(request.Condition);
        IReadOnlyList<WatchedDefinition> definitions = request.On.DefinitionId is null ? [] : await values.DefinitionsAsync(caller.WorkspaceId, ct);
        var judged = RuleCheck.Run(condition, request.On, request.Threshold, definitions);
        if (judged.Fault is { } fault) return fault;
        var (on, threshold) = judged.Value;
        var series = on.DefinitionId is { } definition
            ? await values.OfDefinitionAsync(caller.WorkspaceId, definition, CheckCalculation.Periods, ct)
            : (await values.OfSourceAsync(caller.WorkspaceId, on.Source!, CheckSources.Days, ct)).GetValueOrDefault(on.Field!);
        if (series is null or { Count: 0 }) return AlertsFaults.NoHistory;

        var replayed = condition is AlertCondition.Anomaly
            ? SeriesReplay.Anomalies(AlertNames.Sensitivity(request.Sensitivity ?? "normal"), series)
            : SeriesReplay.Of(condition, threshold, series);
        return new BacktestResponse(
            [.. replayed.Select(p => new BacktestPoint(p.Point.At, p.Point.Name, DecimalText.Format(p.Point.Value), p.Score, p.Alerts, p.Reason))], replayed.Count(p => p.Alerts));
    }
}
