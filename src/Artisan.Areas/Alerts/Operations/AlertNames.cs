using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Alerts.Model;

namespace Artisan.Areas.Alerts.Operations;

/// <summary>Names on the wire.</summary>
internal static class AlertNames
{
    /// <summary>The severities, for the check of requests.</summary>
    public const string Severities = "info|warning|critical";

    public const string Sensitivities = "low|normal|high";

    public const string Conditions = "above|below|change|missing|source_failing|accuracy_below";

    public static string Of(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Info => "info",
        AlertSeverity.Warning => "warning",
        AlertSeverity.Critical => "critical",
        _ => throw new ArgumentOutOfRangeException(nameof(severity)),
    };

    public static AlertSeverity Severity(string name) => Enum.GetValues<AlertSeverity>().Single(s => Of(s) == name);

    public static string Of(AlertState state) => state switch
    {
        AlertState.Open => "open",
        AlertState.Acknowledged => "acknowledged",
        AlertState.Snoozed => "snoozed",
        AlertState.Resolved => "resolved",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Of(Sensitivity sensitivity) => sensitivity switch
    {
        Model.Sensitivity.Low => "low",
        Model.Sensitivity.Normal => "normal",
        Model.Sensitivity.High => "high",
        _ => throw new ArgumentOutOfRangeException(nameof(sensitivity)),
    };

    public static Sensitivity Sensitivity(string name) => Enum.GetValues<Sensitivity>().Single(s => Of(s) == name);

    public static string Of(AlertCondition condition) => condition switch
    {
        AlertCondition.Above => "above",
        AlertCondition.Below => "below",
        AlertCondition.Change => "change",
        AlertCondition.Missing => "missing",
        AlertCondition.SourceFailing => "source_failing",
        AlertCondition.AccuracyBelow => "accuracy_below",
        AlertCondition.Anomaly => "anomaly",
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };

    public static AlertCondition Condition(string name) => Enum.GetValues<AlertCondition>().Single(c => Of(c) == name);
}
