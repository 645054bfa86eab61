using Artisan.Value.Json;

namespace Artisan.Value.Formulas;

internal enum TokenKind
{
    Number, Name, Symbol, End,
}

internal readonly record struct Token(TokenKind Kind, int Position, string Text, decimal Number = 0)
{
    public int Length => Text.Length;

    public bool Is(string text) => Kind is TokenKind.Symbol or TokenKind.Name && Text == text;
}

/// <summary>Splits a formula into numbers, names and symbols; throws <see cref="FormulaException"/> at the first character it does not know.</summary>
internal static class FormulaLexer
{
    private static readonly string[] Symbols = ["<=", ">=", "==", "!=", "+", "-", "*", "/", "(", ")", ",", "<", ">"];

    public static List<Token> Split(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && text[at] is ' ' or '\t' or '\r' or '\n')
            {
                at++;
            }

            if (at == text.Length)
            {
                tokens.Add(new Token(TokenKind.End, at, ""));
                return tokens;
            }

            var token = Next(text, at);
            tokens.Add(token);
            at += token.Length;
        }
    }

    private static Token Next(string text, int at)
    {
        var c = text[at];
        if (char.IsAsciiDigit(c))
        {
            return Number(text, at);
        }

        if (char.IsAsciiLetter(c) || c == '_')
        {
            var end = at;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            {
                end++;
            }

            return new Token(TokenKind.Name, at, text[at..end]);
        }

        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, at, symbol, 0, symbol.Length) == 0)
            {
                return new Token(TokenKind.Symbol, at, symbol);
            }
        }

        var hint = c switch
        {
            '=' => " To compare, write ==.",
            '.' => " A number begins with a digit: write 0.5.",
            '&' or '|' or '!' => " Write and, or, not.",
            '%' => " For ten percent, write 0.1.",
            _ => "",
        };
        throw new FormulaException(at, char.IsSurrogatePair(text, at) ? 2 : 1, FormulaErrorCodes.UnexpectedCharacter, $"This character has no meaning in a formula.{hint}");
    }

    private static Token Number(string text, int at)
    {
        var end = Digits(text, at);
        if (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
        {
            end = Digits(text, end + 1);
        }

        if (end < text.Length && (char.IsAsciiLetter(text[end]) || text[end] is '.' or '_'))
        {
            throw new FormulaException(at, end + 1 - at, FormulaErrorCodes.UnexpectedCharacter, "A number has digits and at most one decimal point; exponents and units are not allowed.");
        }

        var spelled = text[at..end];
        return DecimalText.TryParse(spelled, out var value)
            ? new Token(TokenKind.Number, at, spelled, value)
            : throw new FormulaException(at, end - at, FormulaErrorCodes.NumberNotExact, "This number has more than 28 digits and cannot be kept exactly.");
    }

    private static int Digits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }
}
