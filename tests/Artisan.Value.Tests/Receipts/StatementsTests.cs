using System.Text;
using System.Text.Json.Nodes;
using Artisan.Value.Receipts;
using Artisan.Value.Tests.Building;

namespace Artisan.Value.Tests.Receipts;

public sealed class StatementsTests
{
    private static readonly ReceiptStatement Sample = new("setup", "rcp_1", "ws_1", ReceiptLog.Start, new JsonObject { ["z"] = "1", ["a"] = "2" });

    [Fact]
    public void A_statement_is_its_canonical_JSON()
    {
        var text = Encoding.UTF8.GetString(Sample.ToBytes());
        Assert.Equal("""{"body":{"a":"2","z":"1"},"format":"artisan.dev/receipt@v1","id":"rcp_1","issuedAt":"2026-01-01T00:00:00.0000000Z","kind":"setup","workspace":"ws_1"}""", text);
        Assert.True(ReceiptStatement.TryParse(Sample.ToBytes(), out var parsed, out _));
        Assert.Equal(Sample.ToBytes(), parsed!.ToBytes());
    }

    [Theory]
    [InlineData("\"format\":\"artisan.dev/receipt@v1\"", "\"format\":\"artisan.dev/receipt@v2\"", "format")]
    [InlineData("\"id\":\"rcp_1\",", "", "exactly the members")]
    [InlineData("\"kind\":\"setup\"", "\"kind\":7", "kind")]
    [InlineData("\"kind\":\"setup\"", "\"kind\":\"setup\",\"more\":1", "exactly the members")]
    [InlineData("\"kind\":\"setup\"", "\"kind\":\"setup\",\"kind\":\"setup\"", "canonical")]
    [InlineData("00.0000000Z", "00Z", "issuedAt")]
    [InlineData("00.0000000Z", "00.0000000+00:00", "issuedAt")]
    [InlineData("{\"a\":\"2\",\"z\":\"1\"}", "[]", "body")]
    [InlineData("\"a\":\"2\"", "\"a\": \"2\"", "canonical")]
    public void Whatever_is_not_a_statement_says_why(string part, string instead, string says)
    {
        var text = Encoding.UTF8.GetString(Sample.ToBytes());
        Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.False(ReceiptStatement.TryParse(Encoding.UTF8.GetBytes(text.Replace(part, instead, StringComparison.Ordinal)), out _, out var problem));
        Assert.Contains(says, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_leaf_holds_thirty_thousand_characters_and_no_more()
    {
        var frame = (Sample with { Body = new JsonObject { ["a"] = "" } }).ToBytes().Length;
        var largest = Sample with { Body = new JsonObject { ["a"] = new string('é', ReceiptStatement.MaxCharacters - frame) } };
        Assert.True(ReceiptStatement.TryParse(largest.ToBytes(), out _, out _));
        Assert.Throws<ArgumentException>(() => (Sample with { Body = new JsonObject { ["a"] = new string('é', ReceiptStatement.MaxCharacters - frame + 1) } }).ToBytes());
    }

    [Fact]
    public void A_calculation_reads_back_as_it_was_written()
    {
        var body = ReceiptLog.Calculation() with { Replaces = "calc_0" };
        Assert.True(CalculationBody.TryRead(body.ToJson(), out var parsed));
        Assert.Equal(body.ToJson().ToJsonString(), parsed!.ToJson().ToJsonString());
        Assert.All(parsed.Recompute(), c => Assert.Equal(CheckState.Passed, c.State));
        Assert.Equal("10.00", (string?)body.ToJson()["fee"]!["amount"]);
    }

    [Theory]
    [InlineData("result", "100.0")]
    [InlineData("result", "1e2")]
    [InlineData("formula", null)]
    [InlineData("source", 7)]
    [InlineData("surplus", "x")]
    public void A_calculation_spelled_otherwise_is_refused(string member, object? value)
    {
        var json = ReceiptLog.Calculation().ToJson();
        json[member] = value is null ? null : JsonValue.Create(value);
        Assert.False(CalculationBody.TryRead(json, out _));
    }

    [Fact]
    public void A_result_or_a_fee_that_does_not_follow_is_found()
    {
        var wrongResult = (ReceiptLog.Calculation() with { Result = 101, Fee = 10_10 }).Recompute();
        Assert.Contains(wrongResult, c => c is { Name: CheckNames.Result, State: CheckState.Failed } && c.Detail!.Contains("100", StringComparison.Ordinal));
        Assert.Contains(wrongResult, c => c is { Name: CheckNames.Fee, State: CheckState.Passed });
        var wrongFee = (ReceiptLog.Calculation() with { Fee = 10_01 }).Recompute();
        Assert.Contains(wrongFee, c => c is { Name: CheckNames.Fee, State: CheckState.Failed } && c.Detail!.Contains("1000", StringComparison.Ordinal));
    }

    [Fact]
    public void A_formula_over_points_leaves_only_the_fee_to_recompute()
    {
        var checks = (ReceiptLog.Calculation() with { Formula = "sum(if(amount > 20, amount, 0))", InputsKind = "points" }).Recompute();
        Assert.All(checks, c => Assert.Equal(CheckState.Passed, c.State));
        Assert.Contains("single points", checks[0].Detail, StringComparison.Ordinal);
    }
}
