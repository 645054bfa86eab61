using Artisan.Areas.Setup.Model;
using Artisan.Platform.Sources;

namespace Artisan.Areas.Tests.Setup;

public sealed class FieldMappingTests
{
    [Theory]
    [InlineData("12.50", "12.50")]
    [InlineData("-0.1", "-0.1")]
    [InlineData("1.25E3", "1250")]
    [InlineData("true", "1")]
    [InlineData("false", "0")]
    [InlineData("ten", null)]
    [InlineData("1,250", null)]
    [InlineData("NaN", null)]
    [InlineData("1e400", null)]
    [InlineData("", null)]
    public void A_text_is_a_number_exactly_or_not_at_all(string text, string? number) =>
        Assert.Equal(number is null ? null : decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture), FieldMapping.Number(text));

    [Theory]
    [InlineData("2026-01-20", "2026-01-20T00:00:00Z")]
    [InlineData("2026-01-20T12:30:00.000+0000", "2026-01-20T12:30:00Z")]
    [InlineData("2026-01-20T12:30:00+02:00", "2026-01-20T10:30:00Z")]
    [InlineData("1768867200000", "2026-01-20T00:00:00Z")]
    [InlineData("20", null)]
    [InlineData("tomorrow, perhaps", null)]
    public void A_text_is_an_instant_or_not(string text, string? instant) => Assert.Equal(instant is null ? null : Wizard.At(instant), FieldMapping.Time(text));

    [Theory]
    [InlineData("closedwon", "10", "2026-01-20", null)]
    [InlineData("lead", "10", "2026-01-20", "dealstage is not closedwon.")]
    [InlineData("closedwon", "ten", "2026-01-20", "amount is not a number: ten")]
    [InlineData("closedwon", "", "2026-01-20", "None of the mapped fields has a value.")]
    [InlineData("closedwon", "10", "soon, perhaps", "closedate is not a date.")]
    [InlineData("closedwon", "10", "1815-12-10", "Its date is not between 1970 and 2099.")]
    public void A_record_becomes_a_point_or_says_why_not(string stage, string amount, string closed, string? skipped)
    {
        var settings = new MetricsConfigSettings("Won", "sum(amount)", [new FieldMap("amount", "amount")], "closedate", [new FieldCondition("dealstage", "closedwon")]);
        var record = new SourceRecord("1", Wizard.At("2026-01-01T00:00:00Z"), new Dictionary<string, string> { ["dealstage"] = stage, ["amount"] = amount, ["closedate"] = closed });
        var mapped = FieldMapping.Of(record, settings);
        Assert.Equal((skipped, skipped is null), (mapped.Skipped, mapped.Point is not null));
    }

    [Fact]
    public void A_checks_basis_is_of_the_steps_before_it_only()
    {
        var step = new StepState(3, new SetupSettings(), default, "usr_1", new StepCheck(default, "2", null, null, null));
        var snapshot = new SetupSnapshot(new Dictionary<string, StepState> { ["api-integration"] = step with { Revision = 2, Check = step.Check! with { Basis = "" } }, ["data-source"] = step });
        Assert.Equal(("validated", "validated", 2), (snapshot.StateOf("api-integration"), snapshot.StateOf("data-source"), snapshot.Done));
        Assert.Equal(("2.3", "2.3.0.0.0", "metrics-config"), (snapshot.BasisOf("metrics-config"), snapshot.Basis, snapshot.FirstOpenBefore("baseline")));
    }
}
