using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Testing;
using Artisan.Value.Calculations;
using Artisan.Value.Formulas;
using Artisan.Value.Json;
using Artisan.Value.Receipts;

namespace Artisan.Value.Tests.Formulas;

/// <summary>
/// Pins what formulas and terms give, digit by digit, in a file that verifiers in other languages are held against:
/// the browser's verifier reads the same file in its own tests.
/// </summary>
public sealed class RecomputingElsewhereTests
{
    private static readonly PointAggregate Totals = new(4, new Dictionary<string, FieldAggregate>
    {
        ["amount"] = new(3, 107.63m, 14.96m, 63.34m),
        ["large"] = new(7, 79228162514264337593543950335m, -1.5m, 79228162514264337593543950335m),
        ["none"] = new(0, 0, 0, 0),
    });

    private static readonly string[] Edges =
    [
        "0", "1", "-3", "7", "0.5", "0.1", "0.0000000000000000000000000001", "0.0000000000000000000000000005", "-0.0000000000000000000000000003",
        "79228162514264337593543950335", "-79228162514264337593543950335", "7922816251426433759354395033.5", "39614081257132168796771975168", "1.0000000000000000000000000001",
    ];

    private static readonly string[] Written =
    [
        "sum(amount) - baseline", "max(sum(amount) - baseline, 0)", "avg(amount)", "round(avg(amount), 2)", "min(amount) + max(amount)", "count()", "count(amount)", "count(missing)", "sum(missing)", "avg(missing)",
        "min(none)", "if(count(none) > 0, avg(none), 0)", "sum(large)", "avg(large)", "sum(large) + 1", "sum(large) + 0.4", "sum(large) * 1.1", "-sum(large) - 1", "baseline / (days - 31)", "if(days == 31 or 1 / 0 > 1, 1, 2)",
        "if(days != 31 and 1 / 0 > 1, 1, 2)", "not 1 > 2", "if(not (price > 2 and not days < 31), 1, 2)", "--2", "-2 * -3", "round(2.5)", "round(-2.5)", "round(1.005, 2)", "round(0.123456789, 28)", "round(price, 29)", "round(price, 1.0)",
        "round(price, 1.5)", "round(price, days)", "abs(-4.5)", "min(3, 1, 2)", "max(3, 1, 2) * price", "min()", "min(1)", "sum()", "sum(amount, none)", "sum(if(amount > 20, amount, 0))", "count(amount > 20)", "sum(price)", "sum(1)",
        "sum(min(amount, none))", "sum(sum(amount))", "amount", "sum", "median(amount)", "", " \t\r\n", "1 +", "(1", "1)", "1 2", "1 < 2", "1 < 2 < 3", "if(1, 2, 3)", "if(1 < 2, 2)", "1 and 2", "1 = 1", ".5", "1.", "1e5", "1.2.3", "5%", "1 & 2",
        "000.50 + 00", "79228162514264337593543950336", "0.00000000000000000000000000001", "1.00000000000000000000000000000000000000", "𝟙", "a_1", "or", "not", "count(1 < 2) + 1", "1/3*3", "2/3", "baseline * price / days", "1 - 0.9999999999999999999999999999",
        "((((((((((((((((((((((((((((((1))))))))))))))))))))))))))))))", "((((((((((((((((((((((((((((((((1))))))))))))))))))))))))))))))))", "min(min(min(min(min(min(min(min(min(min(min(min(min(min(min(min(1,2),2),2),2),2),2),2),2),2),2),2),2),2),2),2),2)",
    ];

    [Fact]
    public void Formulas_and_fees_give_what_the_golden_file_says() => Golden.Check("recomputing.json", File());

    private static string File()
    {
        var text = new StringBuilder("{\n\"totals\":").Append(CanonicalJson.Text(Aggregates.ToJson(Totals))).Append(",\n\"formulas\":[\n");
        text.AppendJoin(",\n", FormulaCases().Select(c => CanonicalJson.Text(c))).Append("\n],\n\"fees\":[\n");
        return text.AppendJoin(",\n", FeeCases().Select(c => CanonicalJson.Text(c))).Append("\n]\n}\n").ToString();
    }

    private static IEnumerable<JsonObject> FormulaCases()
    {
        var random = new Random(20_260_131);
        var standard = new Dictionary<string, decimal> { ["baseline"] = 7.63m, ["days"] = 31, ["price"] = 2.5m };
        var formulas = Written.Append(string.Join('+', Enumerable.Repeat("1", 200))).Append(string.Join('+', Enumerable.Repeat("1", 201))).Append(new string(' ', Formula.MaxLength) + "1");
        var pairs = Edges.SelectMany(a => Edges.Select(b => (A: DecimalText.Parse(a), B: DecimalText.Parse(b)))).Concat(Enumerable.Range(0, 150).Select(_ => (A: Any(random), B: Any(random))));
        return formulas.Select(f => Case(f, standard)).Concat(pairs.SelectMany(p => "+-*/".Select(sign => Case($"a {sign} b", new Dictionary<string, decimal> { ["a"] = p.A, ["b"] = p.B }))));
    }

    private static JsonObject Case(string formula, Dictionary<string, decimal> variables)
    {
        var outcome = Formula.Parse(formula, variables.Keys.ToHashSet(StringComparer.Ordinal)) is { IsOk: true } parsed
            ? parsed.Value.Evaluate(new FormulaInputs { Variables = variables, Aggregates = [Totals] })
            : Formula.Parse(formula, variables.Keys.ToHashSet(StringComparer.Ordinal)).Error!;
        var named = new JsonObject();
        foreach (var (name, value) in variables) named[name] = DecimalText.Format(value);
        return new JsonObject { ["formula"] = formula, ["gives"] = outcome.Error?.Code ?? DecimalText.Format(outcome.Value), ["variables"] = named };
    }

    private static IEnumerable<JsonObject> FeeCases()
    {
        var random = new Random(20_260_228);
        var plain = new ValueTerms { Currency = "USD", UnitPrice = 1, Share = 0.2m };
        (decimal Result, ValueTerms Terms)[] written =
        [
            (4733.61m, plain), (0.025m, plain with { Share = 1 }), (-100, plain), (10, plain with { Floor = 5 }), (100_000, plain with { Cap = 5000 }), (99.99m, plain with { MinimumResult = 100, Floor = 5 }),
            (1234.5m, plain with { Share = 1, MinorUnitDigits = 0 }), (0.1m, plain with { Share = 1, UnitPrice = 3, MinorUnitDigits = 1 }), (1, plain with { Share = 0 }), (1, plain with { Share = 1.01m }), (1, plain with { Currency = "usd" }),
            (1, plain with { UnitPrice = -1 }), (1, plain with { Floor = 2, Cap = 1 }), (1, plain with { Cap = -1 }), (decimal.MaxValue, plain with { Share = 1 }), (decimal.MaxValue, plain with { UnitPrice = 2, Share = 1 }),
            (922337203685477.5807m, plain with { Share = 1, MinorUnitDigits = 4 }), (922337203685477.58075m, plain with { Share = 1, MinorUnitDigits = 4 }), (decimal.MaxValue, plain with { Cap = 1, Share = 1 }),
        ];
        ValueTerms tiered = plain with { Share = 1, UnitPrice = 0.5m, Tiers = [new ValueTier(100, 2), new ValueTier(250.5m, 1.25m)] };
        (decimal Result, ValueTerms Terms)[] graduated =
        [
            (0, tiered), (-5, tiered), (99.99m, tiered), (100, tiered), (100.01m, tiered), (250.5m, tiered), (1000, tiered), (1000, tiered with { Share = 0.2m, Cap = 50 }), (1, tiered with { Floor = 9 }),
            (1, tiered with { Tiers = [new ValueTier(10, 1), new ValueTier(10, 1)] }), (1, tiered with { Tiers = [new ValueTier(0, 1)] }), (1, tiered with { Tiers = [new ValueTier(1, -1)] }),
            (decimal.MaxValue, tiered), (1.005m, tiered with { Tiers = [new ValueTier(1, 1)], UnitPrice = 1 }), (1, tiered with { Tiers = [.. Enumerable.Range(1, 11).Select(i => new ValueTier(i, 1))] }),
        ];
        var drawn = Enumerable.Range(0, 80).Select(i => (Any(random), plain with { UnitPrice = Math.Abs(Any(random)), Share = random.Next(1, 1000) / 1000m, MinorUnitDigits = i % 5 }));
        return written.Concat(drawn).Concat(graduated).Select(c => new JsonObject
        {
            ["fee"] = c.Item2.Problems().Count == 0 ? c.Item2.Fee(c.Item1)?.ToString(CultureInfo.InvariantCulture) : null,
            ["result"] = DecimalText.Format(c.Item1),
            ["terms"] = TermsJson.Write(c.Item2),
        });
    }

    /// <summary>Any decimal: of one to 96 bits, with any number of digits after the point.</summary>
    private static decimal Any(Random random)
    {
        var bits = random.Next(1, 97);
        int Word(int index) => bits <= 32 * index ? 0 : (int)(uint)(random.NextInt64(1L << 32) & (bits >= 32 * (index + 1) ? uint.MaxValue : (1L << (bits - (32 * index))) - 1));
        return new decimal(Word(0), Word(1), Word(2), random.Next(2) == 0, (byte)random.Next(29));
    }
}
