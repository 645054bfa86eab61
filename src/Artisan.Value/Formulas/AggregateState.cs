namespace Artisan.Value.Formulas;

/// <summary>What one aggregate has seen so far.</summary>
internal sealed class AggregateState(AggregateNode node)
{
    private readonly string[] _fields = [.. FieldsOf(node.Argument).Distinct(StringComparer.Ordinal)];
    private ExactSum _sum;
    private long _count;
    private decimal _min;
    private decimal _max;
    private FormulaException? _failed;

    public void Add(IReadOnlyDictionary<string, decimal> point, FormulaEvaluator evaluator)
    {
        if (_failed is not null || !_fields.All(point.ContainsKey))
        {
            return;
        }

        try
        {
            if (node.Argument is null || (node.Argument.IsCondition && evaluator.Condition(node.Argument)))
            {
                _count++;
            }
            else if (!node.Argument.IsCondition)
            {
                var value = evaluator.Number(node.Argument);
                Add(1, value, value, value);
            }
        }
        catch (FormulaException e)
        {
            _failed = e;
        }
    }

    public void Add(PointAggregate aggregate)
    {
        if (node.Argument is null)
        {
            _count += aggregate.Points;
        }
        else if (aggregate.Fields.TryGetValue(((FieldNode)node.Argument).Name, out var field) && field.Count > 0)
        {
            Add(field.Count, field.Sum, field.Min, field.Max);
        }
    }

    public decimal Result()
    {
        if (_failed is not null)
        {
            throw _failed;
        }

        if (_count == 0 && node.Kind is AggregateKind.Average or AggregateKind.Minimum or AggregateKind.Maximum && _count == 0)
        {
            throw new FormulaException(node.Position, node.Length, FormulaErrorCodes.NoPoints, "There is no point in this period to take this of. Guard it: if(count() > 0, ..., 0).");
        }

        try
        {
            return node.Kind switch
            {
                AggregateKind.Sum => _sum.Total,
                AggregateKind.Count => _count,
                AggregateKind.Average => _sum.Total / _count,
                AggregateKind.Minimum => _min,
                AggregateKind.Maximum => _max,
                _ => throw new InvalidOperationException($"No aggregate {node.Kind}."),
            };
        }
        catch (OverflowException)
        {
            throw new FormulaException(node.Position, node.Length, FormulaErrorCodes.Overflow, "The result is too large.");
        }
    }

    private void Add(long count, decimal sum, decimal min, decimal max)
    {
        (_min, _max) = _count == 0 ? (min, max) : (Math.Min(_min, min), Math.Max(_max, max));
        _count += count;
        _sum.Add(sum);
    }

    private static IEnumerable<string> FieldsOf(FormulaNode? node) => node switch
    {
        FieldNode f => [f.Name],
        NegateNode n => FieldsOf(n.Operand),
        NotNode n => FieldsOf(n.Operand),
        BinaryNode b => FieldsOf(b.Left).Concat(FieldsOf(b.Right)),
        IfNode i => FieldsOf(i.Condition).Concat(FieldsOf(i.Then)).Concat(FieldsOf(i.Otherwise)),
        ScalarNode s => s.Arguments.SelectMany(FieldsOf),
        _ => [],
    };
}
