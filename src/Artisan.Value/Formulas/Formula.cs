using System.Collections.Frozen;

namespace Artisan.Value.Formulas;

/// <summary>A parsed formula: immutable, evaluated on decimals only, safe to share. The same inputs always give the same result.</summary>
public sealed class Formula
{
    public const int MaxLength = 2_000;
    public const int MaxDepth = 32;
    public const int MaxNodes = 400;

    private Formula(string text, FormulaNode root, FormulaParser parsed)
    {
        Text = text;
        Root = root;
        Aggregates = parsed.Aggregates;
        Fields = parsed.Fields.ToFrozenSet(StringComparer.Ordinal);
        Variables = parsed.Variables.ToFrozenSet(StringComparer.Ordinal);
        NeedsPoints = Aggregates.Any(a => !a.DayAggregatesSuffice);
    }

    public string Text { get; }

    /// <summary>The fields of the points that it reads.</summary>
    public IReadOnlySet<string> Fields { get; }

    /// <summary>The variables that it reads.</summary>
    public IReadOnlySet<string> Variables { get; }

    /// <summary>False where count, sum, min and max per day and field are enough; true where single points must be read.</summary>
    public bool NeedsPoints { get; }

    internal FormulaNode Root { get; }

    internal IReadOnlyList<AggregateNode> Aggregates { get; }

    /// <summary>Reads a formula. A name is a variable if it is among <paramref name="variables"/> (else the standard ones), and a field only inside an aggregate.</summary>
    public static FormulaOutcome<Formula> Parse(string text, IReadOnlySet<string>? variables = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxLength)
        {
            return new FormulaError(MaxLength, text.Length - MaxLength, FormulaErrorCodes.TooLong, $"The formula is longer than {MaxLength} characters.");
        }

        try
        {
            var parser = new FormulaParser(FormulaLexer.Split(text), variables ?? FormulaNames.StandardVariables);
            return new Formula(text, parser.ParseWhole(), parser);
        }
        catch (FormulaException e)
        {
            return e.Error;
        }
    }

    /// <summary>Evaluates over day aggregates or points that are in memory. Day aggregates are refused where <see cref="NeedsPoints"/>.</summary>
    public FormulaOutcome<decimal> Evaluate(FormulaInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var accumulator = Accumulate(inputs.Variables);
        if (inputs.Points is { } points)
        {
            foreach (var point in points)
            {
                accumulator.Add(point);
            }
        }
        else if (accumulator.AddAggregates(inputs.Aggregates) is { } error)
        {
            return error;
        }

        return accumulator.Finish();
    }

    /// <summary>Begins an evaluation to which points are added one by one, in any order.</summary>
    public FormulaAccumulator Accumulate(IReadOnlyDictionary<string, decimal> variables) => new(this, variables);
}
