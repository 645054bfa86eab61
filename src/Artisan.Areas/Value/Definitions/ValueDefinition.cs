using Artisan.Value.Calculations;
using Artisan.Value.Formulas;

namespace Artisan.Areas.Value.Definitions;

/// <summary>What one version of a definition says: what is measured, how it becomes a value, and what that costs. It never changes.</summary>
internal sealed record ValueDefinition
{
    public required string Name { get; init; }

    public required string Metric { get; init; }

    public required string Source { get; init; }

    public required IReadOnlyList<string> Fields { get; init; }

    public required string Formula { get; init; }

    public required BaselineRule Baseline { get; init; }

    public required PeriodKind Schedule { get; init; }

    public required DateOnly StartsOn { get; init; }

    public required string TimeZone { get; init; }

    public required ValueTerms Terms { get; init; }

    /// <summary>The zone by its name.</summary>
    public TimeZoneInfo Zone() => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>The periods that are calculated, from number 0 on.</summary>
    public PeriodSchedule Periods() => new(Schedule, StartsOn, Zone());

    /// <summary>The formula, which was checked before it was kept.</summary>
    public Formula ParsedFormula() => Artisan.Value.Formulas.Formula.Parse(Formula).Value;
}

/// <summary>How a period's baseline is found.</summary>
internal enum BaselineMethod
{
    /// <summary>A number.</summary>
    Fixed,

    /// <summary>The mean of a measure over the periods of a reference range.</summary>
    Mean,

    /// <summary>A measure of the period before.</summary>
    Previous,

    /// <summary>The median of a measure over the periods of a reference range.</summary>
    Median,

    /// <summary>The mean of a measure over the last few periods before.</summary>
    Trailing,
}

/// <summary>The baseline of a definition: the variable <c>baseline</c> of its formula.</summary>
internal sealed record BaselineRule(BaselineMethod Method, decimal Value = 0, string? Measure = null, DateOnly? From = null, DateOnly? To = null, int? Periods = null)
{
    /// <summary>The only variable that a measure may read.</summary>
    public static readonly IReadOnlySet<string> MeasureVariables = new HashSet<string>(["days"], StringComparer.Ordinal);

    /// <summary>Whether the baseline is the level of a reference range, which any day in it can change for every period.</summary>
    public bool HasReferenceRange() => Method is BaselineMethod.Mean or BaselineMethod.Median;

    /// <summary>How many periods before the calculated one are measured.</summary>
    public int PeriodsBefore() => Method switch { BaselineMethod.Previous => 1, BaselineMethod.Trailing => Periods!.Value, _ => 0 };

    public Formula ParsedMeasure() => Formula.Parse(Measure!, MeasureVariables).Value;
}
