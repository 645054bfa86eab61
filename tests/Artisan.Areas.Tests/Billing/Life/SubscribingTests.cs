using System.Net;
using Artisan.Areas.Billing.Contracts;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing.Life;

public sealed class SubscribingTests(BillingApp shared) : IClassFixture<BillingApp>
{
    private const string Start = "2027-04-10T10:00:00Z";

    [Fact]
    public async Task Everyone_begins_on_free_since_the_workspace_was_made()
    {
        var life = await shared.LifeAsync(Start);
        var current = await life.CurrentAsync();
        Assert.Equal("free active embedded 0", $"{current["plan"]} {current["status"]} {current["provider"]} {current["priceMinor"]}");
        Assert.True((bool)current["trialAvailable"]!);
        Assert.Equal(100, (long)current["entitlements"]!["limits"]!["emails_sent"]!);
        Assert.Empty(await life.InvoicesAsync());
    }

    [Fact]
    public async Task A_subscription_is_paid_at_once_and_its_period_begins()
    {
        var life = await shared.LifeAsync(Start);
        var answer = await life.SubscribeAsync("starter", "pm_card_visa");
        Assert.Equal("starter active", $"{answer["plan"]} {answer["status"]}");
        Assert.Equal(("visa", "4242"), ((string)answer["paymentMethod"]!["brand"]!, (string)answer["paymentMethod"]!["last4"]!));
        Assert.Equal((BillingLife.Instant(Start), BillingLife.Instant("2027-05-10T10:00:00Z")), ((DateTimeOffset)answer["periodStart"]!, (DateTimeOffset)answer["periodEnd"]!));
        var invoice = Assert.Single(await life.InvoicesAsync());
        Assert.Equal("paid 4900 4900 0", $"{invoice["status"]} {invoice["totalMinor"]} {invoice["paidMinor"]} {invoice["outstandingMinor"]}");
        Assert.Equal(5000 * 1_000_000L, (await life.PeriodAsync(Start))!["emails_sent"].Limit);
        Assert.True((await life.PeriodAsync(Start))!["emails_sent"].Soft);
    }

    [Theory]
    [InlineData("pm_card_chargeDeclined", "generic_decline")]
    [InlineData("pm_card_chargeDeclinedInsufficientFunds", "insufficient_funds")]
    [InlineData("pm_card_chargeCustomerFail", "generic_decline")]
    public async Task A_declined_card_leaves_everything_as_it_was(string card, string reason)
    {
        var life = await shared.LifeAsync(Start);
        var problem = await life.SubscribeAsync("starter", card, HttpStatusCode.PaymentRequired);
        Assert.Equal($"billing.payment_declined {reason}", $"{problem["code"]} {problem["declineCode"]}");
        Assert.Equal("free active", await life.StateAsync());
        Assert.Null((await life.CurrentAsync())["paymentMethod"]);
        Assert.Empty(await life.InvoicesAsync());

        await life.SubscribeAsync("starter", "pm_card_visa");
        problem = await life.SubscribeAsync("professional", card, HttpStatusCode.PaymentRequired);
        Assert.Equal("billing.payment_declined", (string?)problem["code"]);
        Assert.Equal("starter active", await life.StateAsync());
        Assert.Equal("4242", (string?)(await life.CurrentAsync())["paymentMethod"]!["last4"]);
        Assert.Single(await life.InvoicesAsync());
    }

    [Fact]
    public async Task A_payment_that_must_be_confirmed_waits_and_begins_the_plan_once_it_is()
    {
        var life = await shared.LifeAsync(Start);
        var waiting = await life.SubscribeAsync("professional", "pm_card_authenticationRequired");
        Assert.Equal("free incomplete professional", $"{waiting["plan"]} {waiting["status"]} {waiting["pendingPlan"]}");
        var secret = (string)waiting["action"]!;
        Assert.Equal("incomplete", (string?)(await life.SubscribeAsync("professional", confirmation: "emb_guess"))["status"]);
        Assert.Equal("billing.already_on_plan", (string?)(await life.ChangeAsync(new { plan = "free" }, HttpStatusCode.Conflict))["code"]);
        await life.SubscribeAsync("professional", confirmation: secret);
        Assert.Equal("professional active", await life.StateAsync());

        var problem = await life.SubscribeAsync("enterprise", expected: HttpStatusCode.PaymentRequired);
        Assert.Equal("billing.payment_action_required", (string?)problem["code"]);
        Assert.Equal("professional active", await life.StateAsync());
        await life.SubscribeAsync("enterprise", confirmation: (string)problem["action"]!);
        Assert.Equal("enterprise active", await life.StateAsync());
        Assert.Equal(2, (await life.InvoicesAsync()).Count);
    }

    [Fact]
    public async Task A_better_card_begins_what_waited_and_nobody_waits_longer_than_a_day()
    {
        var life = await shared.LifeAsync(Start);
        await life.SubscribeAsync("starter", "pm_card_authenticationRequired");
        await life.PayWithAsync("pm_card_visa");
        Assert.Equal("starter active", await life.StateAsync());

        await using var app = await ArtisanApp.StartAsync();
        var other = await BillingLife.BeginAsync(app, Start);
        await other.SubscribeAsync("starter", "pm_card_authenticationRequired");
        await other.UntilAsync("2027-04-11T09:00:00Z");
        var current = await other.CurrentAsync();
        Assert.Equal("free canceled", $"{current["plan"]} {current["status"]}");
        Assert.Null(current["action"]);
    }

    [Fact]
    public async Task What_cannot_be_asked_for_is_refused_with_its_reason()
    {
        var life = await shared.LifeAsync(Start);
        async Task RefusedAsync(Task<System.Text.Json.Nodes.JsonNode> call, string code) => Assert.Equal(code, (string?)(await call)["code"]);
        await RefusedAsync(life.SubscribeAsync("platinum", "pm_card_visa", HttpStatusCode.UnprocessableEntity), "billing.plan_unknown");
        await RefusedAsync(life.SubscribeAsync("free", "pm_card_visa", HttpStatusCode.UnprocessableEntity), "billing.plan_unknown");
        await RefusedAsync(life.SubscribeAsync("starter", null, HttpStatusCode.PaymentRequired), "billing.payment_method_missing");
        await RefusedAsync(life.SubscribeAsync("starter", "pm_1234", HttpStatusCode.UnprocessableEntity), "billing.payment_method_unknown");
        await RefusedAsync(life.ChangeAsync(new { cancelAtPeriodEnd = true }, HttpStatusCode.Conflict), "billing.nothing_to_cancel");
        await RefusedAsync(life.ChangeAsync(new { }, HttpStatusCode.BadRequest), "request.invalid");
        await life.SubscribeAsync("professional", "pm_card_visa");
        await RefusedAsync(life.SubscribeAsync("professional", null, HttpStatusCode.Conflict), "billing.already_on_plan");
        await RefusedAsync(life.SubscribeAsync("starter", null, HttpStatusCode.Conflict), "billing.not_an_upgrade");
        await RefusedAsync(life.TrialAsync(HttpStatusCode.Conflict), "billing.trial_not_now");
        await RefusedAsync(life.Client.PutJsonAsync($"/api/billing/subscriptions/{await life.IdAsync()}", new { plan = "starter" }, (HttpStatusCode)428), "request.if_match_required");
        await RefusedAsync(life.Client.PutJsonAsync($"/api/billing/subscriptions/{await life.IdAsync()}", new { plan = "starter" }, HttpStatusCode.PreconditionFailed, ("If-Match", "\"old\"")), "request.changed");
    }

    [Fact]
    public async Task The_trial_is_once_per_workspace_and_once_per_owner()
    {
        var life = await shared.LifeAsync(Start);
        var trial = await life.TrialAsync();
        Assert.Equal(("trialing", BillingLife.Instant("2027-04-24T10:00:00Z")), ((string)trial["status"]!, (DateTimeOffset)trial["trialEndsAt"]!));
        Assert.Equal(0, (long)trial["priceMinor"]!);
        // Nobody agreed to pay for more than the trial gives.
        Assert.False((await life.PeriodAsync(((DateTimeOffset)trial["periodStart"]!).ToString("O")))!["emails_sent"].Soft);
        Assert.Equal("billing.trial_used", (string?)(await life.TrialAsync(HttpStatusCode.Conflict))["code"]);
        await life.CancelAsync();
        Assert.Equal("free active", await life.StateAsync());
        Assert.Equal("billing.trial_used", (string?)(await life.TrialAsync(HttpStatusCode.Conflict))["code"]);

        var second = await life.SecondWorkspaceAsync();
        Assert.Equal("billing.trial_used", (string?)(await second.TrialAsync(HttpStatusCode.Conflict))["code"]);
    }

    [Fact]
    public async Task A_preview_is_what_is_charged_then()
    {
        var life = await shared.LifeAsync("2027-04-01T00:00:00Z");
        await life.SubscribeAsync("starter", "pm_card_visa");
        shared.App.BusinessClock.Set(BillingLife.Instant("2027-04-16T00:00:00Z"), running: false);
        var preview = await life.Client.PostJsonAsync("/api/billing/subscriptions/preview", new { plan = "professional" });
        Assert.Equal(12500, (long)preview["dueNowMinor"]!);
        Assert.Equal([-2450, 14950], preview["lines"]!.AsArray().Select(l => (long)l!["amountMinor"]!));
        await life.SubscribeAsync("professional");
        Assert.Equal(12500, (long)(await life.InvoicesAsync())[^1]["totalMinor"]!);
        var smaller = await life.Client.PostJsonAsync("/api/billing/subscriptions/preview", new { plan = "starter" });
        Assert.Equal((0, BillingLife.Instant("2027-05-01T00:00:00Z")), ((long)smaller["dueNowMinor"]!, (DateTimeOffset)smaller["at"]!));
    }

    [Fact]
    public async Task Twenty_calls_at_once_subscribe_once()
    {
        var life = await shared.LifeAsync(Start);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var content = System.Net.Http.Json.JsonContent.Create(new { plan = "starter", paymentMethod = "pm_card_visa" });
            await content.LoadIntoBufferAsync();
            using var answer = await life.Client.PostAsync(new Uri("/api/billing/subscriptions", UriKind.Relative), content);
            return answer.StatusCode;
        }));
        Assert.Equal(1, answers.Count(a => a is HttpStatusCode.Created));
        Assert.All(answers, a => Assert.True(a is HttpStatusCode.Created or HttpStatusCode.Conflict));
        Assert.Single(await life.InvoicesAsync());
    }

    [Fact]
    public async Task The_same_call_again_gives_the_same_answer_and_no_second_invoice()
    {
        var life = await shared.LifeAsync(Start);
        var body = new { plan = "starter", paymentMethod = "pm_card_visa" };
        var first = await life.Client.PostJsonAsync("/api/billing/subscriptions", body, HttpStatusCode.Created, ("Idempotency-Key", "k1"));
        var again = await life.Client.PostJsonAsync("/api/billing/subscriptions", body, HttpStatusCode.Created, ("Idempotency-Key", "k1"));
        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Single(await life.InvoicesAsync());
    }

    [Fact]
    public async Task Scheduled_changes_can_be_taken_back()
    {
        var life = await shared.LifeAsync(Start);
        await life.SubscribeAsync("professional", "pm_card_visa");
        Assert.True((bool)(await life.CancelAsync())["cancelAtPeriodEnd"]!);
        Assert.False((bool)(await life.ChangeAsync(new { cancelAtPeriodEnd = false }))["cancelAtPeriodEnd"]!);
        Assert.Equal("starter", (string?)(await life.ChangeAsync(new { plan = "starter" }))["pendingPlan"]);
        Assert.Null((await life.ChangeAsync(new { plan = "professional" }))["pendingPlan"]);
        Assert.True((bool)(await life.ChangeAsync(new { plan = "free" }))["cancelAtPeriodEnd"]!);
        Assert.Equal("professional active", await life.StateAsync());
    }

    [Fact]
    public async Task A_smaller_plan_is_refused_while_more_exists_than_it_has_room_for()
    {
        var gauge = new Leads { Used = 1_001 };
        await using var app = await ArtisanApp.StartAsync(services: s => s.AddSingleton<IGauge>(gauge));
        var life = await BillingLife.BeginAsync(app, Start);
        await life.SubscribeAsync("professional", "pm_card_visa");
        await app.SettleAsync();
        Assert.Equal(10_000, gauge.Limit);
        var problem = await life.ChangeAsync(new { plan = "starter" }, HttpStatusCode.Conflict);
        Assert.Equal("billing.too_much_for_plan leads 1000 1001", $"{problem["code"]} {problem["reduce"]![0]!["metric"]} {problem["reduce"]![0]!["limit"]} {problem["reduce"]![0]!["used"]}");
        // Leaving is never refused: what is beyond Free can be read.
        await life.CancelAsync();
        await life.ChangeAsync(new { cancelAtPeriodEnd = false });
        gauge.Used = 1_000;
        await life.ChangeAsync(new { plan = "starter" });
        await life.UntilAsync("2027-05-10T10:00:00Z");
        Assert.Equal(("starter active", 1_000L), (await life.StateAsync(), gauge.Limit));
    }

    [Fact]
    public async Task Ending_now_bills_what_was_used_beyond_the_plan_and_nothing_else()
    {
        await using var app = await ArtisanApp.StartAsync();
        var life = await BillingLife.BeginAsync(app, Start);
        await life.SubscribeAsync("starter", "pm_card_visa");
        await life.UseAsync("api_calls", 130_000);
        await life.UntilAsync("2027-04-20T00:00:00Z");
        await life.CancelAsync(now: true);
        Assert.Equal("free canceled", await life.StateAsync());
        await life.UntilAsync("2027-04-20T01:00:00Z");
        var last = await life.InvoiceAsync((await life.InvoicesAsync())[^1]);
        Assert.Equal("paid 300 overage 30000", $"{last["status"]} {last["totalMinor"]} {last["lines"]![0]!["kind"]} {last["lines"]![0]!["quantity"]}");
        Assert.True((await life.PeriodAsync(Start))!.Closed);
        Assert.Equal(100 * 1_000_000L, (await life.PeriodAsync("2027-04-20T00:00:00Z"))!["emails_sent"].Limit);
        await life.SubscribeAsync("starter");
        Assert.Equal("starter active", await life.StateAsync());
    }

    private sealed class Leads : IGauge
    {
        public long Used { get; set; }

        public long? Limit { get; private set; }

        public string Metric => UsageMetrics.Leads;

        public Task<long> ReadAsync(string workspaceId, CancellationToken ct) => Task.FromResult(Used);

        public Task SetLimitAsync(string workspaceId, long? limit, long seq, CancellationToken ct)
        {
            Limit = limit;
            return Task.CompletedTask;
        }
    }
}

/// <summary>The app that tests share whose clock does not run on.</summary>
public sealed class BillingApp : IAsyncLifetime
{
    public ArtisanApp App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await ArtisanApp.StartAsync();

    public async Task DisposeAsync() => await App.DisposeAsync();

    internal Task<BillingLife> LifeAsync(string at) => BillingLife.BeginAsync(App, at);
}
