using System.Net;
using System.Net.Http.Json;
using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Areas.Tests.Billing.Life;
using Artisan.Testing.Host;
using Artisan.Testing.Stripe;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing.Stripe;

/// <summary>Stripe takes long, or fails and repeats that for a day to whoever comes with the same key: nobody pays twice, and nobody waits for a day.</summary>
public sealed class FailingStripeTests(SharedStripe shared) : StripeTests(shared)
{
    [Fact]
    public async Task However_long_Stripe_takes_and_however_often_somebody_clicks_a_plan_begins_once()
    {
        var owner = await Place.SignUpAsync();
        var charging = new TaskCompletionSource();
        Place.Stripe.SpoilPosts("subscriptions", StripeMishap.Held(charging.Task));
        using var body = JsonContent.Create(new { plan = "starter", paymentMethod = "pm_card_visa" });
        await body.LoadIntoBufferAsync();
        var first = owner.Client.PostAsync(new Uri("/api/billing/subscriptions", UriKind.Relative), body);
        await UntilAsync(() => Place.Stripe.Requests.Any(r => r.StartsWith("POST /v1/subscriptions ", StringComparison.Ordinal)));

        // Another window; what its card changes is followed; and a card that is refused.
        await BeginAsync(owner, "second", HttpStatusCode.Conflict);
        await Place.DeliverAsync();
        await BeginAsync(owner, "third", HttpStatusCode.PaymentRequired, "pm_card_chargeDeclinedExpiredCard");
        await BeginAsync(owner, "fourth", HttpStatusCode.Conflict);
        charging.SetResult();
        await UntilAsync(() => Place.Stripe.All("subscription").Count > 0);
        // Whether it still waited or had given up by then, the plan begins.
        using var answer = await first;
        await Place.DeliverAsync();
        Assert.Equal(("starter", "active"), await StripeWorkplace.PlanAsync(owner));
        Assert.Single(Place.Stripe.All("subscription"));
        Assert.Single(Place.Stripe.All("invoice"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_plan_whose_beginning_failed_begins_with_the_next_call(bool carriedOut)
    {
        var owner = await Place.SignUpAsync();
        Place.Stripe.SpoilPosts("subscriptions", carriedOut ? StripeMishap.FailedAfter() : StripeMishap.Failed());
        await BeginAsync(owner, "first", HttpStatusCode.ServiceUnavailable);
        await BeginAsync(owner, "second", HttpStatusCode.Created);
        Assert.Single(Place.Stripe.All("subscription"));
        Assert.Single(Place.Stripe.All("invoice"));
    }

    [Fact]
    public async Task What_fails_before_a_plan_begins_gives_the_name_of_the_beginning_to_nobody_else()
    {
        var owner = await Place.SignUpAsync();
        // A coupon that nobody else has asked Stripe for yet.
        await new BillingLife(Place.App, owner).AgreeAsync(s => s with { Discounts = [new Discount("First", 123_457)] });
        Place.Stripe.SpoilPosts("coupons", StripeMishap.Failed());
        await BeginAsync(owner, "first", HttpStatusCode.ServiceUnavailable);
        var name = (await BeginningAsync(owner))!.Name;
        Place.Stripe.SpoilPosts("subscriptions", StripeMishap.Unavailable(), StripeMishap.Unavailable(), StripeMishap.Unavailable());
        await BeginAsync(owner, "second", HttpStatusCode.ServiceUnavailable);
        Assert.Equal(name, (await BeginningAsync(owner))!.Name);
        await BeginAsync(owner, "third", HttpStatusCode.Created);
        Assert.Single(Place.Stripe.All("subscription"));
    }

    private async Task<Beginning?> BeginningAsync(SignedInUser owner) =>
        (await Place.App.Services.GetRequiredService<BillingStore>().ReadAsync(owner.WorkspaceId, default)).Subscription.Beginning;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_credit_whose_booking_failed_is_booked_once_by_the_next_call(bool carriedOut)
    {
        var owner = await Place.SubscriberAsync();
        await new BillingLife(Place.App, owner).AgreeAsync(s => s with { CreditBalanceMinor = 1_000 });
        Place.Stripe.SpoilPosts("balance_transactions", carriedOut ? StripeMishap.FailedAfter() : StripeMishap.Failed());
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "professional" }, HttpStatusCode.ServiceUnavailable);
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "professional" }, HttpStatusCode.Created);
        Assert.Equal(-1_000, (long)Assert.Single(Place.Stripe.All("customer_balance_transaction"))["amount"]!);
        Assert.Equal(1_000, (await StripeWorkplace.InvoicesAsync(owner)).Sum(i => (long)i!["creditMinor"]!));
    }

    [Fact]
    public async Task A_page_that_could_not_be_opened_opens_with_the_next_call()
    {
        var owner = await Place.SignUpAsync();
        Place.Stripe.SpoilPosts("sessions", StripeMishap.Failed());
        await owner.Client.PostJsonAsync("/api/stripe/create-checkout", new { plan = "starter" }, HttpStatusCode.ServiceUnavailable);
        await owner.Client.PostJsonAsync("/api/stripe/create-checkout", new { plan = "starter" }, HttpStatusCode.Created);
    }

    // Nothing holds the request back.
    private static async Task UntilAsync(Func<bool> came)
    {
        var asked = TimeProvider.System.GetTimestamp();
        while (!came())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(asked) < TimeSpan.FromSeconds(60), "The request did not come.");
            await Task.Delay(2);
        }
    }

    private static Task<System.Text.Json.Nodes.JsonNode> BeginAsync(SignedInUser owner, string call, HttpStatusCode expected, string card = "pm_card_visa") =>
        owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "starter", paymentMethod = card }, expected, ("Idempotency-Key", call));
}
