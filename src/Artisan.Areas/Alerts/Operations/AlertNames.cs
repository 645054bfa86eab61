using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Alerts.Model;
using Artisan.Platform.Channels;

namespace Artisan.Areas.Alerts.Operations;

/// <summary>Names on the wire.</summary>
internal static class AlertNames
{
    /// <summary>The severities, for the check of requests.</summary>
    public const string Severities = "info|warning|critical";

    public const string Sensitivities = "low|normal|high";

    public const string Conditions = "above|below|change|missing|source_failing|accuracy_below";

    public const string ChannelKinds = "email|slack|pagerduty|sms|webhook";

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

    public static string Of(ChannelStep step) => step switch
    {
        ChannelStep.Opened => "opened",
        ChannelStep.Escalated => "escalated",
        ChannelStep.Acknowledged => "acknowledged",
        ChannelStep.Resolved => "resolved",
        ChannelStep.Test => "test",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    public static string Of(ChannelState state) => state switch
    {
        ChannelState.Pending => "pending",
        ChannelState.Delivered => "delivered",
        ChannelState.Failed => "failed",
        ChannelState.Skipped => "skipped",
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
