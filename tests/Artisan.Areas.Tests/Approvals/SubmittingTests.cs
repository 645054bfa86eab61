using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Tests.Value;
using Artisan.Areas.Tests.Workspaces;
using Artisan.Platform.Access;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Approvals;

public sealed class SubmittingTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task A_submitted_version_waits_for_everybody_with_the_hats_but_its_authors()
    {
        var room = await Boardroom.OpenAsync(_app);
        var approval = await room.SubmitAsync();
        Assert.Equal(("in_review", "finance", 1, 1), ((string)approval["state"]!, (string)approval["stage"]!, (int)approval["round"]!, (int)approval["version"]!));
        Assert.Equal([[room.Finance.UserId], [room.Technical.UserId], [room.Executive.UserId]], approval["stages"]!.AsArray().Select(s => s!["approvers"]!.AsArray().Select(a => (string)a!)));
        Assert.Equal([room.Author.UserId], approval["authors"]!.AsArray().Select(a => (string)a!));
        Assert.Equal("submitted", await room.StateAsync(approval));
        Assert.True((bool)(await room.ReadAsync((string)approval["id"]!, room.Finance))["yourTurn"]!);
        Assert.False((bool)(await room.ReadAsync((string)approval["id"]!, room.Technical))["yourTurn"]!);
    }

    [Fact]
    public async Task Submitting_again_is_the_same_approval()
    {
        var room = await Boardroom.OpenAsync(_app);
        var approval = await room.SubmitAsync();
        var again = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => room.SubmitAsync((string)approval["definitionId"]!)));
        Assert.All(again, a => Assert.Equal((string)approval["id"]!, (string)a["id"]!));
        Assert.All(again, a => Assert.Equal(1, (int)a["round"]!));
    }

    [Fact]
    public async Task Ten_who_submit_at_once_begin_one_approval()
    {
        var room = await Boardroom.OpenAsync(_app);
        var id = await Definitions.CreateAsync(room.Author.Client);
        var all = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => room.SubmitAsync(id)));
        Assert.Single(all.Select(a => (string)a["id"]!).Distinct());
        Assert.Single((await room.Author.Client.GetJsonAsync("/api/approvals"))["items"]!.AsArray());
    }

    [Fact]
    public async Task What_could_not_be_approved_is_not_submitted_and_says_why()
    {
        var author = await _app.SignUpAsync();
        await Definitions.PushAsync(author.Client, Definitions.Point("a", "300", "1997-01-10T00:00:00Z"));
        var id = await Definitions.CreateAsync(author.Client);
        var alone = await author.Client.PostJsonAsync($"/api/value/definitions/{id}/submit", new { }, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("approvals.too_few_people", (string)alone["code"]!);
        Assert.Contains("finance or technical or executive", (string)alone["detail"]!, StringComparison.Ordinal);

        await _app.SeedAsync(author, 1, Role.Viewer, Hats.Finance | Hats.Technical);
        await _app.SeedAsync(author, 1, Role.Viewer, Hats.Executive);
        var two = await author.Client.PostJsonAsync($"/api/value/definitions/{id}/submit", new { }, HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Three people", (string)two["detail"]!, StringComparison.Ordinal);
        Assert.Equal("draft", (string)(await author.Client.GetJsonAsync($"/api/value/definitions/{id}"))["latest"]!["state"]!);
    }

    [Theory]
    [InlineData("""{"terms":{"currency":"EUR","unitPrice":"1"}}""", HttpStatusCode.Conflict, "billing.currency_mismatch")]
    [InlineData("""{"terms":{"currency":"USD","unitPrice":"0"}}""", HttpStatusCode.Conflict, "value.price_missing")]
    [InlineData("""{"source":"nowhere"}""", HttpStatusCode.UnprocessableEntity, "value.no_data")]
    [InlineData("""{"formula":"1 / (sum(amount) - 300)"}""", HttpStatusCode.UnprocessableEntity, "value.formula_failed")]
    public async Task What_nobody_could_agree_to_is_refused(string with, HttpStatusCode status, string code)
    {
        var room = await Boardroom.OpenAsync(_app);
        var id = await Definitions.CreateAsync(room.Author.Client, Definitions.Body(with: JsonNode.Parse(with)!.AsObject()));
        Assert.Equal(code, (string)(await room.Author.Client.PostJsonAsync($"/api/value/definitions/{id}/submit", new { }, status))["code"]!);
    }

    [Fact]
    public async Task Another_version_than_the_newest_and_a_stale_ETag_are_refused()
    {
        var room = await Boardroom.OpenAsync(_app);
        var id = await Definitions.CreateAsync(room.Author.Client);
        var stale = await DefiningValueTests.EtagAsync(room.Author.Client, id);
        await room.Author.Client.PutJsonAsync($"/api/value/definitions/{id}", Definitions.Body("sum(amount)"), HttpStatusCode.OK, ("If-Match", "*"));
        await room.Author.Client.PostJsonAsync($"/api/value/definitions/{id}/submit", new { version = 1 }, HttpStatusCode.PreconditionFailed);
        await room.Author.Client.PostJsonAsync($"/api/value/definitions/{id}/submit", new { }, HttpStatusCode.PreconditionFailed, ("If-Match", stale));
    }

    [Fact]
    public async Task Other_content_under_review_begins_a_new_round()
    {
        var room = await Boardroom.OpenAsync(_app);
        var first = await room.SubmitAsync();
        await Boardroom.DecideAsync(room.Finance, first);
        var path = $"/api/value/definitions/{first["definitionId"]}";
        await room.Author.Client.PutJsonAsync(path, Definitions.Body(), HttpStatusCode.OK, ("If-Match", "*"));
        Assert.Equal(1, (int)(await room.ReadAsync((string)first["id"]!))["round"]!);

        var changed = await room.Author.Client.PutJsonAsync(path, Definitions.Body("sum(amount)"), HttpStatusCode.OK, ("If-Match", "*"));
        Assert.Equal(["retired", "submitted"], changed["versions"]!.AsArray().Select(v => (string)v!["state"]!));
        var second = await room.ReadAsync((string)first["id"]!);
        Assert.Equal((2, 2, "finance"), ((int)second["round"]!, (int)second["version"]!, (string)second["stage"]!));
        Assert.NotEqual((string)first["contentHash"]!, (string)second["contentHash"]!);
        Assert.Equal("approvals.content_changed", (string)(await Boardroom.DecideAsync(room.Finance, first, expected: HttpStatusCode.Conflict))["code"]!);
        Assert.Equal("signed_off", (string)(await room.AgreeAsync(second))["state"]!);
        Assert.Equal(4, (await room.ReadAsync((string)first["id"]!))["decisions"]!.AsArray().Count);
    }

    [Fact]
    public async Task Everybody_who_wrote_since_the_last_approved_version_is_an_author()
    {
        var room = await Boardroom.OpenAsync(_app);
        var second = (await _app.SeedAsync(room.Author, 1, Role.Viewer, Hats.Technical))[0];
        var id = await Definitions.CreateAsync(second.Client, Unpriced());
        await room.Author.Client.PutJsonAsync($"/api/value/definitions/{id}", Definitions.Body("sum(amount)"), HttpStatusCode.OK, ("If-Match", "*"));
        var approval = await room.SubmitAsync(id);
        Assert.Equal(new[] { second.UserId, room.Author.UserId }.Order(), approval["authors"]!.AsArray().Select(a => (string)a!).Order());
        Assert.Equal("approvals.author", (string)(await Boardroom.DecideAsync(second, approval, expected: HttpStatusCode.Forbidden))["code"]!);
        await room.AgreeAsync(approval);

        await room.Author.Client.PutJsonAsync($"/api/value/definitions/{id}", Definitions.Body("sum(amount) * 2"), HttpStatusCode.OK, ("If-Match", "*"));
        var next = await room.SubmitAsync(id);
        Assert.Equal([room.Author.UserId], next["authors"]!.AsArray().Select(a => (string)a!));
        Assert.NotEqual((string)approval["id"]!, (string)next["id"]!);
    }

    [Fact]
    public async Task A_copy_keeps_terms_and_schedule_and_names_its_original()
    {
        var room = await Boardroom.OpenAsync(_app);
        var id = await Definitions.CreateAsync(room.Author.Client);
        var copy = await room.Technical.Client.PostJsonAsync("/api/value/definitions", new { name = "Copy", source = "shop", formula = "sum(amount)", cloneOf = id }, HttpStatusCode.Created);
        Assert.Equal((id, "5000", "1997-01-01"), ((string)copy["clonedFrom"]!, (string)copy["latest"]!["terms"]!["cap"]!, (string)copy["latest"]!["startsOn"]!));
        await room.Technical.Client.PostJsonAsync("/api/value/definitions", new { name = "Copy", source = "shop", formula = "sum(amount)", cloneOf = "def_01jd0000000000000000000000" }, HttpStatusCode.NotFound);
    }

    private static JsonObject Unpriced()
    {
        var body = Definitions.Body();
        body.Remove("terms");
        return body;
    }
}
