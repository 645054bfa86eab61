namespace Artisan.Value.Formulas;

/// <summary>A value, or the one error that prevented it.</summary>
public readonly record struct FormulaOutcome<T>
{
    private FormulaOutcome(T? value, FormulaError? error)
    {
        ValueOrDefault = value;
        Error = error;
    }

    public FormulaError? Error { get; }

    public T? ValueOrDefault { get; }

    public bool IsOk => Error is null;

    /// <summary>The value; throws <see cref="InvalidOperationException"/> with the error's sentence where there is none.</summary>
    public T Value => Error is null ? ValueOrDefault! : throw new InvalidOperationException(Error.Message);

    public static implicit operator FormulaOutcome<T>(T value) => new(value, null);

    public static implicit operator FormulaOutcome<T>(FormulaError error) => new(default, error);
}
