namespace Artisan.Value.Formulas;

/// <summary>Walks a formula with decimals; branches of if, and and or are evaluated only where they are needed.</summary>
internal sealed class FormulaEvaluator(IReadOnlyDictionary<string, decimal> variables, IReadOnlyDictionary<string, decimal>? point, AggregateState[] aggregates)
{
    public decimal Number(FormulaNode node)
    {
        try
        {
            return node switch
            {
                NumberNode n => n.Value,
                VariableNode v => variables.TryGetValue(v.Name, out var value) ? value
                    : throw new FormulaException(v.Position, v.Length, FormulaErrorCodes.MissingVariable, $"The variable {v.Name} has no value."),
                FieldNode f => point![f.Name],
                NegateNode n => -Number(n.Operand),
                BinaryNode b => Arithmetic(b),
                IfNode i => Number(Condition(i.Condition) ? i.Then : i.Otherwise),
                ScalarNode s => Scalar(s),
                AggregateNode a => aggregates[a.Slot].Result(),
                _ => throw new InvalidOperationException($"{node.GetType().Name} is not a number."),
            };
        }
        catch (OverflowException)
        {
            throw new FormulaException(node.Position, node.Length, FormulaErrorCodes.Overflow, "The result is too large.");
        }
    }

    public bool Condition(FormulaNode node) => node switch
    {
        NotNode n => !Condition(n.Operand),
        BinaryNode { Operation: Operation.And } b => Condition(b.Left) && Condition(b.Right),
        BinaryNode { Operation: Operation.Or } b => Condition(b.Left) || Condition(b.Right),
        BinaryNode { Operation: Operation.Less } b => Number(b.Left) < Number(b.Right),
        BinaryNode { Operation: Operation.LessOrEqual } b => Number(b.Left) <= Number(b.Right),
        BinaryNode { Operation: Operation.Greater } b => Number(b.Left) > Number(b.Right),
        BinaryNode { Operation: Operation.GreaterOrEqual } b => Number(b.Left) >= Number(b.Right),
        BinaryNode { Operation: Operation.Equal } b => Number(b.Left) == Number(b.Right),
        BinaryNode { Operation: Operation.NotEqual } b => Number(b.Left) != Number(b.Right),
        _ => throw new InvalidOperationException($"{node.GetType().Name} is not a condition."),
    };

    private decimal Arithmetic(BinaryNode node)
    {
        var (left, right) = (Number(node.Left), Number(node.Right));
        return node.Operation switch
        {
            Operation.Add => left + right,
            Operation.Subtract => left - right,
            Operation.Multiply => left * right,
            Operation.Divide when right == 0 => throw new FormulaException(node.Right.Position, node.Right.Length, FormulaErrorCodes.DivisionByZero, "This is zero and cannot divide."),
            Operation.Divide => left / right,
            _ => throw new InvalidOperationException($"{node.Operation} is not arithmetic."),
        };
    }

    private decimal Scalar(ScalarNode node)
    {
        var first = Number(node.Arguments[0]);
        return node.Function switch
        {
            ScalarFunction.Absolute => Math.Abs(first),
            ScalarFunction.Round => Math.Round(first, node.Arguments.Count == 1 ? 0 : (int)Number(node.Arguments[1]), MidpointRounding.AwayFromZero),
            ScalarFunction.Minimum => node.Arguments.Skip(1).Select(Number).Aggregate(first, Math.Min),
            ScalarFunction.Maximum => node.Arguments.Skip(1).Select(Number).Aggregate(first, Math.Max),
            _ => throw new InvalidOperationException($"No function {node.Function}."),
        };
    }
}
