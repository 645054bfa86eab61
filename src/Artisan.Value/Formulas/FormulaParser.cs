namespace Artisan.Value.Formulas;

/// <summary>Recursive descent over the tokens; the type rule (a condition only where one is asked for) is checked on the way.</summary>
internal sealed class FormulaParser(List<Token> tokens, IReadOnlySet<string> variables)
{
    private readonly List<AggregateNode> _aggregates = [];
    private int _at;
    private int _depth;
    private int _nodes;
    private AggregateNameAndPosition? _inside;

    public IReadOnlyList<AggregateNode> Aggregates => _aggregates;

    public SortedSet<string> Fields { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Variables { get; } = new(StringComparer.Ordinal);

    private Token Current => tokens[_at];

    public FormulaNode ParseWhole()
    {
        if (Current.Kind == TokenKind.End)
        {
            throw new FormulaException(0, 0, FormulaErrorCodes.Empty, "The formula is empty.");
        }

        var root = Or();
        if (Current.Kind != TokenKind.End)
        {
            throw Unexpected(Current.Is(")") ? "This closing parenthesis has no opening one." : "An operator is missing before this.");
        }

        return Number(root);
    }

    private FormulaNode Or() => Deeper(() =>
    {
        var left = And();
        while (Current.Is("or"))
        {
            _at++;
            var right = And();
            left = Node(new BinaryNode(left.Position, End(right) - left.Position, Operation.Or, Condition(left), Condition(right)));
        }

        return left;
    });

    private FormulaNode And()
    {
        var left = Not();
        while (Current.Is("and"))
        {
            _at++;
            var right = Not();
            left = Node(new BinaryNode(left.Position, End(right) - left.Position, Operation.And, Condition(left), Condition(right)));
        }

        return left;
    }

    private FormulaNode Not()
    {
        if (!Current.Is("not"))
        {
            return Comparison();
        }

        var start = Current.Position;
        _at++;
        var operand = Deeper(Not);
        return Node(new NotNode(start, End(operand) - start, Condition(operand)));
    }

    private FormulaNode Comparison()
    {
        var left = Sum();
        if (Comparing(Current) is not { } operation)
        {
            return left;
        }

        _at++;
        var right = Sum();
        if (Comparing(Current) is not null)
        {
            throw new FormulaException(Current.Position, Current.Length, FormulaErrorCodes.ChainedComparison, "Comparisons cannot be chained: join two of them with and.");
        }

        return Node(new BinaryNode(left.Position, End(right) - left.Position, operation, Number(left), Number(right)));
    }

    private FormulaNode Sum()
    {
        var left = Product();
        while (Current.Is("+") || Current.Is("-"))
        {
            var operation = Current.Is("+") ? Operation.Add : Operation.Subtract;
            _at++;
            var right = Product();
            left = Node(new BinaryNode(left.Position, End(right) - left.Position, operation, Number(left), Number(right)));
        }

        return left;
    }

    private FormulaNode Product()
    {
        var left = Unary();
        while (Current.Is("*") || Current.Is("/"))
        {
            var operation = Current.Is("*") ? Operation.Multiply : Operation.Divide;
            _at++;
            var right = Unary();
            left = Node(new BinaryNode(left.Position, End(right) - left.Position, operation, Number(left), Number(right)));
        }

        return left;
    }

    private FormulaNode Unary()
    {
        if (!Current.Is("-"))
        {
            return Primary();
        }

        var start = Current.Position;
        _at++;
        var operand = Deeper(Unary);
        return Node(new NegateNode(start, End(operand) - start, Number(operand)));
    }

    private FormulaNode Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                _at++;
                return Node(new NumberNode(token.Position, token.Length, token.Number));
            case TokenKind.Name when !FormulaNames.IsKeyword(token.Text):
                _at++;
                return Current.Is("(") ? Call(token) : Name(token);
            case TokenKind.Symbol when token.Text == "(":
                _at++;
                var inner = Or();
                Expect(")", "The parenthesis is not closed.", token);
                return inner;
            case TokenKind.End:
                throw new FormulaException(token.Position, 0, FormulaErrorCodes.UnexpectedEnd, "The formula ends where a number, a name or a parenthesis is expected.");
            default:
                throw Unexpected("A number, a name or a parenthesis is expected here.");
        }
    }

    private FormulaNode Name(Token token)
    {
        if (variables.Contains(token.Text))
        {
            Variables.Add(token.Text);
            return Node(new VariableNode(token.Position, token.Length, token.Text));
        }

        if (FormulaNames.IsFunction(token.Text))
        {
            throw new FormulaException(token.Position, token.Length, FormulaErrorCodes.UnexpectedToken, $"{token.Text} is a function: write {token.Text}(...).");
        }

        if (_inside is null)
        {
            throw new FormulaException(token.Position, token.Length, FormulaErrorCodes.UnknownName,
                $"{token.Text} is not a variable. A field of the points is used inside sum, avg, min, max or count, as in sum({token.Text}).");
        }

        Fields.Add(token.Text);
        return Node(new FieldNode(token.Position, token.Length, token.Text));
    }

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
        if (round && arguments.Count == 2 && arguments[1] is not NumberNode { Value: >= 0 and <= 28 and var places } || (arguments.Count == 2 && arguments[1] is NumberNode n && n.Value != decimal.Truncate(n.Value)))
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
            throw new FormulaException(name.Position, name.Length, FormulaErrorCodes.NestedAggregate, $"{name.Text} goes over the points and cannot stand inside {outer.Name}, which does so already.");
        }

        _inside = new AggregateNameAndPosition(name.Text, name.Position);
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

    private int EndOfLast => tokens[_at - 1].Position + tokens[_at - 1].Length;

    private static int End(FormulaNode node) => node.Position + node.Length;

    private static Operation? Comparing(Token token) => token.Kind != TokenKind.Symbol ? null : token.Text switch
    {
        "<" => Operation.Less,
        "<=" => Operation.LessOrEqual,
        ">" => Operation.Greater,
        ">=" => Operation.GreaterOrEqual,
        "==" => Operation.Equal,
        "!=" => Operation.NotEqual,
        _ => null,
    };

    private static FormulaNode Number(FormulaNode node) => !node.IsCondition ? node
        : throw new FormulaException(node.Position, node.Length, FormulaErrorCodes.NumberExpected, "A number is expected here, this is a condition. Use if(condition, 1, 0).");

    private static FormulaNode Condition(FormulaNode node) => node.IsCondition ? node
        : throw new FormulaException(node.Position, node.Length, FormulaErrorCodes.ConditionExpected, "A condition such as amount > 20 is expected here, this is a number.");

    private static void Require(Token name, bool holds, string message)
    {
        if (!holds)
        {
            throw new FormulaException(name.Position, name.Length, FormulaErrorCodes.ArgumentCount, message);
        }
    }

    private void Expect(string symbol, string message, Token opened)
    {
        if (!Current.Is(symbol))
        {
            throw Current.Kind == TokenKind.End
                ? new FormulaException(opened.Position, opened.Length, FormulaErrorCodes.UnexpectedEnd, message)
                : Unexpected($"A comma, an operator or {symbol} is expected here.");
        }

        _at++;
    }

    private FormulaException Unexpected(string message) => new(Current.Position, Current.Length, FormulaErrorCodes.UnexpectedToken, message);

    private T Node<T>(T node) where T : FormulaNode =>
        ++_nodes <= Formula.MaxNodes ? node
            : throw new FormulaException(node.Position, node.Length, FormulaErrorCodes.TooManyNodes, $"The formula has more than {Formula.MaxNodes} parts.");

    private T Deeper<T>(Func<T> parse)
    {
        if (++_depth > Formula.MaxDepth)
        {
            throw new FormulaException(Current.Position, Current.Length, FormulaErrorCodes.TooDeep, $"The formula is nested deeper than {Formula.MaxDepth} levels.");
        }

        var result = parse();
        _depth--;
        return result;
    }

    private sealed record AggregateNameAndPosition(string Name, int Position);
}
