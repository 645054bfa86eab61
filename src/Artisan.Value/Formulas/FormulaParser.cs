namespace Artisan.Value.Formulas;

/// <summary>Recursive descent over the tokens; the type rule (a condition only where one is asked for) is checked on the way.</summary>
internal sealed partial class FormulaParser(List<Token> tokens, IReadOnlySet<string> variables)
{
    private readonly List<AggregateNode> _aggregates = [];
    private int _at;
    private int _depth;
    private int _nodes;

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
}
