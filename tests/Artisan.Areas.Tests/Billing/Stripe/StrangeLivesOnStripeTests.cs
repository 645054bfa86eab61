using System.Net;
using Artisan.Areas.Tests.Workspaces;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Billing.Stripe;

/// <summary>What rarely happens to a subscription, and must not cost anybody money that it should not.</summary>
public sealed class StrangeLivesOnStripeTests : IAsyncLifetime
{
    private StripeWorkplace _place = null!;

    public async Task InitializeAsync() => _place = await StripeWorkplace.OpenAsync();

    public async Task DisposeAsync() => await _place.DisposeAsync();

    [Fact]
    public async Task Use_is_billed_although_its_invoice_was_final_before_anybody_here_heard_of_it()
    {
        var owner = await _place.SubscriberAsync();
        await _place.UseAsync(owner, "emails_sent", 5_400);
        var end = await StripeWorkplace.PeriodEndAsync(owner);
        _place.MoveTo(end.AddHours(3));
        await _place.DeliverAsync(new() { Shuffle = 5, Times = 2 });
        var next = await StripeWorkplace.PeriodEndAsync(owner);
        Assert.True(next > end);
        await _place.LiveToAsync(next.AddMinutes(5));
        await _place.LiveToAsync(next.AddHours(2));

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
        var owner = await _place.SignUpAsync();
        var pages = new List<string>();
        foreach (var plan in new[] { "professional", "starter" })
        {
            pages.Add((string)(await owner.Client.PostJsonAsync("/api/stripe/create-checkout", new { plan }, HttpStatusCode.Created))["id"]!);
        }

        foreach (var page in pages)
        {
            _place.Stripe.Payers.CompleteCheckout(page);
            _place.MoveTo(_place.Stripe.Now.AddMinutes(1));
        }

        await _place.DeliverAsync(new() { Shuffle = 3, Times = 2 });
        await _place.DeliverAsync();
        Assert.Equal(("starter", "active"), await StripeWorkplace.PlanAsync(owner));
        Assert.Equal(["canceled", "active"], _place.Stripe.All("subscription").Select(s => (string?)s["status"]));
    }

    [Fact]
    public async Task Nobody_is_charged_for_a_workspace_that_was_deleted_and_nothing_of_it_stays_at_Stripe()
    {
        var owner = await _place.SubscriberAsync();
        await _place.App.SettleAsync();
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/workspaces/workspaces/{owner.WorkspaceId}");
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var deleted = await owner.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal("canceled", (string?)Assert.Single(_place.Stripe.All("subscription"))["status"]);
        Assert.Single(_place.Stripe.All("customer"));

        await _place.DeliverAsync();
        await _place.LiveToAsync(_place.Stripe.Now.AddDays(31));
        Assert.Empty(_place.Stripe.All("customer"));
        Assert.Single(_place.Stripe.All("invoice"));
        await _place.DeliverAsync();
    }

    [Fact]
    public async Task What_confirms_a_payment_is_shown_to_those_who_may_pay()
    {
        var owner = await _place.SignUpAsync();
        await _place.App.GrowAsync(owner.WorkspaceId);
        var (viewer, payer) = (await _place.App.JoinAsync(owner, "viewer"), await _place.App.JoinAsync(owner, "viewer", "finance"));
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "starter", paymentMethod = "pm_card_authenticationRequired" }, HttpStatusCode.Created);
        Assert.Null((await StripeWorkplace.CurrentAsync(viewer))["action"]);
        Assert.NotNull((await StripeWorkplace.CurrentAsync(payer))["action"]);
        Assert.NotNull((await StripeWorkplace.CurrentAsync(owner))["action"]);
    }
}
