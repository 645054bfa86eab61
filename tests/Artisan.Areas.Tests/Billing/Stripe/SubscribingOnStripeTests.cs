using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Artisan.Areas.Tests.Billing.Life;
using Artisan.Areas.Tests.Identity;
using Artisan.Areas.Tests.Workspaces;
using Artisan.Platform.Audit;
using Artisan.Testing.Host;
using Artisan.Testing.Stripe;

namespace Artisan.Areas.Tests.Billing.Stripe;

/// <summary>
/// The life of a subscription where Stripe collects, as a workspace sees it. What both providers do alike is in the lives of both; here is what only Stripe has, and what rarely happens and must
/// not cost anybody money that it should not.
/// </summary>
public sealed class SubscribingOnStripeTests(SharedStripe shared) : StripeTests(shared)
{
    [Fact]
    public async Task A_plan_begins_with_the_answer_and_the_events_behind_it_change_nothing()
    {
        var owner = await Place.SubscriberAsync("professional");
        var before = await StripeWorkplace.CurrentAsync(owner);
        Assert.Equal(("professional", "active", "stripe"), ((string?)before["plan"], (string?)before["status"], (string?)before["provider"]));
        Assert.Equal(("visa", "4242"), ((string?)before["paymentMethod"]!["brand"], (string?)before["paymentMethod"]!["last4"]));
        var invoice = Assert.Single(await StripeWorkplace.InvoicesAsync(owner))!;
        Assert.Equal(("paid", 29_900), ((string?)invoice["status"], (int)invoice["totalMinor"]!));

        await Place.DeliverAsync();
        await Place.DeliverAsync(new() { Times = 2 });
        Assert.Equal(before.ToJsonString(), (await StripeWorkplace.CurrentAsync(owner)).ToJsonString());
        Assert.Equal(invoice.ToJsonString(), Assert.Single(await StripeWorkplace.InvoicesAsync(owner))!.ToJsonString());
    }

    [Fact]
    public async Task A_refused_card_leaves_the_plan_and_the_next_try_is_a_new_one()
    {
        var owner = await Place.SignUpAsync();
        for (var i = 0; i < 2; i++)
        {
            var refused = await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "starter", paymentMethod = "pm_card_chargeCustomerFail" }, HttpStatusCode.PaymentRequired);
            Assert.Equal(("billing.payment_declined", "generic_decline"), ((string?)refused["code"], (string?)refused["declineCode"]));
        }

        Assert.Equal(2, Place.Stripe.Requests.Where(r => r.StartsWith("POST /v1/subscriptions ", StringComparison.Ordinal)).Distinct().Count());
        Assert.Equal("free", (string?)(await StripeWorkplace.CurrentAsync(owner))["plan"]);
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "starter", paymentMethod = "pm_card_visa" }, HttpStatusCode.Created);
        Assert.Equal("starter", (string?)(await StripeWorkplace.CurrentAsync(owner))["plan"]);
    }

    [Fact]
    public async Task A_card_that_cannot_pay_an_upgrade_does_not_become_the_one_on_file()
    {
        var owner = await Place.SubscriberAsync();
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "professional", paymentMethod = "pm_card_chargeCustomerFail" }, HttpStatusCode.PaymentRequired);
        await Place.DeliverAsync();

        var current = await StripeWorkplace.CurrentAsync(owner);
        Assert.Equal(("starter", "4242"), ((string?)current["plan"], (string?)current["paymentMethod"]!["last4"]));
        await Place.LiveToAsync((await StripeWorkplace.PeriodEndAsync(owner)).AddHours(2));
        Assert.Equal(("starter", "active"), await StripeWorkplace.PlanAsync(owner));
    }

    [Theory]
    [InlineData("pm_nobody_has", "billing.payment_method_unknown")]
    [InlineData("pm_card_chargeDeclinedExpiredCard", "billing.payment_declined")]
    [InlineData(null, "billing.payment_method_missing")]
    public async Task What_cannot_pay_is_said(string? card, string code)
    {
        var owner = await Place.SignUpAsync();
        var status = code == "billing.payment_method_unknown" ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.PaymentRequired;
        Assert.Equal(code, (string?)(await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "starter", paymentMethod = card }, status))["code"]);
    }

    [Fact]
    public async Task An_upgrade_costs_what_its_preview_said()
    {
        var owner = await Place.SubscriberAsync();
        Place.MoveTo(Place.Stripe.Now.AddDays(9).AddSeconds(11));
        var preview = await owner.Client.PostJsonAsync("/api/billing/subscriptions/preview", new { plan = "enterprise" }, HttpStatusCode.OK);
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "enterprise" }, HttpStatusCode.Created);

        var invoice = (await StripeWorkplace.InvoicesAsync(owner))[0]!;
        Assert.Equal((int)preview["dueNowMinor"]!, (int)invoice["totalMinor"]!);
        Assert.Equal(["proration", "proration"], preview["lines"]!.AsArray().Select(l => (string?)l!["kind"]));
    }

    [Fact]
    public async Task Cancelling_ends_with_the_period_wherever_it_was_asked_for_and_can_be_taken_back()
    {
        var owner = await Place.SubscriberAsync();
        var id = (string?)(await StripeWorkplace.CurrentAsync(owner))["id"];
        await owner.Client.DeleteAsync($"/api/billing/subscriptions/{id}");
        Assert.True((bool)(await StripeWorkplace.CurrentAsync(owner))["cancelAtPeriodEnd"]!);
        Assert.False((bool)(await ChangeAsync(owner, new { cancelAtPeriodEnd = false }))["cancelAtPeriodEnd"]!);

        Place.Stripe.Payers.CancelInPortal(Place.ReferenceOf(owner));
        await Place.DeliverAsync();
        Assert.True((bool)(await StripeWorkplace.CurrentAsync(owner))["cancelAtPeriodEnd"]!);

        await Place.LiveToAsync((await StripeWorkplace.PeriodEndAsync(owner)).AddMinutes(1));
        Assert.Equal(("free", "canceled"), await StripeWorkplace.PlanAsync(owner));
        // Somebody who ended may begin again.
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "professional" }, HttpStatusCode.Created);
        Assert.Equal(("professional", "active"), await StripeWorkplace.PlanAsync(owner));
        await Place.DeliverAsync(new() { Shuffle = 1, Times = 2 });
        Assert.Equal(("professional", "active"), await StripeWorkplace.PlanAsync(owner));
    }

    [Fact]
    public async Task Checkout_takes_a_plan_and_what_comes_of_it_arrives_as_events()
    {
        var owner = await Place.SignUpAsync();
        owner.Client.DefaultRequestHeaders.Add("Idempotency-Key", "one");
        var page = await owner.Client.PostJsonAsync("/api/stripe/create-checkout", new { plan = "professional", successUrl = "https://app.artisan.test/welcome?x=1" }, HttpStatusCode.Created);
        var again = await owner.Client.PostJsonAsync("/api/stripe/create-checkout", new { plan = "professional", successUrl = "https://app.artisan.test/welcome?x=1" }, HttpStatusCode.Created);
        owner.Client.DefaultRequestHeaders.Remove("Idempotency-Key");
        Assert.Equal((string?)page["id"], (string?)again["id"]);
        Assert.Equal(("free", "active"), await StripeWorkplace.PlanAsync(owner));

        Place.Stripe.Payers.CompleteCheckout((string)page["id"]!);
        await Place.DeliverAsync(new() { Shuffle = 3 });
        Assert.Equal(("professional", "active"), await StripeWorkplace.PlanAsync(owner));
        Assert.Equal("visa", (string?)(await StripeWorkplace.CurrentAsync(owner))["paymentMethod"]!["brand"]);
        var refused = await owner.Client.PostJsonAsync("/api/stripe/create-checkout", new { plan = "enterprise" }, HttpStatusCode.Conflict);
        Assert.Equal("billing.already_subscribed", (string?)refused["code"]);
        foreach (var action in new[] { "billing.checkout.opened", "billing.subscription.followed" }) Assert.NotEmpty(await Place.App.AuditAsync(AuditScope.Workspace(owner.WorkspaceId), action));
    }

    [Fact]
    public async Task Stripes_pages_lead_back_to_our_own_origin_only()
    {
        var owner = await Place.SignUpAsync();
        foreach (var address in new[]
        {
            "https://evil.example/x", "https://app.artisan.test.evil.example/", "http://app.artisan.test/", "https://app.artisan.test:444/", "https://me@app.artisan.test/", "javascript:alert(1)", "/relative",
        })
        {
            await owner.Client.PostJsonAsync("/api/stripe/create-checkout", new { plan = "starter", successUrl = address }, HttpStatusCode.UnprocessableEntity);
            await owner.Client.PostJsonAsync("/api/stripe/create-checkout", new { plan = "starter", cancelUrl = address }, HttpStatusCode.UnprocessableEntity);
            await owner.Client.PostJsonAsync("/api/billing/portal", new { returnUrl = address }, HttpStatusCode.UnprocessableEntity);
        }

        Assert.Empty(Place.Stripe.Requests);
    }

    [Fact]
    public async Task A_plan_that_does_not_exist_or_is_free_is_not_for_sale()
    {
        var owner = await Place.SignUpAsync();
        foreach (var plan in new[] { "gold", "free", "price_123" }) await owner.Client.PostJsonAsync("/api/stripe/create-checkout", new { plan }, HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task The_portal_opens_for_whoever_has_paid()
    {
        var none = await Place.SignUpAsync();
        Assert.Equal("billing.no_customer", (string?)(await none.Client.PostJsonAsync("/api/billing/portal", new { }, HttpStatusCode.Conflict))["code"]);
        var owner = await Place.SubscriberAsync();
        Assert.StartsWith("https://billing.stripe.test/", (string?)(await owner.Client.PostJsonAsync("/api/billing/portal", new { }, HttpStatusCode.OK))["url"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trial_of_ours_needs_no_Stripe_and_a_plan_may_follow_it()
    {
        var owner = await Place.SignUpAsync();
        var id = (string?)(await StripeWorkplace.CurrentAsync(owner))["id"];
        await owner.Client.PostJsonAsync($"/api/billing/subscriptions/{id}/trial", new { }, HttpStatusCode.OK);
        Assert.Empty(Place.Stripe.Requests);
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "professional", paymentMethod = "pm_card_visa" }, HttpStatusCode.Created);
        Assert.Equal(("professional", "active"), await StripeWorkplace.PlanAsync(owner));
    }

    [Fact]
    public async Task Use_is_billed_although_its_invoice_was_final_before_anybody_here_heard_of_it()
    {
        var owner = await Place.SubscriberAsync();
        await Place.UseAsync(owner, "emails_sent", 5_400);
        var end = await StripeWorkplace.PeriodEndAsync(owner);
        Place.MoveTo(end.AddHours(3));
        await Place.DeliverAsync(new() { Shuffle = 5, Times = 2 });
        var next = await StripeWorkplace.PeriodEndAsync(owner);
        Assert.True(next > end);
        await Place.LiveToAsync(next.AddMinutes(5));
        await Place.LiveToAsync(next.AddHours(2));

        var overage = new List<string>();
        foreach (var listed in await StripeWorkplace.InvoicesAsync(owner))
        {
            var invoice = await owner.Client.GetJsonAsync($"/api/billing/invoices/{listed!["id"]}");
            overage.AddRange(invoice["lines"]!.AsArray().Where(l => (string?)l!["kind"] == "overage").Select(l => $"{invoice["status"]} {l!["quantity"]}"));
        }

        Assert.Equal(["paid 400"], overage);
    }

    [Fact]
    public async Task Of_two_pages_that_were_both_paid_one_subscription_goes_on()
    {
        var owner = await Place.SignUpAsync();
        var pages = new List<string>();
        foreach (var plan in new[] { "professional", "starter" })
        {
            pages.Add((string)(await owner.Client.PostJsonAsync("/api/stripe/create-checkout", new { plan }, HttpStatusCode.Created))["id"]!);
        }

        foreach (var page in pages)
        {
            Place.Stripe.Payers.CompleteCheckout(page);
            Place.MoveTo(Place.Stripe.Now.AddMinutes(1));
        }

        await Place.DeliverAsync(new() { Shuffle = 3, Times = 2 });
        await Place.DeliverAsync();
        Assert.Equal(("starter", "active"), await StripeWorkplace.PlanAsync(owner));
        Assert.Equal(["canceled", "active"], Place.Stripe.All("subscription").Select(s => (string?)s["status"]));
        // What the other one has charged is a credit, but for the minutes that it ran.
        Assert.InRange((long)Place.Stripe.All("customer").Single(c => (string?)c["id"] == Place.CustomerOf(owner))["balance"]!, -29_900, -29_800);
    }

    [Fact]
    public async Task Two_windows_in_which_a_plan_is_begun_at_once_pay_for_it_once()
    {
        var owner = await Place.SignUpAsync();
        await Task.WhenAll(new[] { "pm_card_visa", "pm_card_mastercard" }.Select(async card =>
        {
            using var body = JsonContent.Create(new { plan = "starter", paymentMethod = card });
            await body.LoadIntoBufferAsync();
            using var answer = await owner.Client.PostAsync(new Uri("/api/billing/subscriptions", UriKind.Relative), body);
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.ServiceUnavailable });
        }));
        await Place.DeliverAsync();
        Assert.Equal(("starter", "active"), await StripeWorkplace.PlanAsync(owner));
        Assert.Single(Place.Stripe.All("subscription"));
        Assert.Single(Place.Stripe.All("invoice"));
    }

    [Fact]
    public async Task A_credit_that_may_be_booked_already_is_tried_again_under_the_same_key()
    {
        var owner = await Place.SubscriberAsync();
        var life = new BillingLife(Place.App, owner);
        await life.AgreeAsync(s => s with { CreditBalanceMinor = 1_000 });
        Place.Stripe.Spoil(StripeMishap.None, StripeMishap.Unavailable(shouldRetry: false));
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "professional" }, HttpStatusCode.ServiceUnavailable);
        await life.AgreeAsync(s => s with { TaxRatePpm = 0 });
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "professional" }, HttpStatusCode.Created);

        var tries = Place.Stripe.Requests.Where(r => r.StartsWith("POST", StringComparison.Ordinal) && r.Contains("/balance_transactions", StringComparison.Ordinal)).ToList();
        Assert.Equal((2, 1), (tries.Count, tries.Distinct().Count()));
    }

    [Fact]
    public async Task Nobody_is_charged_for_a_workspace_that_was_deleted_and_nothing_of_it_stays_at_Stripe()
    {
        var owner = await Place.SubscriberAsync();
        await Place.App.SettleAsync();
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/workspaces/workspaces/{owner.WorkspaceId}");
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var deleted = await owner.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal("canceled", (string?)Assert.Single(Place.Stripe.All("subscription"))["status"]);
        Assert.Single(Place.Stripe.All("customer"));

        await Place.DeliverAsync();
        await Place.LiveToAsync(Place.Stripe.Now.AddDays(31));
        Assert.Empty(Place.Stripe.All("customer"));
        Assert.Single(Place.Stripe.All("invoice"));
        await Place.DeliverAsync();
    }

    [Fact]
    public async Task What_confirms_a_payment_is_shown_to_those_who_may_pay()
    {
        var owner = await Place.SignUpAsync();
        await Place.App.GrowAsync(owner.WorkspaceId);
        var (viewer, payer) = (await Place.App.JoinAsync(owner, "viewer"), await Place.App.JoinAsync(owner, "viewer", "finance"));
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "starter", paymentMethod = "pm_card_authenticationRequired" }, HttpStatusCode.Created);
        Assert.Null((await StripeWorkplace.CurrentAsync(viewer))["action"]);
        Assert.NotNull((await StripeWorkplace.CurrentAsync(payer))["action"]);
        Assert.NotNull((await StripeWorkplace.CurrentAsync(owner))["action"]);
    }

    private static async Task<JsonNode> ChangeAsync(SignedInUser owner, object change)
    {
        using var read = await owner.Client.GetAsync("/api/billing/subscriptions/current");
        var id = (string?)JsonNode.Parse(await read.Content.ReadAsStringAsync())!["id"];
        return await owner.Client.PutJsonAsync($"/api/billing/subscriptions/{id}", change, HttpStatusCode.OK, ("If-Match", read.Headers.ETag!.ToString()));
    }
}
