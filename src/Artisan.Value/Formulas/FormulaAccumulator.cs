namespace Artisan.Value.Formulas;

/// <summary>One evaluation in progress: takes points in any order, keeps only aggregates, gives the result once at the end.</summary>
public sealed class FormulaAccumulator
{
    private readonly Formula _formula;
    private readonly IReadOnlyDictionary<string, decimal> _variables;
    private readonly AggregateState[] _states;

    internal FormulaAccumulator(Formula formula, IReadOnlyDictionary<string, decimal> variables)
    {
        _formula = formula;
        _variables = variables;
        _states = [.. formula.Aggregates.Select(a => new AggregateState(a))];
    }

    /// <summary>How many points were added.</summary>
    public long Points { get; private set; }

    /// <summary>Adds one point. An error at a point is kept and told by <see cref="Finish"/> only if the formula really uses that aggregate.</summary>
    public void Add(IReadOnlyDictionary<string, decimal> point)
    {
        Points++;
        var evaluator = new FormulaEvaluator(_variables, point, []);
        foreach (var state in _states)
        {
            state.Add(point, evaluator);
        }
    }

    /// <summary>Adds what is known of whole days; an error where the formula looks at single points.</summary>
    public FormulaError? AddAggregates(IEnumerable<PointAggregate> aggregates)
    {
        if (_formula.Aggregates.FirstOrDefault(a => !a.DayAggregatesSuffice) is { } demanding)
        {
            return new FormulaError(demanding.Position, demanding.Length, FormulaErrorCodes.PointsNeeded, "This part looks at single points; totals per day are not enough.");
        }

        foreach (var aggregate in aggregates)
        {
            Points += aggregate.Points;
            foreach (var state in _states)
            {
                state.Add(aggregate);
            }
        }

        return null;
    }

    /// <summary>The result over all that was added.</summary>
    public FormulaOutcome<decimal> Finish()
    {
        try
        {
            return new FormulaEvaluator(_variables, null, _states).Number(_formula.Root);
        }
        catch (FormulaException e)
        {
            return e.Error;
        }
    }
}
