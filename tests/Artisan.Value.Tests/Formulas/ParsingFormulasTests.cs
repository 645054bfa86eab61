using Artisan.Value.Formulas;

namespace Artisan.Value.Tests.Formulas;

public sealed class ParsingFormulasTests
{
    [Theory]
    [InlineData("", 0, 0, FormulaErrorCodes.Empty)]
    [InlineData("   ", 0, 0, FormulaErrorCodes.Empty)]
    [InlineData("1 +", 3, 0, FormulaErrorCodes.UnexpectedEnd)]
    [InlineData("1 + * 2", 4, 1, FormulaErrorCodes.UnexpectedToken)]
    [InlineData("(1 + 2", 0, 1, FormulaErrorCodes.UnexpectedEnd)]
    [InlineData("1 + 2)", 5, 1, FormulaErrorCodes.UnexpectedToken)]
    [InlineData("1 2", 2, 1, FormulaErrorCodes.UnexpectedToken)]
    [InlineData("2 $ 3", 2, 1, FormulaErrorCodes.UnexpectedCharacter)]
    [InlineData("baseline = 3", 9, 1, FormulaErrorCodes.UnexpectedCharacter)]
    [InlineData("1 + 😀", 4, 2, FormulaErrorCodes.UnexpectedCharacter)]
    [InlineData(".5", 0, 1, FormulaErrorCodes.UnexpectedCharacter)]
    [InlineData("1e5", 0, 2, FormulaErrorCodes.UnexpectedCharacter)]
    [InlineData("1.2.3", 0, 4, FormulaErrorCodes.UnexpectedCharacter)]
    [InlineData("3 + 12345678901234567890123456789012", 4, 32, FormulaErrorCodes.NumberNotExact)]
    [InlineData("amount * 2", 0, 6, FormulaErrorCodes.UnknownName)]
    [InlineData("2 * median(amount)", 4, 6, FormulaErrorCodes.UnknownFunction)]
    [InlineData("sum", 0, 3, FormulaErrorCodes.UnexpectedToken)]
    [InlineData("sum()", 0, 3, FormulaErrorCodes.ArgumentCount)]
    [InlineData("sum(amount, price)", 0, 3, FormulaErrorCodes.ArgumentCount)]
    [InlineData("1 + if(price > 1, 2)", 4, 2, FormulaErrorCodes.ArgumentCount)]
    [InlineData("abs(1, 2)", 0, 3, FormulaErrorCodes.ArgumentCount)]
    [InlineData("if(1, 2, 3)", 3, 1, FormulaErrorCodes.ConditionExpected)]
    [InlineData("if(price > 1, price > 2, 3)", 14, 9, FormulaErrorCodes.NumberExpected)]
    [InlineData("price > 1", 0, 9, FormulaErrorCodes.NumberExpected)]
    [InlineData("1 + (price > 1)", 5, 9, FormulaErrorCodes.NumberExpected)]
    [InlineData("if(not price, 1, 2)", 7, 5, FormulaErrorCodes.ConditionExpected)]
    [InlineData("if(1 < price < 3, 1, 2)", 13, 1, FormulaErrorCodes.ChainedComparison)]
    [InlineData("if((1 < price) == (2 < price), 1, 2)", 4, 9, FormulaErrorCodes.NumberExpected)]
    [InlineData("sum(amount - avg(amount))", 13, 3, FormulaErrorCodes.NestedAggregate)]
    [InlineData("max(min(amount))", 4, 3, FormulaErrorCodes.NestedAggregate)]
    [InlineData("count(amount + 1)", 6, 10, FormulaErrorCodes.ConditionExpected)]
    [InlineData("round(price, 1.5)", 13, 3, FormulaErrorCodes.NumberExpected)]
    [InlineData("round(price, 29)", 13, 2, FormulaErrorCodes.NumberExpected)]
    [InlineData("sum(amount", 3, 1, FormulaErrorCodes.UnexpectedEnd)]
    [InlineData("sum(amount price)", 11, 5, FormulaErrorCodes.UnexpectedToken)]
    [InlineData("and", 0, 3, FormulaErrorCodes.UnexpectedToken)]
    [InlineData("System.IO", 6, 1, FormulaErrorCodes.UnexpectedCharacter)]
    [InlineData("price[0]", 5, 1, FormulaErrorCodes.UnexpectedCharacter)]
    [InlineData("price; price", 5, 1, FormulaErrorCodes.UnexpectedCharacter)]
    public void A_mistake_is_told_with_its_place(string text, int position, int length, string code)
    {
        var error = Formula.Parse(text).Error;
        Assert.NotNull(error);
        Assert.Equal((code, position, length), (error.Code, error.Position, error.Length));
        Assert.EndsWith(".", error.Message.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sum(amount)", false, "amount", "")]
    [InlineData("count()", false, "", "")]
    [InlineData("count(amount)", false, "amount", "")]
    [InlineData("(sum(amount) - baseline) * price / days", false, "amount", "baseline,days,price")]
    [InlineData("max(amount) - min(quantity)", false, "amount,quantity", "")]
    [InlineData("sum(amount * 2)", true, "amount", "")]
    [InlineData("sum(if(amount > 20, amount, 0))", true, "amount", "")]
    [InlineData("count(amount > price)", true, "amount", "price")]
    [InlineData("sum(min(amount, 10))", true, "amount", "")]
    [InlineData("min(1, sum(amount), max(amount))", false, "amount", "")]
    public void A_formula_tells_what_it_needs(string text, bool points, string fields, string variables)
    {
        var formula = Formula.Parse(text).Value;
        Assert.Equal(points, formula.NeedsPoints);
        Assert.Equal(fields, string.Join(',', formula.Fields.Order(StringComparer.Ordinal)));
        Assert.Equal(variables, string.Join(',', formula.Variables.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void The_variables_can_be_others()
    {
        var variables = new HashSet<string> { "seats" };
        Assert.True(Formula.Parse("seats * 2", variables).IsOk);
        Assert.Equal(FormulaErrorCodes.UnknownName, Formula.Parse("baseline", variables).Error?.Code);
    }

    [Fact]
    public void Length_depth_and_size_are_limited()
    {
        Assert.True(Formula.Parse(new string(' ', Formula.MaxLength - 1) + "1").IsOk);
        Assert.Equal(FormulaErrorCodes.TooLong, Formula.Parse(new string(' ', Formula.MaxLength) + "1").Error?.Code);
        Assert.Equal(FormulaErrorCodes.TooDeep, Formula.Parse(new string('(', 500) + "1" + new string(')', 500)).Error?.Code);
        Assert.Equal(FormulaErrorCodes.TooDeep, Formula.Parse(new string('-', 1_900) + "1").Error?.Code);
        Assert.Equal(FormulaErrorCodes.TooDeep, Formula.Parse("if(" + string.Concat(Enumerable.Repeat("not ", 400)) + "1 > 2, 1, 2)").Error?.Code);
        Assert.Equal(FormulaErrorCodes.TooManyNodes, Formula.Parse(string.Join('+', Enumerable.Repeat("1", 300))).Error?.Code);
    }

    [Fact]
    public void No_text_whatever_makes_the_parser_throw()
    {
        var random = new Random(40);
        string[] pieces = ["1", "0.5", "price", "amount", "sum", "if", "min", "count", "(", ")", ",", "+", "-", "*", "/", "<", ">=", "==", "and", "or", "not", " ", "\n", "é", "\ud800", "$", "\0"];
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => pieces[random.Next(pieces.Length)]));
            var outcome = Formula.Parse(text);
            if (outcome.Error is { } error)
            {
                Assert.InRange(error.Position, 0, text.Length);
                Assert.InRange(error.Position + error.Length, error.Position, text.Length);
            }
        }
    }
}
