using System.Text.Json.Serialization;
using Artisan.Platform.Http;

namespace Artisan.Areas.Value.Calculations;

/// <summary>A calculation as it was made; it never changes. A correction is a new one that names the one it replaces.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DefinitionId">The definition.</param>
/// <param name="DefinitionName">The definition's name in this version.</param>
/// <param name="Version">The version that was applied.</param>
/// <param name="Metric">What was measured.</param>
/// <param name="Source">The source of the points.</param>
/// <param name="Period">The period's name, such as 1997-01.</param>
/// <param name="From">Its first instant.</param>
/// <param name="To">The first instant behind it.</param>
/// <param name="TimeZone">The zone whose days count.</param>
/// <param name="Formula">The formula of the version.</param>
/// <param name="Variables">The variables it was evaluated with; decimals as strings.</param>
/// <param name="Points">How many points the period has.</param>
/// <param name="Totals">Their totals, of the fields that the formula reads.</param>
/// <param name="InputsKind">days, where the totals of days were hashed and enough; points, where single points were.</param>
/// <param name="InputsHash">SHA-256 of the inputs.</param>
/// <param name="Result">The formula's result.</param>
/// <param name="Fee">The fee in the currency's major unit.</param>
/// <param name="FeeMinorUnits">The fee as an integer of minor units.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Billable">Whether an invoice may hold it.</param>
/// <param name="SelfActivated">Whether the version was activated by an owner alone, which is why it is not billable.</param>
/// <param name="CalculatedAt">When.</param>
/// <param name="ReceiptId">The receipt that proves it.</param>
/// <param name="Replaces">The calculation that it corrects.</param>
/// <param name="SupersededBy">The calculation that corrects it.</param>
public sealed record CalculationResponse(
    string Id, string DefinitionId, string DefinitionName, int Version, string Metric, string Source, string Period, DateTimeOffset From, DateTimeOffset To, string TimeZone,
    string Formula, IReadOnlyDictionary<string, string> Variables, long Points, IReadOnlyDictionary<string, FieldTotalsResponse> Totals, string InputsKind, string InputsHash,
    string Result, string Fee, long FeeMinorUnits, string Currency, bool Billable, bool SelfActivated, DateTimeOffset CalculatedAt, string ReceiptId, string? Replaces,
    string? SupersededBy = null)
{
    /// <summary>A page of the period's data points as they are now; only where they were asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Page<DataPointResponse>? DataPoints { get; init; }
}

/// <summary>The totals of a field; decimals as strings.</summary>
public sealed record FieldTotalsResponse(string Count, string Sum, string Min, string Max);
