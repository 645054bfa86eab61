using Artisan.Testing;

namespace Artisan.Conventions.Tests;

public sealed class SourceRulesTests
{
    public static TheoryData<string> Names => [.. All.Keys];

    private static readonly Dictionary<string, Func<string, string, IEnumerable<string>>> All = new()
    {
        ["areas meet in contracts"] = Rules.AreasMeetInContracts,
        ["vendors stay outside"] = Rules.VendorsStayOutside,
        ["files are short"] = Rules.FilesAreShort,
        ["nothing answers empty"] = Rules.NothingAnswersEmpty,
        ["nothing is left open"] = Rules.NothingIsLeftOpen,
        ["keys are types"] = Rules.KeysAreTypes,
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_source_file_keeps_the_rule(string rule)
    {
        var broken = Repository.SourceFiles(".cs").Where(f => !f.StartsWith("tests/Artisan.Conventions.Tests/", StringComparison.Ordinal))
            .SelectMany(file => All[rule](file, Repository.Read(file))).ToList();

        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    [Theory]
    [InlineData("areas meet in contracts", "src/Artisan.Areas/Value/X.cs", "using Artisan.Areas.Receipts.Storage;")]
    [InlineData("areas meet in contracts", "src/Artisan.Areas/Value/X.cs", "var x = new Artisan.Areas.Receipts.LedgerStore();")]
    [InlineData("vendors stay outside", "src/Artisan.Areas/Billing/X.cs", "var url = \"https://api.stripe.com/v1\";")]
    [InlineData("nothing answers empty", "src/Artisan.Areas/Value/X.cs", "return TypedResults.NoContent();")]
    [InlineData("nothing is left open", "src/Artisan.Areas/Value/X.cs", "// TO" + "DO later")]
    [InlineData("keys are types", "src/Artisan.Areas/Value/Storage/DefinitionStore.cs", "await home.FindAsync($\"def|{id}\", ct);")]
    public void A_violation_is_found(string rule, string path, string text) => Assert.NotEmpty(All[rule](path, text));

    [Fact]
    public void A_file_of_301_lines_is_found() => Assert.NotEmpty(Rules.FilesAreShort("src/X.cs", string.Join('\n', Enumerable.Repeat("x", 301))));

    [Theory]
    [InlineData("areas meet in contracts", "src/Artisan.Areas/Value/X.cs", "using Artisan.Areas.Receipts.Contracts;\nusing Artisan.Areas.Value.Model;")]
    [InlineData("keys are types", "src/Artisan.Areas/Value/Storage/ValueKeys.cs", "Row($\"def|{id}\")")]
    public void What_keeps_the_rule_is_left_alone(string rule, string path, string text) => Assert.Empty(All[rule](path, text));
}
