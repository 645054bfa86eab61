using System.Collections;
using System.Reflection;
using Artisan.Areas.Value.Definitions;
using Artisan.Value.Calculations;

namespace Artisan.Areas.Tests.Value;

/// <summary>
/// What people agree to is a hash of everything that a definition says. Members are found by reflection: one that is added later and left out of the content would be one that could be
/// changed behind the approvers' backs.
/// </summary>
public sealed class DefinitionContentTests
{
    private static readonly ValueDefinition Whole = new()
    {
        Name = "Monthly revenue",
        Metric = "revenue",
        Source = "shop",
        Fields = ["amount"],
        Formula = "sum(amount) - baseline",
        Baseline = new BaselineRule(BaselineMethod.Mean, 1, "sum(amount)", new DateOnly(2026, 1, 1), new DateOnly(2026, 4, 1), 3),
        Schedule = PeriodKind.Monthly,
        StartsOn = new DateOnly(2026, 4, 1),
        TimeZone = "UTC",
        Terms = new ValueTerms { Currency = "USD", Tiers = [new ValueTier(100, 2)], MinimumResult = 1, Floor = 2, Cap = 3 },
    };

    public static TheoryData<string> Members => [.. Others(Whole, "").Select(o => o.Path)];

    [Theory]
    [MemberData(nameof(Members))]
    public void A_definition_that_differs_in_one_member_is_another_content(string member)
    {
        var other = (ValueDefinition)Others(Whole, "").Single(o => o.Path == member).Value;

        Assert.NotEqual(DefinitionContent.Hash(Whole), DefinitionContent.Hash(other));
    }

    [Fact]
    public void All_members_are_looked_at_down_to_the_last_price()
    {
        var members = Others(Whole, "").Select(o => o.Path).ToHashSet();

        Assert.Superset(new HashSet<string> { ".Formula", ".Baseline.Periods", ".Terms.Share", ".Terms.Tiers[].UnitPrice", ".Terms.Tiers[]" }, members);
        Assert.Equal(DefinitionContent.Hash(Whole), DefinitionContent.Hash(Whole with { Fields = ["amount"] }));
    }

    // All records that differ from one in a single member, of it or of what it holds.
    private static IEnumerable<(string Path, object Value)> Others(object record, string path) =>
        from property in record.GetType().GetProperties().Where(p => p.SetMethod is not null)
        from other in OthersOf(property.GetValue(record)!, $"{path}.{property.Name}")
        select (other.Path, With(record, property, other.Value));

    private static IEnumerable<(string Path, object Value)> OthersOf(object value, string path) => value switch
    {
        string text => [(path, text + "x")],
        int number => [(path, number + 1)],
        decimal number => [(path, number + 1)],
        DateOnly day => [(path, day.AddDays(1))],
        Enum kind => [(path, Enum.GetValues(kind.GetType()).Cast<object>().First(k => !k.Equals(kind)))],
        IList list => [(path + "[]", Empty(list)), .. OthersOf(list[0]!, path + "[]").Where(o => o.Path != path + "[]").Select(o => (o.Path, One(list, o.Value)))],
        _ when value.GetType().GetMethod("<Clone>$") is not null => Others(value, path),
        _ => throw new NotSupportedException($"Say here how a {value?.GetType()} can be another one, for {path}."),
    };

    private static object With(object record, PropertyInfo property, object value)
    {
        var other = record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
        property.SetValue(other, value);
        return other;
    }

    private static Array Empty(IList list) => Array.CreateInstance(list[0]!.GetType(), 0);

    private static Array One(IList list, object value)
    {
        var one = Array.CreateInstance(list[0]!.GetType(), 1);
        one.SetValue(value, 0);
        return one;
    }
}
