using System.Collections.Frozen;

namespace Artisan.Value.Formulas;

/// <summary>The words of the formula language.</summary>
public static class FormulaNames
{
    private static readonly string[] Functions = ["sum", "count", "avg", "min", "max", "if", "abs", "round"];

    private static readonly string[] Keywords = ["and", "or", "not"];

    /// <summary>The variables every definition has: its baseline, its unit price and the days of the period.</summary>
    public static FrozenSet<string> StandardVariables { get; } = FrozenSet.Create(StringComparer.Ordinal, "baseline", "price", "days");

    public static string FunctionList => string.Join(", ", Functions);

    public static bool IsFunction(string name) => Functions.Contains(name, StringComparer.Ordinal);

    public static bool IsKeyword(string name) => Keywords.Contains(name, StringComparer.Ordinal);
}
