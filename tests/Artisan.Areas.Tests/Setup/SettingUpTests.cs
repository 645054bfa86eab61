using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Tests.Identity;
using Artisan.Areas.Tests.Value;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Testing.Host;
using Artisan.Testing.Vendors.HubSpot;
using Artisan.Testing.Vendors.Salesforce;
using Artisan.Testing.Vendors.Stripe;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Setup;

public sealed class SettingUpTests(SetupLab lab) : IClassFixture<SetupLab>
{
    [Fact]
    public async Task Five_steps_lead_from_a_token_to_a_receipt()
    {
        for (var month = 1; month <= 4; month++)
        {
            Wizard.Deal(lab.HubSpot, $"5-{month}-a", $"2026-0{month}-10", $"{month}000");
            Wizard.Deal(lab.HubSpot, $"5-{month}-b", $"2026-0{month}-20", "500.50", stage: month == 4 ? "qualifiedtobuy" : "closedwon");
        }

        var wizard = await new Wizard(lab).BeginAsync();
        Assert.Equal("empty empty empty empty empty", Wizard.States(await wizard.GetAsync()));

        var step = await wizard.DoAsync("api-integration", Wizard.HubSpotToken());
        Assert.Equal(("validated", "Connected: HubSpot account 1234567."), ((string)step["state"]!, (string)step["note"]!));
        await wizard.DoAsync("data-source", new { source = "deals", @object = "deals" });
        var sample = (await wizard.GetAsync())["results"]!["sample"]!;
        Assert.True(sample["fields"]!.AsArray().Single(f => (string?)f!["name"] == "amount")!["isNumber"]!.GetValue<bool>());
        Assert.NotEmpty(sample["rows"]!.AsArray());

        await wizard.DoAsync("metrics-config", Wizard.WonDeals());
        await lab.App.SettleAsync();
        var setup = await wizard.GetAsync();
        Assert.Equal(("idle", true), ((string)setup["sync"]!["status"]!, (long)setup["sync"]!["stored"]! >= 7));

        step = await wizard.DoAsync("baseline", new { method = "median", period = "monthly", from = "2026-01-01", to = "2026-04-01" });
        Assert.Equal("The baseline is 2500.5 (median).", (string?)step["note"]);
        var periods = (await wizard.GetAsync())["results"]!["baseline"]!["periods"]!.AsArray();
        Assert.Equal(["2026-01 1500.5", "2026-02 2500.5", "2026-03 3500.5"], periods.Select(p => $"{p!["name"]} {p["value"]}"));

        step = await wizard.DoAsync("testing", new { from = "2026-04-01", to = "2026-05-01", reference = "4100" });
        Assert.Equal(("validated", "The measure is 97.56 % accurate."), ((string)step["state"]!, (string)step["note"]!));

        setup = await wizard.GetAsync();
        Assert.True((bool)setup["canComplete"]!);
        Assert.Equal(("deals", "max(0, sum(amount) - baseline)"), ((string)setup["suggestion"]!["source"]!, (string)setup["suggestion"]!["formula"]!));
        setup = await wizard.Client.PostJsonAsync("/api/setup/complete", new { });
        await lab.App.SettleAsync();
        var receipt = await wizard.Client.GetJsonAsync($"/api/receipts/{(string)setup["completed"]!["receiptId"]!}");
        Assert.Contains("97.56", receipt.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("\"setup\"", receipt.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((true, false), ((bool)setup["completed"]!["isCurrent"]!, (bool)setup["canComplete"]!));
        Assert.Equal("completed", (string?)setup["history"]![0]!["what"]);
        Assert.Single(await lab.App.AuditAsync(AuditScope.Workspace(wizard.Place.Id), "setup.completed"));
    }

    [Fact]
    public async Task What_your_own_system_sends_is_set_up_without_credentials()
    {
        var wizard = await new Wizard(lab).BeginAsync();
        await wizard.DoAsync("api-integration", new { kind = "custom" });
        var step = await wizard.DoAsync("data-source", new { source = "shop" });
        Assert.Equal(("failed", "no_records"), ((string)step["state"]!, (string)step["problem"]!["code"]!));

        await Definitions.PushAsync(wizard.Client, Definitions.Point("a", "300", "2026-01-10T00:00:00Z"), Definitions.Point("b", "100", "2026-02-10T00:00:00Z"));
        await wizard.ValidateAsync("data-source");
        await wizard.DoAsync("metrics-config", new { metric = "Sales", measure = "sum(amount)", fields = new[] { new { from = "amount", to = "amount" } } });
        await wizard.DoAsync("baseline", new { method = "trailing", periods = 2, period = "monthly", from = "2026-01-01", to = "2026-03-01" });
        await wizard.DoAsync("testing", new { from = "2026-01-01", to = "2026-02-01", reference = "300" });
        var setup = await wizard.Client.PostJsonAsync("/api/setup/complete", new { });
        Assert.Equal(("200", (JsonNode?)null), ((string)setup["results"]!["baseline"]!["level"]!, setup["sync"]));
        Assert.True((bool)setup["completed"]!["isCurrent"]!);
    }

    [Fact]
    public async Task Stripe_and_salesforce_are_read_as_well()
    {
        lab.Stripe.Put("balance_transactions", "txn_1", Wizard.At("2026-01-05T00:00:00Z"), 1999);
        lab.Stripe.Put("balance_transactions", "txn_2", Wizard.At("2026-01-06T00:00:00Z"), -500);
        var wizard = await new Wizard(lab).BeginAsync();
        await wizard.DoAsync("api-integration", new { kind = "stripe", credentials = new { apiKey = LoopbackStripeLists.Key } });
        await wizard.DoAsync("data-source", new { source = "payments", @object = "balance_transactions" });
        await wizard.DoAsync("metrics-config", new { metric = "Payments", measure = "sum(amount)", fields = new[] { new { from = "amount", to = "amount" } } });
        await lab.App.SettleAsync();
        await wizard.DoAsync("baseline", new { method = "fixed", value = "10", period = "monthly", from = "2026-01-01", to = "2026-02-01" });
        Assert.Equal("14.99", (string?)(await wizard.GetAsync())["results"]!["baseline"]!["periods"]![0]!["value"]);

        lab.Salesforce.Put("Opportunity", "006A", Wizard.At("2026-01-05T00:00:00Z"), Wizard.At("2026-01-05T00:00:00Z"), new JsonObject { ["Amount"] = 1.25e3, ["IsWon"] = true, ["CloseDate"] = "2026-01-20" });
        wizard = await new Wizard(lab).BeginAsync();
        await wizard.DoAsync("api-integration", new { kind = "salesforce", credentials = new { domain = lab.Salesforce.Domain, clientId = LoopbackSalesforce.ClientId, clientSecret = LoopbackSalesforce.ClientSecret } });
        await wizard.DoAsync("data-source", new { source = "opportunities", @object = "Opportunity" });
        await wizard.DoAsync("metrics-config", new { metric = "Won", measure = "sum(amount * won)", timeField = "CloseDate", fields = new[] { new { from = "Amount", to = "amount" }, new { from = "IsWon", to = "won" } } });
        await lab.App.SettleAsync();
        await wizard.DoAsync("baseline", new { method = "mean", period = "monthly", from = "2026-01-01", to = "2026-02-01" });
        Assert.Equal("1250", (string?)(await wizard.GetAsync())["results"]!["baseline"]!["level"]);
    }

    [Fact]
    public async Task Changing_an_earlier_step_makes_the_later_ones_stale_and_the_completion_old()
    {
        Wizard.Deal(lab.HubSpot, "stale-1", "2024-01-10", "1000");
        var wizard = await new Wizard(lab).BeginAsync();
        await wizard.ReadDealsAsync();
        await wizard.DoAsync("baseline", new { method = "fixed", value = "1", period = "monthly", from = "2024-01-01", to = "2024-02-01" });
        await wizard.SaveAsync("data-source", new { source = "deals", @object = "deals" });
        Assert.Equal("validated validated validated validated empty", Wizard.States(await wizard.GetAsync()));

        var setup = await wizard.SaveAsync("data-source", new { source = "deals2", @object = "deals" });
        Assert.Equal("validated saved stale stale empty", Wizard.States(setup));
        Assert.Equal("paused", (string?)setup["sync"]!["status"]);
        Assert.Equal("data-source", (string?)(await wizard.ValidateAsync("baseline", HttpStatusCode.Conflict))["step"]);
        var refused = await wizard.Client.PostJsonAsync("/api/setup/complete", new { }, HttpStatusCode.Conflict);
        Assert.Equal(("setup.incomplete", "data-source, metrics-config, baseline, testing"), ((string)refused["code"]!, (string)refused["steps"]!));
    }

    [Fact]
    public async Task A_token_is_never_told_again_and_stays_when_it_is_left_out()
    {
        var wizard = await new Wizard(lab).BeginAsync();
        var setup = await wizard.SaveAsync("api-integration", Wizard.HubSpotToken());
        Assert.Equal("••••6789", (string?)setup["settings"]!["apiIntegration"]!["credentials"]!["accessToken"]);
        await wizard.SaveAsync("api-integration", new { kind = "hubspot" });
        Assert.Equal("validated", (string?)Wizard.Step(await wizard.ValidateAsync("api-integration"), "api-integration")["state"]);
        await lab.App.SettleAsync();

        Assert.DoesNotContain(LoopbackHubSpot.Token, (await wizard.GetAsync()).ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(LoopbackHubSpot.Token, string.Join('\n', lab.App.Logs.Lines), StringComparison.Ordinal);
        var home = lab.App.Services.GetRequiredService<Artisan.Platform.Storage.Stores>().Workspace("setup", wizard.Place.Id).Partition("setup");
        await foreach (var row in home.RangeAsync(Artisan.Platform.Storage.RowRange.Prefix(""), CancellationToken.None))
        {
            Assert.DoesNotContain(row, p => p.Value is string text && text.Contains(LoopbackHubSpot.Token, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Saving_what_is_there_changes_nothing_and_everyone_of_fifty_is_answered()
    {
        var wizard = await new Wizard(lab).BeginAsync();
        await wizard.SaveAsync("data-source", new { source = "deals", @object = "deals" });
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => wizard.SaveAsync("data-source", new { source = "deals", @object = "deals" })));
        Assert.All(answers, a => Assert.Single(a["history"]!.AsArray()));
    }

    [Fact]
    public async Task Completing_at_the_same_time_gives_one_receipt()
    {
        var wizard = await new Wizard(lab).BeginAsync();
        await Definitions.PushAsync(wizard.Client, Definitions.Point("a", "300", "2026-01-10T00:00:00Z"));
        await wizard.DoAsync("api-integration", new { kind = "csv" });
        await wizard.DoAsync("data-source", new { source = "shop" });
        await wizard.DoAsync("metrics-config", new { metric = "Sales", measure = "sum(amount)", fields = new[] { new { from = "amount", to = "amount" } } });
        await wizard.DoAsync("baseline", new { method = "fixed", value = "0", period = "monthly", from = "2026-01-01", to = "2026-02-01" });
        await wizard.DoAsync("testing", new { from = "2026-01-01", to = "2026-02-01", reference = "300" });
        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var response = await wizard.Client.PostAsync(new Uri("/api/setup/complete", UriKind.Relative), null);
            return response.StatusCode;
        }));
        Assert.All(statuses, s => Assert.True(s is HttpStatusCode.OK or HttpStatusCode.Conflict));
        await lab.App.SettleAsync();
        Assert.Equal(1, (await wizard.GetAsync())["history"]!.AsArray().Count(h => (string?)h!["what"] == "completed"));
        Assert.Single((await wizard.Client.GetJsonAsync("/api/receipts"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Another_workspace_sees_nothing_of_it()
    {
        var wizard = await new Wizard(lab).BeginAsync();
        await wizard.SaveAsync("api-integration", Wizard.HubSpotToken());
        var stranger = await new Wizard(lab).BeginAsync();
        Assert.Equal("empty empty empty empty empty", Wizard.States(await stranger.GetAsync()));
    }

    [Fact]
    public async Task Who_has_not_the_technical_hat_may_look_only()
    {
        var wizard = await new Wizard(lab).BeginAsync();
        var viewer = await wizard.Place.MemberAsync(Role.Viewer, Hats.None);
        await viewer.GetJsonAsync("/api/setup");
        await viewer.PutJsonAsync("/api/setup/steps/testing", new { testing = new { from = "2026-01-01", to = "2026-02-01", reference = "1" } }, HttpStatusCode.Forbidden);
        var technical = await wizard.Place.MemberAsync(Role.Viewer, Hats.Technical);
        await technical.PutJsonAsync("/api/setup/steps/testing", new { testing = new { from = "2026-01-01", to = "2026-02-01", reference = "1" } });
    }
}
