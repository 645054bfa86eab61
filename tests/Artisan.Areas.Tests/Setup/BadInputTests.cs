using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Tests.Value;
using Artisan.Testing.Host;
using Artisan.Testing.Vendors;

namespace Artisan.Areas.Tests.Setup;

public sealed class BadInputTests(SetupLab lab) : IClassFixture<SetupLab>
{
    [Theory]
    [InlineData("api-integration", """{"apiIntegration":{"kind":"oracle"}}""", "apiIntegration.kind")]
    [InlineData("api-integration", """{"apiIntegration":{"kind":"hubspot"}}""", "apiIntegration.credentials.accessToken")]
    [InlineData("api-integration", """{"apiIntegration":{"kind":"hubspot","credentials":{"accessToken":"a\r\nHost: evil"}}}""", "apiIntegration.credentials.accessToken")]
    [InlineData("api-integration", """{"apiIntegration":{"kind":"hubspot","credentials":{"accessToken":null}}}""", "apiIntegration.credentials.accessToken")]
    [InlineData("api-integration", """{"apiIntegration":{"kind":"custom","credentials":{"url":"x"}}}""", "apiIntegration.credentials.url")]
    [InlineData("api-integration", """{"dataSource":{"source":"x"}}""", "apiIntegration")]
    [InlineData("api-integration", "{}", "apiIntegration")]
    [InlineData("data-source", """{"dataSource":{"source":"A b"}}""", "dataSource.source")]
    [InlineData("data-source", """{"dataSource":{"source":"a","object":"Opportunity","fields":["Id FROM User"]}}""", "dataSource.fields")]
    [InlineData("data-source", """{"dataSource":{"source":"a","fields":[null]}}""", "dataSource.fields")]
    [InlineData("metrics-config", """{"metricsConfig":{"metric":"m","measure":"sum(a)","fields":[]}}""", "metricsConfig.fields")]
    [InlineData("metrics-config", """{"metricsConfig":{"metric":"m","measure":"sum(a)","fields":[null]}}""", "metricsConfig.fields")]
    [InlineData("metrics-config", """{"metricsConfig":{"metric":"m","measure":"sum(a)","fields":[{"from":"x","to":"a"},{"from":"y","to":"a"}]}}""", "metricsConfig.fields")]
    [InlineData("baseline", """{"baseline":{"method":"mode","period":"monthly","from":"2026-01-01","to":"2026-02-01"}}""", "baseline.method")]
    [InlineData("baseline", """{"baseline":{"method":"mean","period":"monthly","from":"2026-02-01","to":"2026-01-01"}}""", "baseline.to")]
    [InlineData("baseline", """{"baseline":{"method":"trailing","period":"monthly","from":"2026-01-01","to":"2026-02-01"}}""", "baseline.periods")]
    [InlineData("baseline", """{"baseline":{"method":"fixed","period":"monthly","from":"2026-01-01","to":"2026-02-01","value":"NaN"}}""", "baseline.value")]
    [InlineData("testing", """{"testing":{"from":"0001-01-01","to":"2026-02-01","reference":"1"}}""", "testing.to")]
    [InlineData("testing", """{"testing":{"from":"2026-01-01","to":"2026-02-01","reference":"1e9"}}""", "testing.reference")]
    public async Task What_cannot_be_saved_names_its_field(string step, string body, string field)
    {
        var wizard = await new Wizard(lab).BeginAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await Json.ReadAsync(wizard.Client.PutAsync(new Uri($"/api/setup/steps/{step}", UriKind.Relative), content), HttpStatusCode.BadRequest);
        Assert.True(answer["errors"]?[field] is not null, answer.ToJsonString());
    }

    [Fact]
    public async Task A_step_that_is_none_is_not_found_and_one_that_was_not_saved_is_not_checked()
    {
        var wizard = await new Wizard(lab).BeginAsync();
        await wizard.ValidateAsync("payment", HttpStatusCode.NotFound);
        await wizard.Client.PutJsonAsync("/api/setup/steps/payment", new { }, HttpStatusCode.NotFound);
        Assert.Equal("setup.step_not_saved", (string?)(await wizard.ValidateAsync("testing", HttpStatusCode.Conflict))["code"]);
    }

    [Fact]
    public async Task Wrong_credentials_and_a_source_that_does_not_answer_say_what_to_do()
    {
        var wizard = await new Wizard(lab).BeginAsync();
        Assert.Equal("wrong_credentials", Code(await wizard.DoAsync("api-integration", Wizard.HubSpotToken("pat-wrong-0123456789"))));
        Assert.Equal("setup.earlier_step", (string?)(await SaveAndValidateAsync(wizard))["code"]);
        foreach (var (mishap, code) in new[] { (Mishap.Down, "unreachable"), (Mishap.NoAnswer, "unreachable"), (new Mishap(429), "rate_limited"), (Mishap.NotJson, "malformed"), (new Mishap(403), "no_permission") })
        {
            await wizard.SaveAsync("api-integration", Wizard.HubSpotToken());
            lab.HubSpot.Spoil(mishap);
            Assert.Equal(code, Code(Wizard.Step(await wizard.ValidateAsync("api-integration"), "api-integration")));
        }

        var salesforce = await wizard.DoAsync("api-integration", new { kind = "salesforce", credentials = new { domain = "169.254.169.254:80", clientId = "a", clientSecret = "b" } });
        Assert.Equal("wrong_credentials", Code(salesforce));

        static async Task<JsonNode> SaveAndValidateAsync(Wizard wizard)
        {
            await wizard.SaveAsync("data-source", new { source = "deals", @object = "deals" });
            return await wizard.ValidateAsync("data-source", HttpStatusCode.Conflict);
        }
    }

    [Theory]
    [InlineData("sum(amount", "amount", "amount", "measure_invalid")]
    [InlineData("sum(other)", "amount", "amount", "measure_invalid")]
    [InlineData("sum(baseline)", "amount", "amount", "measure_invalid")]
    [InlineData("sum(amount)", "price", "amount", "unknown_field")]
    [InlineData("sum(amount)", "dealstage", "amount", "not_mapped")]
    public async Task Fields_that_cannot_be_mapped_say_why(string measure, string from, string to, string code)
    {
        Wizard.Deal(lab.HubSpot, "map-1", "2026-01-10", "10");
        var wizard = await new Wizard(lab).BeginAsync();
        await wizard.DoAsync("api-integration", Wizard.HubSpotToken());
        await wizard.DoAsync("data-source", new { source = "deals", @object = "deals" });
        var step = await wizard.DoAsync("metrics-config", new { metric = "m", measure, fields = new[] { new { from, to } } });
        Assert.True(code == Code(step), step.ToJsonString());
        Assert.Null((await wizard.GetAsync())["sync"]);
    }

    [Fact]
    public async Task A_range_without_data_and_a_measure_without_a_result_are_told_and_break_nothing()
    {
        var wizard = await new Wizard(lab).BeginAsync();
        await Definitions.PushAsync(wizard.Client, Definitions.Point("a", "300", "2026-01-10T00:00:00Z"));
        await wizard.DoAsync("api-integration", new { kind = "csv" });
        await wizard.DoAsync("data-source", new { source = "shop" });
        await wizard.DoAsync("metrics-config", new { metric = "m", measure = "sum(amount) / count()", fields = new[] { new { from = "amount", to = "amount" } } });

        Assert.Equal("empty_period", Code(await wizard.DoAsync("baseline", new { method = "mean", period = "monthly", from = "2025-01-01", to = "2025-03-01" })));
        Assert.Equal("empty_period", Code(await wizard.DoAsync("baseline", new { method = "mean", period = "monthly", from = "2026-01-01", to = "2026-01-20" })));
        Assert.Equal("empty_period", Code(await wizard.DoAsync("baseline", new { method = "trailing", periods = 5, period = "monthly", from = "2026-01-01", to = "2026-02-01" })));
        var step = await wizard.DoAsync("baseline", new { method = "mean", period = "monthly", from = "2026-01-01", to = "2026-03-01" });
        Assert.Equal("undefined", Code(step));
        Assert.Contains("2026-02", (string)step["problem"]!["message"]!, StringComparison.Ordinal);
        Assert.Equal("300", (string?)(await wizard.GetAsync())["results"]!["baseline"]!["periods"]![0]!["value"]);

        await wizard.DoAsync("baseline", new { method = "mean", period = "monthly", from = "2026-01-01", to = "2026-02-01" });
        Assert.Equal("empty_period", Code(await wizard.DoAsync("testing", new { from = "2026-02-01", to = "2026-03-01", reference = "1" })));
        step = await wizard.DoAsync("testing", new { from = "2026-01-01", to = "2026-02-01", reference = "353" });
        Assert.Equal("below_target", Code(step));
        Assert.Equal("84.98", (string?)(await wizard.GetAsync())["results"]!["accuracy"]!["accuracy"]);
        Assert.Equal("validated", (string?)(await wizard.DoAsync("testing", new { from = "2026-01-01", to = "2026-02-01", reference = "352" }))["state"]);
    }

    private static string? Code(JsonNode step) => (string?)step["problem"]?["code"];
}
