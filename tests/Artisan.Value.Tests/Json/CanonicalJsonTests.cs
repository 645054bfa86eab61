using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Value.Json;

namespace Artisan.Value.Tests.Json;

public sealed class CanonicalJsonTests
{
    [Fact]
    public void The_sample_of_RFC_8785_gives_its_canonical_form()
    {
        const string Input = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;
        const string Expected = """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""";
        Assert.Equal(Expected, Canonical(Input));
        Assert.Equal(Expected, Encoding.UTF8.GetString(CanonicalJson.Serialize(JsonNode.Parse(Input))));
    }

    [Fact]
    public void Keys_are_sorted_by_UTF16_units_as_in_the_RFC()
    {
        const string Input = """{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""";
        using var document = JsonDocument.Parse(Canonical(Input));
        Assert.Equal(
            ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"],
            document.RootElement.EnumerateObject().Select(p => p.Value.GetString()!));
    }

    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void Numbers_are_written_as_in_appendix_B_of_the_RFC(string ieee754, string expected) =>
        Assert.Equal(expected, EcmaScriptNumber.Format(BitConverter.Int64BitsToDouble(long.Parse(ieee754, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_a_number_of_JSON_is_refused(double value) => Assert.Throws<FormatException>(() => EcmaScriptNumber.Format(value));

    [Fact]
    public void Every_double_reads_back_as_itself()
    {
        var random = new Random(8785);
        for (var i = 0; i < 20_000; i++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(value))
            {
                Assert.Equal(value, double.Parse(EcmaScriptNumber.Format(value), CultureInfo.InvariantCulture));
            }
        }
    }

    [Fact]
    public void A_key_that_appears_twice_is_refused()
    {
        using var document = JsonDocument.Parse("""{"a":1,"b":2,"a":3}""");
        Assert.Throws<FormatException>(() => CanonicalJson.Serialize(document.RootElement));
        Assert.Throws<FormatException>(() => CanonicalJson.Serialize(JsonNode.Parse("""{"a":1,"b":2,"a":3}""")));
    }

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":"x\udc00y"}""")]
    [InlineData("""{"\ud800":1}""")]
    public void A_lone_surrogate_is_refused(string json)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Throws<FormatException>(() => CanonicalJson.Serialize(document.RootElement));
    }

    [Fact]
    public void A_lone_surrogate_in_a_tree_is_refused_and_not_replaced() =>
        Assert.Throws<FormatException>(() => CanonicalJson.Serialize(new JsonObject { ["a"] = "\ud800" }));

    [Theory]
    [InlineData("""{"a": 1}""", "not in canonical form")]
    [InlineData("""{"b":1,"a":2}""", "not in canonical form")]
    [InlineData("""{"a":1.0}""", "not in canonical form")]
    [InlineData("""{"a":"\u0041"}""", "not in canonical form")]
    [InlineData("""{"a":1,"a":1}""", "not canonical JSON")]
    [InlineData("""{"a":1}x""", "not canonical JSON")]
    [InlineData("", "not canonical JSON")]
    public void Parsing_accepts_only_the_canonical_form(string json, string says)
    {
        Assert.False(CanonicalJson.TryParse(Encoding.UTF8.GetBytes(json), out _, out var problem));
        Assert.Contains(says, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_refused()
    {
        var json = new string('[', CanonicalJson.MaxDepth + 2) + new string(']', CanonicalJson.MaxDepth + 2);
        Assert.False(CanonicalJson.TryParse(Encoding.UTF8.GetBytes(json), out _, out _));
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 200 });
        Assert.Throws<FormatException>(() => CanonicalJson.Serialize(document.RootElement));
    }

    [Fact]
    public void A_tree_and_its_text_give_the_same_bytes()
    {
        var tree = new JsonObject { ["z"] = 5, ["a"] = 12.5m, ["m"] = new JsonArray(1L, "x", null, true, 1e30), ["é"] = "\u2028\u007f/" };
        using var document = JsonDocument.Parse(tree.ToJsonString());
        Assert.Equal(CanonicalJson.Serialize(document.RootElement), CanonicalJson.Serialize(tree));
        Assert.Equal("{\"a\":12.5,\"m\":[1,\"x\",null,true,1e+30],\"z\":5,\"é\":\"\u2028\u007f/\"}", CanonicalJson.Text(tree));
    }

    private static string Canonical(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Encoding.UTF8.GetString(CanonicalJson.Serialize(document.RootElement));
    }
}
