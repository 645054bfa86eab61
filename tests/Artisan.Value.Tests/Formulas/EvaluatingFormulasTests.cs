using System.Globalization;
using Artisan.Value.Formulas;
using Artisan.Value.Json;

namespace Artisan.Value.Tests.Formulas;

public sealed class EvaluatingFormulasTests
{
    private static readonly Dictionary<string, decimal> Variables = new() { ["baseline"] = 100, ["price"] = 2.5m, ["days"] = 31 };

    private static readonly Dictionary<string, decimal>[] Points =
    [
        new() { ["amount"] = 29.33m, ["cds"] = 2 },
        new() { ["amount"] = 14.96m, ["cds"] = 1 },
        new() { ["amount"] = 63.34m },
        new() { ["cds"] = 4 },
    ];

    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("10 - 4 - 3", "3")]
    [InlineData("100 / 10 / 5", "2")]
    [InlineData("-2 * -3", "6")]
    [InlineData("--2", "2")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("1 / 3 * 3", "0.9999999999999999999999999999")]
    [InlineData("baseline * price / days", "8.064516129032258064516129032")]
    [InlineData("min(3, 1, 2) + max(3, 1, 2)", "4")]
    [InlineData("abs(-4.5)", "4.5")]
    [InlineData("round(2.5)", "3")]
    [InlineData("round(-2.5)", "-3")]
    [InlineData("round(1.005, 2)", "1.01")]
    [InlineData("if(price > 2, 1, 1 / 0)", "1")]
    [InlineData("if(price < 2 or days == 31, 1, 2)", "1")]
    [InlineData("if(not (price < 2) and days != 30, 1, 2)", "1")]
    [InlineData("if(1 < 0 and 1 / 0 > 1, 1, 2)", "2")]
    [InlineData("if(1 < 2 or 1 / 0 > 1, 1, 2)", "1")]
    [InlineData("if(price >= 2.5 and price <= 2.50, 1, 0)", "1")]
    [InlineData("count()", "4")]
    [InlineData("count(amount)", "3")]
    [InlineData("sum(amount)", "107.63")]
    [InlineData("avg(cds)", "2.3333333333333333333333333333")]
    [InlineData("min(amount) + max(cds)", "18.96")]
    [InlineData("sum(missing)", "0")]
    [InlineData("count(missing)", "0")]
    [InlineData("sum(if(amount > 20, amount, 0))", "92.67")]
    [InlineData("count(amount > 20)", "2")]
    [InlineData("sum(amount * cds)", "73.62")]
    [InlineData("max(amount / 2)", "31.67")]
    [InlineData("sum(amount) - min(baseline, 50)", "57.63")]
    [InlineData("if(count(missing) > 0, avg(missing), 0)", "0")]
    public void A_formula_gives_its_exact_decimal(string text, string expected)
    {
        var result = Formula.Parse(text).Value.Evaluate(new FormulaInputs { Variables = Variables, Points = Points });
        Assert.Null(result.Error);
        Assert.Equal(DecimalText.Parse(expected), result.Value);
    }

    [Theory]
    [InlineData("1 + 5 / (price - 2.5)", 9, 11, FormulaErrorCodes.DivisionByZero)]
    [InlineData("avg(missing)", 0, 12, FormulaErrorCodes.NoPoints)]
    [InlineData("2 * min(missing)", 4, 12, FormulaErrorCodes.NoPoints)]
    [InlineData("sum(amount / (cds - 1))", 14, 7, FormulaErrorCodes.DivisionByZero)]
    [InlineData("79228162514264337593543950335 + 1", 0, 33, FormulaErrorCodes.Overflow)]
    [InlineData("sum(amount * 79228162514264337593543950335)", 4, 38, FormulaErrorCodes.Overflow)]
    [InlineData("sum(if(amount > 0, 79228162514264337593543950335, 0))", 0, 53, FormulaErrorCodes.Overflow)]
    public void An_error_names_the_part_that_failed(string text, int position, int length, string code)
    {
        var error = Formula.Parse(text).Value.Evaluate(new FormulaInputs { Variables = Variables, Points = Points }).Error;
        Assert.NotNull(error);
        Assert.Equal((code, position, length), (error.Code, error.Position, error.Length));
    }

    [Fact]
    public void A_variable_without_a_value_is_an_error()
    {
        var error = Formula.Parse("1 + days").Value.Evaluate(new FormulaInputs { Variables = new Dictionary<string, decimal>() }).Error;
        Assert.Equal((FormulaErrorCodes.MissingVariable, 4, 4), (error!.Code, error.Position, error.Length));
    }

    [Fact]
    public void Day_totals_give_the_same_as_the_points()
    {
        var formula = Formula.Parse("sum(amount) / count() + avg(cds) * max(amount) - min(cds) + count(amount)").Value;
        var days = Points.Chunk(2).Select(day => day.Aggregate(PointAggregate.None, (a, p) => a.Add(p))).ToList();
        var byDays = formula.Evaluate(new FormulaInputs { Variables = Variables, Aggregates = days });
        Assert.Equal(formula.Evaluate(new FormulaInputs { Variables = Variables, Points = Points }).Value, byDays.Value);
        Assert.Equal(byDays.Value, formula.Evaluate(new FormulaInputs { Variables = Variables, Aggregates = [PointAggregate.Merge(days)] }).Value);
    }

    [Fact]
    public void A_formula_that_looks_at_points_refuses_day_totals()
    {
        var error = Formula.Parse("1 + sum(amount * 2)").Value.Evaluate(new FormulaInputs { Variables = Variables, Aggregates = [PointAggregate.None] }).Error;
        Assert.Equal((FormulaErrorCodes.PointsNeeded, 4, 15), (error!.Code, error.Position, error.Length));
    }

    [Fact]
    public void The_order_of_the_points_never_shows()
    {
        var formula = Formula.Parse("sum(amount / 3) + avg(amount / 7)").Value;
        var random = new Random(1);
        var points = Enumerable.Range(0, 500).Select(i => (IReadOnlyDictionary<string, decimal>)new Dictionary<string, decimal>
        {
            ["amount"] = decimal.Parse($"{random.Next(-999_999, 999_999)}.{random.Next(1_000_000)}", CultureInfo.InvariantCulture),
        }).ToArray();
        var first = formula.Evaluate(new FormulaInputs { Variables = Variables, Points = points }).Value;
        for (var i = 0; i < 10; i++)
        {
            random.Shuffle(points);
            Assert.Equal(first, formula.Evaluate(new FormulaInputs { Variables = Variables, Points = points }).Value);
        }
    }

    [Fact]
    public void Streaming_gives_what_evaluating_gives()
    {
        var formula = Formula.Parse("sum(if(amount > 20, amount, 0)) + count()").Value;
        var stream = formula.Accumulate(Variables);
        foreach (var point in Points)
        {
            stream.Add(point);
        }

        Assert.Equal(4, stream.Points);
        Assert.Equal(96.67m, stream.Finish().Value);
    }

    [Fact]
    public void A_sum_of_totals_that_would_be_rounded_is_refused() =>
        Assert.Throws<OverflowException>(() => FieldAggregate.Of(7_000_000_000_000_000_000_000_000_000m).Add(0.01m));
}
