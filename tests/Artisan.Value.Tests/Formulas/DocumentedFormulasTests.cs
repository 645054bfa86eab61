using System.Text.RegularExpressions;
using Artisan.Testing;
using Artisan.Value.Formulas;
using Artisan.Value.Json;

namespace Artisan.Value.Tests.Formulas;

/// <summary>Holds docs/formulas.md to what the code does.</summary>
public sealed class DocumentedFormulasTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "formulas.md"));

    public static TheoryData<string, string> Examples()
    {
        var data = new TheoryData<string, string>();
        foreach (Match row in Regex.Matches(Page[Page.IndexOf("| formula | result |", StringComparison.Ordinal)..], @"^\| `(.+)` \| (\S+) \|$", RegexOptions.Multiline))
        {
            data.Add(row.Groups[1].Value, row.Groups[2].Value);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_gives_the_result_that_stands_beside_it(string formula, string result)
    {
        var points = new[] { 29.33m, 14.96m, 63.34m }.Select(a => (IReadOnlyDictionary<string, decimal>)new Dictionary<string, decimal> { ["amount"] = a });
        var variables = new Dictionary<string, decimal> { ["baseline"] = 100, ["price"] = 2.5m, ["days"] = 31 };
        Assert.Equal(result, DecimalText.Format(Formula.Parse(formula).Value.Evaluate(new FormulaInputs { Variables = variables, Points = points }).Value));
    }

    [Fact]
    public void The_limits_and_the_variables_are_the_documented_ones()
    {
        Assert.Contains($"{Formula.MaxLength:N0} characters, {Formula.MaxDepth} levels, {Formula.MaxNodes} parts", Page, StringComparison.Ordinal);
        Assert.All(FormulaNames.StandardVariables, v => Assert.Contains($"`{v}`", Page, StringComparison.Ordinal));
    }
}
