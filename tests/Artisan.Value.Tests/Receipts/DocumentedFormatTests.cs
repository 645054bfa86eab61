using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Artisan.Testing;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;

namespace Artisan.Value.Tests.Receipts;

/// <summary>Holds docs/receipt-format.md to what the code does.</summary>
public sealed class DocumentedFormatTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "receipt-format.md"));

    [Fact]
    public void The_example_is_a_statement_whose_arithmetic_holds()
    {
        Assert.True(ReceiptStatement.TryParse(Encoding.UTF8.GetBytes(Block("json statement")), out var statement, out var problem), problem);
        Assert.True(CalculationBody.TryRead(statement!.Body, out var body));
        Assert.All(body!.Recompute(), c => Assert.True(c.State == CheckState.Passed, c.Detail));
    }

    [Fact]
    public void The_example_has_the_leaf_hash_that_stands_below_it() =>
        Assert.Equal(MerkleHash.Leaf(Encoding.UTF8.GetBytes(Block("json statement"))).ToHex(), Block("text leaf-hash"));

    [Fact]
    public void Every_check_of_a_report_is_named()
    {
        var names = typeof(CheckNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);
        Assert.All(names, name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_format_is_named() =>
        Assert.All([ReceiptStatement.Format, ReceiptBundle.Format, ExportWriter.Format, SignedCheckpoint.SignatureType], f => Assert.Contains(f, Page, StringComparison.Ordinal));

    private static string Block(string name) => Regex.Match(Page, $"^```{name}\n(.*?)\n```", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
}
