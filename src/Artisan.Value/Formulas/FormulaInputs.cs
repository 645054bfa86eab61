namespace Artisan.Value.Formulas;

/// <summary>What a formula is evaluated on: the variables, and either day aggregates or the points themselves.</summary>
public sealed record FormulaInputs
{
    public required IReadOnlyDictionary<string, decimal> Variables { get; init; }

    /// <summary>Aggregates of one or more days; they are merged exactly. Used where <see cref="Points"/> is null.</summary>
    public IReadOnlyList<PointAggregate> Aggregates { get; init; } = [];

    /// <summary>The points; each maps field names to values. A point that lacks a field is left out of the aggregates that read it.</summary>
    public IEnumerable<IReadOnlyDictionary<string, decimal>>? Points { get; init; }
}
