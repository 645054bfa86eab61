using System.Text.Json.Serialization;
using Artisan.Value.Calculations;
using Artisan.Value.Json;

namespace Artisan.Areas.Alerts.Contracts;

/// <summary>What an alert is about.</summary>
/// <param name="DefinitionId">A value definition.</param>
/// <param name="Source">A source of data points.</param>
/// <param name="Field">A field of its points; <c>*</c> for their number.</param>
public sealed record AlertSubject(string? DefinitionId = null, string? Source = null, string? Field = null);

/// <summary>
/// Something is wrong, or is so still: the same workspace and key are one alert as long as it is not resolved.
/// </summary>
/// <param name="WorkspaceId">Whose alert.</param>
/// <param name="Key">What makes it the same one, such as <c>ledger-halted:1</c>; at most 200 characters.</param>
/// <param name="Kind">One of <see cref="AlertKinds"/>.</param>
/// <param name="Severity">How much it matters, unless a rule of the workspace says otherwise.</param>
/// <param name="Title">One line.</param>
/// <param name="Reason">Why, in a sentence or two.</param>
/// <param name="On">What it is about.</param>
/// <param name="Period">The period or day it is about, by its name.</param>
/// <param name="Value">The figure it is about, a decimal.</param>
/// <param name="Score">How unusual that is, 0 to 1.</param>
/// <param name="RuleId">The rule that raised it.</param>
public sealed record AlertRaise(
    string WorkspaceId, string Key, string Kind, AlertSeverity Severity, string Title, string Reason, AlertSubject? On = null, string? Period = null, decimal? Value = null,
    double? Score = null, string? RuleId = null)
{
    /// <summary>How right a definition measures, whatever that is; the rules of the workspace say whether it is too little.</summary>
    public static AlertRaise OfAccuracy(string workspaceId, string definitionId, string name, decimal percent, string period)
    {
        var measured = DecimalText.FormatFixed(percent, 2);
        return new AlertRaise(
            workspaceId, $"accuracy:{definitionId}", AlertKinds.AccuracyLow, AlertSeverity.Warning, $"Measured at {measured} %: {name}",
            $"Over its last periods with feedback the measurement is {measured} % right; going live takes {DecimalText.FormatFixed(Accuracy.Least, 2)} %.",
            new AlertSubject(DefinitionId: definitionId), period, percent);
    }
}

/// <summary>What it was that a key stands for is over.</summary>
/// <param name="WorkspaceId">Whose alert.</param>
/// <param name="Key">The key it was raised with.</param>
public sealed record AlertClear(string WorkspaceId, string Key);

/// <summary>What alerts there are; names never change their meaning.</summary>
public static class AlertKinds
{
    /// <summary>An unusual value.</summary>
    public const string Anomaly = "anomaly";

    /// <summary>A rule of the workspace.</summary>
    public const string Rule = "rule";

    /// <summary>A source cannot be read.</summary>
    public const string SourceFailing = "source_failing";

    /// <summary>
    /// How accurate a measurement is; the value is the accuracy in percent. It is raised whatever that is: below what going live takes, or below what a rule of the
    /// workspace says, it is an alert, and otherwise the end of one.
    /// </summary>
    public const string AccuracyLow = "accuracy_low";

    /// <summary>A period could not be calculated.</summary>
    public const string CalculationFailed = "calculation_failed";

    /// <summary>A receipt log was stopped.</summary>
    public const string LedgerHalted = "ledger_halted";

    /// <summary>Something about the plan or a payment.</summary>
    public const string Billing = "billing";
}

/// <summary>What goes to the area with another area's change.</summary>
internal sealed record AlertMessage(AlertRaise? Raise, AlertClear? Clear);

[JsonSerializable(typeof(AlertMessage))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
internal sealed partial class AlertContractsJson : JsonSerializerContext;
