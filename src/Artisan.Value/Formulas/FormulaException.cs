namespace Artisan.Value.Formulas;

/// <summary>Carries a <see cref="FormulaError"/> out of the parser or evaluator; never leaves this namespace.</summary>
internal sealed class FormulaException(int position, int length, string code, string message) : Exception(message)
{
    public FormulaError Error { get; } = new(position, length, code, message);
}
