namespace Artisan.Value.Formulas;

/// <summary>The functions: how many arguments each takes, of which kind, and where it may stand.</summary>
internal sealed partial class FormulaParser
{
    /// <summary>The aggregate whose argument is being read, within which names are fields.</summary>
    private string? _inside;

    private FormulaNode Call(Token name)
    {
        if (!FormulaNames.IsFunction(name.Text))
        {
            throw new FormulaException(name.Position, name.Length, FormulaErrorCodes.UnknownFunction, $"There is no function {name.Text}. There are: {FormulaNames.FunctionList}.");
        }

        return Deeper(() => name.Text switch
        {
            "if" => If(name),
            "abs" or "round" => Scalar(name),
            "min" or "max" => MinimumOrMaximum(name),
            _ => Aggregate(name),
        });
    }

    private IfNode If(Token name)
    {
        var arguments = Arguments(name);
        Require(name, arguments.Count == 3, "if takes three arguments: if(condition, value, otherwise).");
        return Node(new IfNode(name.Position, EndOfLast - name.Position, Condition(arguments[0]), Number(arguments[1]), Number(arguments[2])));
    }

    private ScalarNode Scalar(Token name)
    {
        var arguments = Arguments(name);
        var round = name.Text == "round";
        Require(name, arguments.Count == 1 || (round && arguments.Count == 2), round ? "round takes a number and, if wanted, how many decimals." : "abs takes one argument.");
        if (arguments.Count == 2 && !(arguments[1] is NumberNode { Value: >= 0 and <= 28 and var places } && places == decimal.Truncate(places)))
        {
            throw new FormulaException(arguments[1].Position, arguments[1].Length, FormulaErrorCodes.NumberExpected, "The number of decimals is a whole number from 0 to 28.");
        }

        return Node(new ScalarNode(name.Position, EndOfLast - name.Position, round ? ScalarFunction.Round : ScalarFunction.Absolute, [.. arguments.Select(Number)]));
    }

    /// <summary>With one argument over the points, with two or more among its arguments.</summary>
    private FormulaNode MinimumOrMaximum(Token name)
    {
        if (CountArgumentsAhead() < 2)
        {
            return Aggregate(name);
        }

        var arguments = Arguments(name);
        var function = name.Text == "min" ? ScalarFunction.Minimum : ScalarFunction.Maximum;
        return Node(new ScalarNode(name.Position, EndOfLast - name.Position, function, [.. arguments.Select(Number)]));
    }

    private AggregateNode Aggregate(Token name)
    {
        if (_inside is { } outer)
        {
            throw new FormulaException(name.Position, name.Length, FormulaErrorCodes.NestedAggregate, $"{name.Text} goes over the points and cannot stand inside {outer}, which does so already.");
        }

        _inside = name.Text;
        var arguments = Arguments(name);
        _inside = null;
        var count = name.Text == "count";
        Require(name, arguments.Count == 1 || (count && arguments.Count == 0), count ? "count takes nothing, a field or a condition." : $"{name.Text} takes one argument.");
        var argument = arguments.Count == 0 ? null : count ? CountArgument(arguments[0]) : Number(arguments[0]);
        var kind = name.Text switch
        {
            "sum" => AggregateKind.Sum,
            "avg" => AggregateKind.Average,
            "min" => AggregateKind.Minimum,
            "max" => AggregateKind.Maximum,
            _ => AggregateKind.Count,
        };
        var node = Node(new AggregateNode(name.Position, EndOfLast - name.Position, kind, argument, _aggregates.Count));
        _aggregates.Add(node);
        return node;
    }

    private static FormulaNode CountArgument(FormulaNode argument) => argument is FieldNode || argument.IsCondition
        ? argument
        : throw new FormulaException(argument.Position, argument.Length, FormulaErrorCodes.ConditionExpected, "count takes nothing, a field or a condition.");

    private List<FormulaNode> Arguments(Token name)
    {
        var open = Current;
        _at++;
        var arguments = new List<FormulaNode>();
        if (!Current.Is(")"))
        {
            arguments.Add(Or());
            while (Current.Is(","))
            {
                _at++;
                arguments.Add(Or());
            }
        }

        Expect(")", $"The parenthesis of {name.Text} is not closed.", open);
        return arguments;
    }

    private int CountArgumentsAhead()
    {
        var (depth, commas) = (0, 0);
        for (var i = _at; tokens[i].Kind != TokenKind.End; i++)
        {
            depth += tokens[i].Is("(") ? 1 : tokens[i].Is(")") ? -1 : 0;
            if (depth == 0)
            {
                break;
            }

            commas += depth == 1 && tokens[i].Is(",") ? 1 : 0;
        }

        return commas + 1;
    }
}
