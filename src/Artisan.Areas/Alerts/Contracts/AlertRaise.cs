using System.Text.Json.Serialization;

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
    double? Score = null, string? RuleId = null);

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

    /// <summary>A measurement is not as accurate as it has to be; the value is the accuracy in percent.</summary>
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
