using System.Text.RegularExpressions;
using Artisan.Testing;

namespace Artisan.Conventions.Tests;

/// <summary>
/// Every audit action that an area's page declares is seen by a test: either it is what a write leaves (<c>tests/Golden/audit.tsv</c>), or a test asks the trail for it by name.
/// </summary>
public sealed partial class AuditActionsTests
{
    [Fact]
    public void Every_declared_action_is_seen_by_a_test()
    {
        var seen = Repository.SourceFiles(".cs").Where(f => f.StartsWith("tests/Artisan.Areas.Tests/", StringComparison.Ordinal)).SelectMany(f => Asked(Repository.Read(f))).Concat(Left()).ToHashSet();

        Assert.Equal([], Declared().Except(seen));
    }

    [Fact]
    public void Every_action_that_a_write_leaves_is_declared()
    {
        var declared = Declared().ToHashSet();

        Assert.True(declared.Count > 80);
        Assert.Equal([], Left().Except(declared));
    }

    [Theory]
    [InlineData("""Assert.Single(await app.AuditAsync(scope, "alert.opened"));""", "alert.opened")]
    [InlineData("""Assert.Single(await room.ReceiptsAsync("golive.enabled"));""", null)]
    public void Only_who_asks_the_trail_has_seen_it(string line, string? action) => Assert.Equal(action, Asked(line).SingleOrDefault());

    // What the golden file says that each write leaves.
    private static IEnumerable<string> Left() =>
        Repository.Read("tests/Golden/audit.tsv").Split('\n').Where(l => l.Contains('\t', StringComparison.Ordinal) && l[0] != '#').SelectMany(l => l.Split('\t')[1].Split(' ')).Distinct();

    // A line that speaks of the trail and names an action.
    private static IEnumerable<string> Asked(string text) =>
        text.Split('\n').Where(l => l.Contains("Audit", StringComparison.Ordinal) || l.Contains("action", StringComparison.OrdinalIgnoreCase)).SelectMany(l => Quoted().Matches(l)).Select(m => m.Groups[1].Value);

    private static IEnumerable<string> Declared() => Directory.GetFiles(Path.Combine(Repository.Root, "src", "Artisan.Areas"), "README.md", SearchOption.AllDirectories)
        .SelectMany(f => AuditSection().Matches(File.ReadAllText(f))).SelectMany(m => Ticked().Matches(m.Value)).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"(?m)^## Audit( actions)?\n.*$|(?<=\bAudit: )[^\n]*?(?=\. |\.?$)")]
    private static partial Regex AuditSection();

    [GeneratedRegex("`([a-z]+(?:\\.[a-z_]+)+)`")]
    private static partial Regex Ticked();

    [GeneratedRegex("\"([a-z]+(?:\\.[a-z_]+)+)\"")]
    private static partial Regex Quoted();
}
