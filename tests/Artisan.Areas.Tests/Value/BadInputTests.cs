using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Artisan.Areas.Tests.Value;

public sealed class BadInputTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly Workplace _place = new(shared.App);

    [Theory]
    [InlineData("/api/value/data", "{")]
    [InlineData("/api/value/data", "null")]
    [InlineData("/api/value/data", "[]")]
    [InlineData("/api/value/data", "{}")]
    [InlineData("/api/value/data", """{"points":[]}""")]
    [InlineData("/api/value/data", """{"points":[],"id":"a"}""")]
    [InlineData("/api/value/data", """{"points":[{"source":"shop","id":"a","colour":"red"}]}""")]
    [InlineData("/api/value/data", """{"points":[null]}""")]
    [InlineData("/api/value/data", """{"source":"shop","id":"a","time":"1997-01-01T00:00:00Z","fields":{"amount":"NaN"}}""")]
    [InlineData("/api/value/data", """{"source":"shop","id":"a","time":"1997-01-01T00:00:00Z","fields":{"amount":NaN}}""")]
    [InlineData("/api/value/data", """{"source":"shop","id":"a","time":"1997-01-01T00:00:00Z","fields":{"amount":1e400}}""")]
    [InlineData("/api/value/data", """{"source":"shop","id":"a","time":"1997-01-01T00:00:00Z","fields":{"amount":null}}""")]
    [InlineData("/api/value/data", """{"source":"shop","id":"a","time":"1997-01-01T00:00:00Z","fields":{"amount":{"value":1}}}""")]
    [InlineData("/api/value/data", """{"source":"shop","id":"a","time":"1997-01-01T00:00:00Z","fields":{"amount":"12345678901234567890123456789.123"}}""")]
    [InlineData("/api/value/data", """{"source":"shop","id":"a","time":"1997-01-01T00:00:00Z","fields":{"a b":"1"}}""")]
    [InlineData("/api/value/data", """{"source":"shop","id":"a","time":"1997-01-01T00:00:00Z","fields":{"amount":"1","amount":"2"}}""")]
    [InlineData("/api/value/data", """{"source":"shop","id":"a","time":"1997-01-01T00:00:00Z","fields":{}}""")]
    [InlineData("/api/value/data", """{"source":"shop","id":"a","time":"1997-01-01","fields":{"amount":"1"}}""")]
    [InlineData("/api/value/data", """{"source":"shop","id":"a","time":"1997-01-01T00:00:00","fields":{"amount":"1"}}""")]
    [InlineData("/api/value/data", """{"source":"shop","id":"a","time":19970101,"fields":{"amount":"1"}}""")]
    [InlineData("/api/value/data", """{"source":"shop|x","id":"a","time":"1997-01-01T00:00:00Z","fields":{"amount":"1"}}""")]
    [InlineData("/api/value/data", """{"source":"shop","id":"","time":"1997-01-01T00:00:00Z","fields":{"amount":"1"}}""")]
    [InlineData("/api/value/data", """{"source":"shop","id":"\u0000","time":"1997-01-01T00:00:00Z","fields":{"amount":"1"}}""")]
    [InlineData("/api/value/data", """{"source":"shop","id":"\ud800","time":"1997-01-01T00:00:00Z","fields":{"amount":"1"}}""")]
    [InlineData("/api/value/definitions", """{"name":"a","source":"shop"}""")]
    [InlineData("/api/value/definitions", """{"name":1,"source":"shop","formula":"1"}""")]
    [InlineData("/api/value/definitions", """{"name":"a","source":"shop","formula":"1","colour":"red"}""")]
    [InlineData("/api/value/definitions", """{"name":"a","source":"shop","formula":null}""")]
    [InlineData("/api/value/formula/evaluate", "{}")]
    [InlineData("/api/value/formula/evaluate", """{"formula":"1","source":"shop","period":17}""")]
    [InlineData("/api/value/formula/evaluate", """{"formula":"1","source":"shop","period":{"from":"1997-01-01T00:00:00Z"}}""")]
    [InlineData("/api/value/formula/evaluate", """{"formula":"1","source":"shop","period":{"from":"1998-01-01T00:00:00Z","to":"1997-01-01T00:00:00Z"}}""")]
    [InlineData("/api/value/formula/evaluate", """{"formula":"1","source":"shop","period":"tomorrow"}""")]
    [InlineData("/api/value/formula/evaluate", """{"formula":"1","baseline":"Infinity"}""")]
    [InlineData("/api/value/calculations/run", "{}")]
    [InlineData("/api/value/calculations/run", """{"definitionId":"def_00000000000000000000000000","period":null}""")]
    [InlineData("/api/value/calculations/run", """{"definitionId":"def_00000000000000000000000000","period":{"from":"1997-01-01T00:00:00Z","to":"1997-02-01T00:00:00Z","by":"x"}}""")]
    public async Task What_cannot_be_read_is_refused_with_a_problem(string path, string body)
    {
        var owner = await _place.OwnerAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await owner.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{(int)response.StatusCode}: {text}");
        var problem = JsonNode.Parse(text)!;
        Assert.StartsWith("request.", (string)problem["code"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Artisan.Areas", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_of_over_a_thousand_points_is_refused()
    {
        var owner = await _place.OwnerAsync();
        var points = new JsonArray([.. Enumerable.Range(0, 1001).Select(i => (JsonNode)new JsonObject { ["source"] = "shop", ["id"] = $"{i}" })]);
        using var content = new StringContent(new JsonObject { ["points"] = points }.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await owner.PostAsync(new Uri("/api/value/data", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/value/definitions/x")]
    [InlineData("/api/value/definitions/def_00000000000000000000000000")]
    [InlineData("/api/value/calculations/calc_00000000000000000000000000")]
    [InlineData("/api/value/calculations/%23%3F")]
    public async Task An_id_of_nothing_is_not_found(string path)
    {
        using var response = await (await _place.OwnerAsync()).GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
