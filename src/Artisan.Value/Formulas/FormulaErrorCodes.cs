namespace Artisan.Value.Formulas;

/// <summary>The stable codes of <see cref="FormulaError"/>.</summary>
public static class FormulaErrorCodes
{
    public const string Empty = "formula.empty";
    public const string TooLong = "formula.too_long";
    public const string TooDeep = "formula.too_deep";
    public const string TooManyNodes = "formula.too_many_parts";
    public const string UnexpectedCharacter = "formula.unexpected_character";
    public const string UnexpectedToken = "formula.unexpected_token";
    public const string UnexpectedEnd = "formula.unexpected_end";
    public const string NumberNotExact = "formula.number_not_exact";
    public const string UnknownName = "formula.unknown_name";
    public const string UnknownFunction = "formula.unknown_function";
    public const string ArgumentCount = "formula.argument_count";
    public const string NumberExpected = "formula.number_expected";
    public const string ConditionExpected = "formula.condition_expected";
    public const string ChainedComparison = "formula.chained_comparison";
    public const string NestedAggregate = "formula.nested_aggregate";
    public const string DivisionByZero = "formula.division_by_zero";
    public const string Overflow = "formula.overflow";
    public const string NoPoints = "formula.no_points";
    public const string MissingVariable = "formula.missing_variable";
    public const string PointsNeeded = "formula.points_needed";
}
