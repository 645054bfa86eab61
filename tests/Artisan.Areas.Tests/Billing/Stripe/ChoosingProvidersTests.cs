using System.Net;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Areas.Tests.Billing.Life;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing.Stripe;

/// <summary>What was begun before Stripe was set up, what never was, and what nobody may do too often.</summary>
public sealed class ChoosingProvidersTests(SharedStripe shared) : StripeTests(shared)
{
    private const string Start = "2027-04-10T10:00:00Z";

    [Fact]
    public async Task A_plan_that_was_begun_without_Stripe_is_made_smaller_and_cancelled_where_it_was_begun()
    {
        var life = await EmbeddedAsync("professional");
        var smaller = await life.ChangeAsync(new { plan = "starter" });
        Assert.Equal(("professional", "starter"), ((string?)smaller["plan"], (string?)smaller["pendingPlan"]));
        await life.ChangeAsync(new { plan = "professional" });
        Assert.Equal("mastercard", (string?)(await life.PayWithAsync("pm_card_mastercard"))["paymentMethod"]!["brand"]);
        Assert.Equal(0, (int)(await life.Client.PostJsonAsync("/api/billing/subscriptions/preview", new { plan = "starter" }, HttpStatusCode.OK))["dueNowMinor"]!);
        await life.CancelAsync(now: true);
        Assert.Equal("free canceled", await life.StateAsync());
        Assert.Empty(Place.Stripe.Requests);
    }

    [Fact]
    public async Task A_larger_plan_than_one_begun_without_Stripe_begins_anew_there()
    {
        var life = await EmbeddedAsync("starter");
        await life.SubscribeAsync("enterprise", "pm_card_visa");
        var current = await life.CurrentAsync();
        Assert.Equal(("enterprise active", "stripe"), (await life.StateAsync(), (string?)current["provider"]));
        Assert.Equal(["paid 4900", "paid 99900"], (await life.InvoicesAsync()).Select(i => $"{i["status"]} {i["totalMinor"]}"));
        Assert.Single(Place.Stripe.All("invoice"));
    }

    [Fact]
    public async Task Its_page_to_pay_on_opens_too()
    {
        var life = await EmbeddedAsync("starter");
        var page = await life.Client.PostJsonAsync("/api/stripe/create-checkout", new { plan = "professional" }, HttpStatusCode.Created);
        Place.Stripe.Payers.CompleteCheckout((string)page["id"]!);
        await Place.DeliverAsync();
        Assert.Equal("professional active", await life.StateAsync());
        await life.Client.PostJsonAsync("/api/stripe/create-checkout", new { plan = "enterprise" }, HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task What_value_brought_to_a_free_workspace_waits_at_Stripe_until_there_is_a_card()
    {
        Place.BeginAnew(BillingLife.Instant(Start));
        var life = await BillingLife.BeginAsync(Place.App, Start);
        // Even one that a simulated card is on file of.
        await life.AgreeAsync(s => s with { Anchor = BillingLife.Instant(Start), PeriodStart = BillingLife.Instant(Start), PeriodEnd = BillingLife.Instant("2027-05-10T10:00:00Z"), Value = new ValueTime([new ValueSpan(BillingLife.Instant(Start))], DateTimeOffset.UnixEpoch), PaymentMethod = new PaymentMethodOnFile("pm_card_visa", "visa", "4242", 1, 2031, null) });
        Place.Fees.Write(life.WorkspaceId, "Tickets", "2027-04-23T00:00:00Z", "2027-04-30T00:00:00Z", 12_345);
        foreach (var at in new[] { "2027-05-10T10:05:00Z", "2027-05-10T11:05:00Z", "2027-06-01T10:00:00Z" }) await Place.LiveToAsync(BillingLife.Instant(at));
        Assert.Equal(["open 12345"], (await life.InvoicesAsync()).Select(i => $"{i["status"]} {i["totalMinor"]}"));
        Assert.StartsWith("https://invoice.stripe.test/", (string?)(await life.InvoicesAsync())[0]["page"], StringComparison.Ordinal);

        await life.PayWithAsync("pm_card_visa");
        Assert.Equal(["paid 12345"], (await life.InvoicesAsync()).Select(i => $"{i["status"]} {i["totalMinor"]}"));
        Assert.Equal("free active", await life.StateAsync());
        await Place.DeliverAsync();
        Assert.Equal("free active", await life.StateAsync());
    }

    [Fact]
    public async Task The_last_use_of_a_workspace_that_was_deleted_is_billed()
    {
        var owner = await Place.SubscriberAsync();
        await Place.UseAsync(owner, "emails_sent", 5_500);
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/workspaces/workspaces/{owner.WorkspaceId}");
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        await Place.App.SettleAsync();
        using var deleted = await owner.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        await Place.LiveToAsync(Place.Stripe.Now.AddHours(2));
        await Place.LiveToAsync(Place.Stripe.Now.AddHours(2));
        Assert.Equal(["paid 4900", "paid 100"], Place.Stripe.All("invoice").Select(i => $"{i["status"]} {i["total"]}"));
    }

    [Fact]
    public async Task Events_that_come_long_after_the_end_do_not_begin_the_free_period_anew()
    {
        var owner = await Place.SubscriberAsync();
        await owner.Client.DeleteJsonAsync($"/api/billing/subscriptions/{(await StripeWorkplace.CurrentAsync(owner))["id"]}?now=true");
        await Place.LiveToAsync(Place.Stripe.Now.AddHours(2));
        await Place.LiveToAsync(Place.Stripe.Now.AddDays(40));
        var later = (await StripeWorkplace.CurrentAsync(owner))["periodStart"]!.ToJsonString();
        Place.Stripe.Payers.ChangeCard(Place.CustomerOf(owner), "pm_card_mastercard");
        await Place.DeliverAsync(new() { Times = 2 });
        Assert.Equal(later, (await StripeWorkplace.CurrentAsync(owner))["periodStart"]!.ToJsonString());
    }

    [Fact]
    public async Task An_order_whose_answer_was_lost_is_answered_with_its_own_effect()
    {
        var life = await BillingLife.BeginAsync(Place.App, Place.Stripe.Now.ToString("O"));
        foreach (var (plan, card) in new[] { ("starter", "pm_card_visa"), ("professional", null) })
        {
            var remembered = $"key-{plan}";
            Task<System.Text.Json.Nodes.JsonNode> OrderAsync(string key, HttpStatusCode expected) => life.Client.PostJsonAsync("/api/billing/subscriptions", new { plan, paymentMethod = card }, expected, ("Idempotency-Key", key));
            await OrderAsync(remembered, HttpStatusCode.Created);
            await ForgetAsync(life);
            Assert.Equal(plan, (string?)(await OrderAsync(remembered, HttpStatusCode.Created))["plan"]);
            Assert.Equal("billing.already_on_plan", (string?)(await OrderAsync("another", HttpStatusCode.Conflict))["code"]);
        }

        Assert.Equal(2, Place.Stripe.All("invoice").Count);
    }

    [Fact]
    public async Task Cards_and_pages_to_pay_on_are_tried_only_so_often()
    {
        var owner = await Place.SignUpAsync();
        for (var i = 0; i < 10; i++)
        {
            await owner.Client.PostJsonAsync("/api/billing/payment-method", new { paymentMethod = "pm_card_chargeDeclinedExpiredCard" }, HttpStatusCode.PaymentRequired);
            await owner.Client.PostJsonAsync("/api/stripe/create-checkout", new { plan = "starter" }, HttpStatusCode.Created);
        }

        var asked = Place.Stripe.Requests.Count;
        await owner.Client.PostJsonAsync("/api/billing/payment-method", new { paymentMethod = "pm_card_visa" }, HttpStatusCode.TooManyRequests);
        await owner.Client.PostJsonAsync("/api/stripe/create-checkout", new { plan = "starter" }, HttpStatusCode.TooManyRequests);
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "starter", paymentMethod = "pm_card_visa" }, HttpStatusCode.TooManyRequests);
        Assert.Equal(asked, Place.Stripe.Requests.Count);
    }

    // As after a process that died between Stripe's answer and its own.
    private async Task ForgetAsync(BillingLife life)
    {
        var home = Place.App.Services.GetRequiredService<Artisan.Areas.Billing.Storage.BillingStore>().Home(life.WorkspaceId);
        await foreach (var row in home.RangeAsync(Artisan.Platform.Storage.RowRange.Prefix("idk|"), default)) await home.Change().Delete(row.RowKey).CommitAsync(default);
    }

    // A workspace whose plan was begun while Stripe was not set up.
    private async Task<BillingLife> EmbeddedAsync(string plan)
    {
        Place.BeginAnew(BillingLife.Instant(Start));
        await using var before = await ArtisanApp.StartAsync(sharing: Place.App);
        var owner = await BillingLife.BeginAsync(before, Start);
        await owner.SubscribeAsync(plan, "pm_card_visa");
        await before.SettleAsync();
        return new BillingLife(Place.App, new SignedInUser(Place.App.CreateClient(owner.Client.DefaultRequestHeaders.Authorization!.Parameter), "", "", "", owner.WorkspaceId, ""));
    }
}
