using Artisan.Value.Calculations;
using Artisan.Value.Json;

namespace Artisan.Areas.Value.Definitions;

/// <summary>A value definition with its newest version.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name in the newest version.</param>
/// <param name="Metric">What is measured.</param>
/// <param name="Source">The source of the data points.</param>
/// <param name="Fields">The fields that the formula may read; empty for any.</param>
/// <param name="ActiveVersion">The version that calculates; null where none does.</param>
/// <param name="Latest">The newest version.</param>
/// <param name="Versions">All versions, the oldest first; empty in lists.</param>
/// <param name="ClonedFrom">The definition that it was copied from.</param>
public sealed record DefinitionResponse(
    string Id, string Name, string Metric, string Source, IReadOnlyList<string> Fields, int? ActiveVersion, DefinitionVersionResponse Latest,
    IReadOnlyList<DefinitionVersionResponse> Versions, string? ClonedFrom = null)
{
    internal static DefinitionResponse Of(DefinitionHead head, IEnumerable<DefinitionVersion>? versions = null)
    {
        var definition = head.Latest.Definition;
        return new DefinitionResponse(
            head.Id, definition.Name, definition.Metric, definition.Source, definition.Fields, head.Active, DefinitionVersionResponse.Of(head.Latest),
            versions is null ? [] : [.. versions.Select(DefinitionVersionResponse.Of)], head.ClonedFrom);
    }
}

/// <summary>One version of a definition; it never changes but for its state.</summary>
/// <param name="Version">Its number, from 1.</param>
/// <param name="State">draft, submitted, in_review, changes_requested, approved, active or retired.</param>
/// <param name="Source">The source of the data points.</param>
/// <param name="Formula">The formula.</param>
/// <param name="Baseline">The fixed baseline; 0 where it is measured.</param>
/// <param name="BaselineFrom">How the baseline is measured; null where it is fixed.</param>
/// <param name="Terms">What it costs.</param>
/// <param name="Schedule">hourly, daily, weekly or monthly.</param>
/// <param name="StartsOn">The first day of the first period.</param>
/// <param name="TimeZone">The zone whose days count.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">The user who made it.</param>
/// <param name="ActivatedAt">When it began to calculate.</param>
/// <param name="SelfActivated">Whether an owner activated it alone: it is never billed.</param>
/// <param name="Name">What the definition is called in it.</param>
/// <param name="Metric">What is measured.</param>
/// <param name="Fields">The fields that the formula may read; empty for any.</param>
/// <param name="ContentHash">SHA-256 of what it says, in canonical form.</param>
/// <param name="ApprovalId">The approval that it is or was under; null where it never was under any.</param>
/// <param name="ApprovedAt">When it was signed off.</param>
public sealed record DefinitionVersionResponse(
    int Version, string State, string Source, string Formula, string Baseline, BaselineResponse? BaselineFrom, TermsResponse Terms, string Schedule, DateOnly StartsOn,
    string TimeZone, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ActivatedAt, bool SelfActivated,
    string Name, string Metric, IReadOnlyList<string> Fields, string ContentHash, string? ApprovalId, DateTimeOffset? ApprovedAt)
{
    internal static DefinitionVersionResponse Of(DefinitionVersion version)
    {
        var d = version.Definition;
        return new DefinitionVersionResponse(
            version.Number, DefinitionNames.Of(version.State), d.Source, d.Formula, DecimalText.Format(d.Baseline.Value), BaselineResponse.Of(d.Baseline),
            TermsResponse.Of(d.Terms), DefinitionNames.Of(d.Schedule), d.StartsOn, d.TimeZone, version.CreatedAt, version.CreatedBy, version.ActivatedAt, version.SelfActivated,
            d.Name, d.Metric, d.Fields, DefinitionContent.Hash(d), version.ApprovalId, version.ApprovedAt);
    }
}

/// <summary>A measured baseline: mean or median of a reference range, the previous period, or the mean of the <paramref name="Periods"/> before (trailing).</summary>
public sealed record BaselineResponse(string Method, string Measure, DateOnly? From, DateOnly? To, int? Periods = null)
{
    internal static BaselineResponse? Of(BaselineRule rule) => rule.Method switch
    {
        BaselineMethod.Mean => new BaselineResponse("mean", rule.Measure!, rule.From, rule.To),
        BaselineMethod.Median => new BaselineResponse("median", rule.Measure!, rule.From, rule.To),
        BaselineMethod.Previous => new BaselineResponse("previous", rule.Measure!, null, null),
        BaselineMethod.Trailing => new BaselineResponse("trailing", rule.Measure!, null, null, rule.Periods),
        _ => null,
    };
}

/// <summary>What a value costs; decimals as strings. With tiers, the unit price is that of what lies beyond the last.</summary>
public sealed record TermsResponse(string Currency, string UnitPrice, string Share, string? MinimumResult, string? Floor, string? Cap, IReadOnlyList<TierResponse> Tiers)
{
    internal static TermsResponse Of(ValueTerms terms) => new(
        terms.Currency, DecimalText.Format(terms.UnitPrice), DecimalText.Format(terms.Share), Text(terms.MinimumResult), Text(terms.Floor), Text(terms.Cap),
        [.. terms.Tiers.Select(t => new TierResponse(DecimalText.Format(t.UpTo), DecimalText.Format(t.UnitPrice)))]);

    private static string? Text(decimal? value) => value is { } v ? DecimalText.Format(v) : null;
}

/// <summary>A price for the part of the result up to a bound, from the bound before it on.</summary>
public sealed record TierResponse(string UpTo, string UnitPrice);

/// <summary>Names on the wire.</summary>
internal static class DefinitionNames
{
    public static string Of(DefinitionState state) => state switch
    {
        DefinitionState.Draft => "draft",
        DefinitionState.Submitted => "submitted",
        DefinitionState.InReview => "in_review",
        DefinitionState.ChangesRequested => "changes_requested",
        DefinitionState.Approved => "approved",
        DefinitionState.Active => "active",
        DefinitionState.Retired => "retired",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Of(PeriodKind kind) => kind switch
    {
        PeriodKind.Hourly => "hourly",
        PeriodKind.Daily => "daily",
        PeriodKind.Weekly => "weekly",
        PeriodKind.Monthly => "monthly",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static PeriodKind? ParseSchedule(string name) => name switch
    {
        "hourly" => PeriodKind.Hourly,
        "daily" => PeriodKind.Daily,
        "weekly" => PeriodKind.Weekly,
        "monthly" => PeriodKind.Monthly,
        _ => null,
    };
}
