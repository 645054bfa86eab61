using System.Net;
using Artisan.Areas.Tests.Value;
using Artisan.Areas.Webhooks.Contracts;
using Artisan.Platform.Access;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Webhooks;

public sealed class KeepingEndpointsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Public = "https://93.184.215.14/hooks";
    private readonly Workplace _place = new(shared.App);

    [Fact]
    public void The_published_vector_is_signed_as_the_standard_says() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        StandardWebhooks.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), """{"test": 2432232314}"""u8, ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]));

    [Fact]
    public async Task The_secret_is_shown_where_it_is_made_and_nowhere_else()
    {
        var owner = await _place.OwnerAsync();
        var made = await owner.PostJsonAsync("/api/webhooks/endpoints", new { url = Public, description = "Orders", types = new[] { "value.calculation.created" } }, HttpStatusCode.Created);
        var (id, secret) = ((string)made["endpoint"]!["id"]!, (string)made["secret"]!);
        Assert.True(StandardWebhooks.IsSecret(secret));
        Assert.DoesNotContain("secret\"", (await owner.GetJsonAsync($"/api/webhooks/endpoints/{id}")).ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(secret, (await owner.GetJsonAsync("/api/webhooks/endpoints")).ToJsonString(), StringComparison.Ordinal);

        var rotated = await owner.PostJsonAsync($"/api/webhooks/endpoints/{id}/rotate-secret", new { });
        Assert.NotEqual(secret, (string)rotated["secret"]!);
        Assert.NotNull(rotated["endpoint"]!["previousSecretUntil"]);
        Assert.DoesNotContain(shared.App.Logs.Lines, l => l.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_endpoint_is_changed_only_as_it_was_read_and_deleted_for_good()
    {
        var owner = await _place.OwnerAsync();
        var id = (string)(await owner.PostJsonAsync("/api/webhooks/endpoints", new { url = Public }, HttpStatusCode.Created))["endpoint"]!["id"]!;
        await owner.PutJsonAsync($"/api/webhooks/endpoints/{id}", new { url = Public, enabled = false }, HttpStatusCode.PreconditionRequired);
        await owner.PutJsonAsync($"/api/webhooks/endpoints/{id}", new { url = Public, enabled = false }, HttpStatusCode.PreconditionFailed, ("If-Match", "\"other\""));
        var off = await owner.PutJsonAsync($"/api/webhooks/endpoints/{id}", new { url = Public, enabled = false }, HttpStatusCode.OK, ("If-Match", "*"));
        Assert.Equal("disabled", (string)off["disabledBecause"]!);
        await owner.PostJsonAsync($"/api/webhooks/endpoints/{id}/test", new { }, HttpStatusCode.Conflict);
        await owner.DeleteJsonAsync($"/api/webhooks/endpoints/{id}");
        await owner.DeleteJsonAsync($"/api/webhooks/endpoints/{id}", HttpStatusCode.NotFound);
        Assert.Empty((await owner.GetJsonAsync("/api/webhooks/endpoints"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Fifty_at_once_make_no_more_endpoints_than_a_workspace_may_have()
    {
        var owner = await _place.OwnerAsync();
        var made = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            using var response = await owner.PostAsync(new Uri("/api/webhooks/endpoints", UriKind.Relative), new StringContent($$"""{"url":"{{Public}}"}""", System.Text.Encoding.UTF8, "application/json"));
            return response.StatusCode;
        }));
        Assert.Equal(20, made.Count(s => s == HttpStatusCode.Created));
        Assert.All(made, s => Assert.True(s is HttpStatusCode.Created or HttpStatusCode.Conflict));
        Assert.Equal(20, (await owner.GetJsonAsync("/api/webhooks/endpoints"))["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("""{"url":"http://93.184.215.14/"}""", 422, "url")]
    [InlineData("""{"url":"https://127.0.0.1/"}""", 422, "url")]
    [InlineData("""{"url":"https://user:secret@93.184.215.14/"}""", 422, "url")]
    [InlineData("""{"url":"https://nobody-knows-this-host.invalid/"}""", 422, "url")]
    [InlineData("""{"url":"not a url"}""", 422, "url")]
    [InlineData("""{"url":""}""", 400, "url")]
    [InlineData("""{"url":"https://93.184.215.14/","types":["invoice.burnt"]}""", 400, "types")]
    [InlineData("""{"url":"https://93.184.215.14/","types":[null]}""", 400, "types")]
    [InlineData("""{"url":"https://93.184.215.14/","secret":"whsec_c2hvcnQ="}""", 400, "secret")]
    [InlineData("""{"url":"https://93.184.215.14/","secret":"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}""", 400, "secret")]
    [InlineData("""{"url":"https://93.184.215.14/","perMinute":0}""", 400, "perMinute")]
    [InlineData("""{"url":"https://93.184.215.14/","description":"two\nlines"}""", 400, "description")]
    public async Task What_cannot_be_an_endpoint_is_refused_at_its_field_and_changes_nothing(string body, int status, string field)
    {
        var owner = await _place.OwnerAsync();
        using var response = await owner.PostAsync(new Uri("/api/webhooks/endpoints", UriKind.Relative), new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        var problem = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal((status, true), ((int)response.StatusCode, problem["errors"]?[field] is not null));
        Assert.Empty((await owner.GetJsonAsync("/api/webhooks/endpoints"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_url_over_2048_characters_is_refused()
    {
        var owner = await _place.OwnerAsync();
        await owner.PostJsonAsync("/api/webhooks/endpoints", new { url = Public + new string('x', 2048) }, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Every_type_of_event_comes_with_a_schema()
    {
        var viewer = await _place.MemberAsync(Role.Viewer, Hats.None);
        var types = (await viewer.GetJsonAsync("/api/webhooks/event-types"))["items"]!.AsArray();
        var calculated = types.Single(t => (string)t!["type"]! == "value.calculation.created")!;
        Assert.Equal("object", (string)calculated["schema"]!["properties"]!["data"]!["anyOf"]![0]!["type"]!);
        Assert.All(types, t => Assert.NotEmpty((string)t!["when"]!));
    }
}
