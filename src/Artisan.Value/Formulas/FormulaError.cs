namespace Artisan.Value.Formulas;

/// <summary>What is wrong with a formula, where (zero-based position and length in its text), a stable code and a sentence for people.</summary>
public sealed record FormulaError(int Position, int Length, string Code, string Message);
