using System.Net;
using System.Text.Json.Nodes;
using Artisan.Platform.Access;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Value;

public sealed class DefiningValueTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly Workplace _place = new(shared.App);

    [Fact]
    public async Task A_definition_is_a_draft_with_what_was_said()
    {
        var owner = await _place.OwnerAsync();
        var id = await Definitions.CreateAsync(owner);
        var found = await owner.GetJsonAsync($"/api/value/definitions/{id}");
        Assert.Equal("draft", (string?)found["latest"]!["state"]);
        Assert.Null(found["activeVersion"]);
        Assert.Equal("max(0, sum(amount) - baseline)", (string?)found["latest"]!["formula"]);
        Assert.Equal("""{"currency":"USD","unitPrice":"1","share":"0.2","minimumResult":null,"floor":null,"cap":"5000","tiers":[]}""", found["latest"]!["terms"]!.ToJsonString());
        Assert.Single(found["versions"]!.AsArray());
        var listed = Assert.Single((await owner.GetJsonAsync("/api/value/definitions"))["items"]!.AsArray());
        Assert.Equal(id, (string?)listed!["id"]);
    }

    [Fact]
    public async Task The_same_idempotency_key_makes_one_definition()
    {
        var owner = await _place.OwnerAsync();
        var first = await owner.PostJsonAsync("/api/value/definitions", Definitions.Body(), HttpStatusCode.Created, ("Idempotency-Key", "k-1"));
        var second = await owner.PostJsonAsync("/api/value/definitions", Definitions.Body(), HttpStatusCode.Created, ("Idempotency-Key", "k-1"));
        Assert.Equal((string?)first["id"], (string?)second["id"]);
        Assert.Single((await owner.GetJsonAsync("/api/value/definitions"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Terms_need_the_finance_hat_and_everything_else_the_technical_one()
    {
        var technical = await _place.MemberAsync(Role.Viewer, Hats.Technical);
        var both = await _place.MemberAsync(Role.Viewer, Hats.Technical | Hats.Finance);
        var finance = await _place.MemberAsync(Role.Admin, Hats.Finance);
        await finance.PostJsonAsync("/api/value/definitions", Definitions.Body(), HttpStatusCode.Forbidden);
        Assert.Equal("value.finance_needed", (string?)(await technical.PostJsonAsync("/api/value/definitions", Definitions.Body(), HttpStatusCode.Forbidden))["code"]);

        var unpriced = Definitions.Body();
        unpriced.Remove("terms");
        var id = await Definitions.CreateAsync(technical, unpriced);
        var etag = await EtagAsync(technical, id);
        await both.PutJsonAsync($"/api/value/definitions/{id}", Definitions.Body(), HttpStatusCode.OK, ("If-Match", etag));
        etag = await EtagAsync(technical, id);
        var renamed = await technical.PutJsonAsync($"/api/value/definitions/{id}", Definitions.Body(with: new() { ["name"] = "Renamed" }), HttpStatusCode.OK, ("If-Match", etag));
        Assert.Equal("0.2", (string?)renamed["latest"]!["terms"]!["share"]);
        etag = await EtagAsync(technical, id);
        unpriced["name"] = "Renamed again";
        renamed = await technical.PutJsonAsync($"/api/value/definitions/{id}", unpriced, HttpStatusCode.OK, ("If-Match", etag));
        Assert.Equal("0.2", (string?)renamed["latest"]!["terms"]!["share"]);
    }

    [Fact]
    public async Task An_update_is_a_new_version_and_needs_the_ETag_that_was_read()
    {
        var owner = await _place.OwnerAsync();
        var id = await Definitions.CreateAsync(owner);
        await owner.PutJsonAsync($"/api/value/definitions/{id}", Definitions.Body("sum(amount)"), (HttpStatusCode)428);
        var etag = await EtagAsync(owner, id);
        var updated = await owner.PutJsonAsync($"/api/value/definitions/{id}", Definitions.Body("sum(amount)"), HttpStatusCode.OK, ("If-Match", etag));
        Assert.Equal(2, (int)updated["latest"]!["version"]!);
        await owner.PutJsonAsync($"/api/value/definitions/{id}", Definitions.Body("count()"), HttpStatusCode.PreconditionFailed, ("If-Match", etag));
        var versions = (await owner.GetJsonAsync($"/api/value/definitions/{id}"))["versions"]!.AsArray();
        Assert.Equal(["retired", "draft"], versions.Select(v => (string?)v!["state"]));
        Assert.Equal("max(0, sum(amount) - baseline)", (string?)versions[0]!["formula"]);
    }

    [Fact]
    public async Task Two_updates_at_once_make_one_version()
    {
        var owner = await _place.OwnerAsync();
        var id = await Definitions.CreateAsync(owner);
        var etag = await EtagAsync(owner, id);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/value/definitions/{id}") { Content = new StringContent(Definitions.Body($"sum(amount) + {i}").ToJsonString(), System.Text.Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("If-Match", etag);
            using var response = await owner.SendAsync(request);
            return (int)response.StatusCode;
        }));
        Assert.Equal(1, statuses.Count(s => s == 200));
        Assert.Equal(9, statuses.Count(s => s == 412));
    }

    [Theory]
    [InlineData("sum(amount", 3, 1, "formula.unexpected_end")]
    [InlineData("sum(amount) + turnover", 14, 8, "formula.unknown_name")]
    [InlineData("total(amount)", 0, 5, "formula.unknown_function")]
    [InlineData("sum(price_paid)", 4, 10, "formula.unknown_field")]
    public async Task A_formula_error_is_told_with_its_position(string formula, int position, int length, string code)
    {
        var owner = await _place.OwnerAsync();
        var body = Definitions.Body(formula, new() { ["fields"] = new JsonArray("amount") });
        var problem = await owner.PostJsonAsync("/api/value/definitions", body, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("value.formula_invalid", (string?)problem["code"]);
        Assert.Equal((position, length, code), ((int)problem["position"]!, (int)problem["length"]!, (string)problem["formulaCode"]!));

        var tried = (await owner.PostJsonAsync("/api/value/formula/evaluate", new { formula, fields = new[] { "amount" } }))["error"]!;
        Assert.Equal((position, length, code), ((int)tried["position"]!, (int)tried["length"]!, (string)tried["code"]!));
    }

    [Theory]
    [InlineData("""{"name":"","source":"shop","formula":"sum(amount)"}""", "name")]
    [InlineData("""{"name":"a","source":"SHOP","formula":"sum(amount)"}""", "source")]
    [InlineData("""{"name":"a","source":"shop","formula":"sum(amount)","baseline":"NaN"}""", "baseline")]
    [InlineData("""{"name":"a","source":"shop","formula":"sum(amount)","schedule":"yearly"}""", "schedule")]
    [InlineData("""{"name":"a","source":"shop","formula":"sum(amount)","timeZone":"Mars/Olympus"}""", "timeZone")]
    [InlineData("""{"name":"a","source":"shop","formula":"sum(amount)","startsOn":"1969-12-31"}""", "startsOn")]
    [InlineData("""{"name":"a","source":"shop","formula":"sum(amount)","schedule":"hourly","startsOn":"1990-01-01"}""", "startsOn")]
    [InlineData("""{"name":"a","source":"shop","formula":"sum(amount)","terms":{"share":"1.5"}}""", "terms")]
    [InlineData("""{"name":"a","source":"shop","formula":"sum(amount)","terms":{"currency":"ZZZ"}}""", "terms.currency")]
    [InlineData("""{"name":"a","source":"shop","formula":"sum(amount)","terms":{"unitPrice":"1e3"}}""", "terms.unitPrice")]
    [InlineData("""{"name":"a","source":"shop","formula":"sum(amount)","baselineFrom":{"method":"mean","measure":"sum(amount)"}}""", "baselineFrom")]
    [InlineData("""{"name":"a","source":"shop","formula":"sum(amount)","baselineFrom":{"method":"mode","measure":"sum(amount)"}}""", "baselineFrom.method")]
    [InlineData("""{"name":"a","source":"shop","formula":"sum(amount)","baselineFrom":{"method":"median","measure":"sum(amount)"}}""", "baselineFrom")]
    [InlineData("""{"name":"a","source":"shop","formula":"sum(amount)","baselineFrom":{"method":"trailing","measure":"sum(amount)"}}""", "baselineFrom.periods")]
    [InlineData("""{"name":"a","source":"shop","formula":"sum(amount)","baselineFrom":{"method":"trailing","measure":"sum(amount)","periods":1}}""", "baselineFrom.periods")]
    public async Task A_bad_field_is_named(string body, string field)
    {
        var owner = await _place.OwnerAsync();
        var problem = await owner.PostJsonAsync("/api/value/definitions", JsonNode.Parse(body)!, HttpStatusCode.BadRequest);
        Assert.Contains(field, problem["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task Another_workspaces_definition_is_not_there()
    {
        var id = await Definitions.CreateAsync(await _place.OwnerAsync());
        var stranger = await new Workplace(shared.App).OwnerAsync();
        await stranger.GetJsonAsync($"/api/value/definitions/{id}", HttpStatusCode.NotFound);
        await stranger.PutJsonAsync($"/api/value/definitions/{id}", Definitions.Body(), HttpStatusCode.NotFound, ("If-Match", "*"));
        await stranger.PostJsonAsync($"/api/value/definitions/{id}/activate", new { }, HttpStatusCode.NotFound);
        await Definitions.RunAsync(stranger, id, "1997-01", HttpStatusCode.NotFound);
        await stranger.GetJsonAsync("/api/value/definitions/..%2Fhead", HttpStatusCode.NotFound);
    }

    internal static async Task<string> EtagAsync(HttpClient client, string id)
    {
        using var response = await client.GetAsync(new Uri($"/api/value/definitions/{id}", UriKind.Relative));
        return response.Headers.ETag!.ToString();
    }
}
