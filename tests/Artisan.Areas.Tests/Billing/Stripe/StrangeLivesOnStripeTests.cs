using System.Net;
using Artisan.Areas.Tests.Workspaces;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Billing.Stripe;

/// <summary>What rarely happens to a subscription, and must not cost anybody money that it should not.</summary>
public sealed class StrangeLivesOnStripeTests(SharedStripe shared) : StripeTests(shared)
{
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
}
