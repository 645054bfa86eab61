namespace Artisan.Value.Formulas;

internal enum Operation
{
    Add, Subtract, Multiply, Divide, Less, LessOrEqual, Greater, GreaterOrEqual, Equal, NotEqual, And, Or,
}

internal enum AggregateKind
{
    Sum, Count, Average, Minimum, Maximum,
}

internal enum ScalarFunction
{
    Minimum, Maximum, Absolute, Round,
}

/// <summary>One part of a parsed formula and where it stands in the text.</summary>
internal abstract record FormulaNode(int Position, int Length)
{
    /// <summary>True for a condition, false for a number.</summary>
    public virtual bool IsCondition => false;
}

internal sealed record NumberNode(int Position, int Length, decimal Value) : FormulaNode(Position, Length);

internal sealed record VariableNode(int Position, int Length, string Name) : FormulaNode(Position, Length);

internal sealed record FieldNode(int Position, int Length, string Name) : FormulaNode(Position, Length);

internal sealed record NegateNode(int Position, int Length, FormulaNode Operand) : FormulaNode(Position, Length);

internal sealed record NotNode(int Position, int Length, FormulaNode Operand) : FormulaNode(Position, Length)
{
    public override bool IsCondition => true;
}

internal sealed record BinaryNode(int Position, int Length, Operation Operation, FormulaNode Left, FormulaNode Right) : FormulaNode(Position, Length)
{
    public override bool IsCondition => Operation >= Operation.Less;
}

internal sealed record IfNode(int Position, int Length, FormulaNode Condition, FormulaNode Then, FormulaNode Otherwise) : FormulaNode(Position, Length);

internal sealed record ScalarNode(int Position, int Length, ScalarFunction Function, IReadOnlyList<FormulaNode> Arguments) : FormulaNode(Position, Length);

/// <summary>A function over the points. <paramref name="Slot"/> is its place among the formula's aggregates; no argument means the points themselves.</summary>
internal sealed record AggregateNode(int Position, int Length, AggregateKind Kind, FormulaNode? Argument, int Slot) : FormulaNode(Position, Length)
{
    /// <summary>True where the per-day count, sum, min and max of one field answer it.</summary>
    public bool DayAggregatesSuffice => Argument is null or FieldNode;
}
