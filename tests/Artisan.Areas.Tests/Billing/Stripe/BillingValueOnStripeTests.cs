using Artisan.Areas.Billing.Contracts;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing.Stripe;

public sealed class BillingValueOnStripeTests(SharedStripe shared) : StripeTests(shared)
{
    [Fact]
    public async Task Fees_and_their_corrections_stand_on_the_renewals_invoices_once()
    {
        var owner = await Place.SubscriberAsync();
        await Place.App.Services.GetRequiredService<IValueBilling>().EnableAsync(owner.WorkspaceId, "golive", (_, _) => default, CancellationToken.None);
        var (start, end) = (Place.Stripe.Now, await StripeWorkplace.PeriodEndAsync(owner));
        var first = Write(owner, start, 1_000);
        await RenewAsync(end);
        Assert.Equal(["plan 4900 ", $"value 1000 {first}"], await LinesAsync(owner));

        var second = Write(owner, start, 700);
        await RenewAsync(await StripeWorkplace.PeriodEndAsync(owner));
        Assert.Equal(["plan 4900 ", $"value -300 {first},{second}"], await LinesAsync(owner));
        await RenewAsync(await StripeWorkplace.PeriodEndAsync(owner));
        Assert.Equal(["plan 4900 "], await LinesAsync(owner));
    }

    [Fact]
    public async Task What_was_used_beyond_the_smaller_plan_before_an_upgrade_is_billed_at_its_price()
    {
        var owner = await Place.SubscriberAsync();
        await Place.UseAsync(owner, "emails_sent", 5_400);
        var end = await StripeWorkplace.PeriodEndAsync(owner);
        Place.MoveTo(Place.Stripe.Now.AddDays(10));
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "professional" }, System.Net.HttpStatusCode.Created);
        // What lies beyond the larger plan too is a line of its own.
        await Place.UseAsync(owner, "emails_sent", 53_000);
        await RenewAsync(end);
        Assert.Equal(["overage 390 ", "overage 80 "], (await LinesAsync(owner)).Where(l => l.StartsWith("overage", StringComparison.Ordinal)));
    }

    // Events of the renewal come twice and in disorder.
    private async Task RenewAsync(DateTimeOffset end)
    {
        await Place.LiveToAsync(end.AddMinutes(5));
        await Place.DeliverAsync(new() { Times = 2, Shuffle = 7 });
        await Place.LiveToAsync(end.AddHours(2));
    }

    private string Write(SignedInUser owner, DateTimeOffset start, long amount) => Place.Fees.Write(owner.WorkspaceId, "saved", $"{start.AddDays(1):O}", $"{start.AddDays(3):O}", amount);

    private static async Task<IEnumerable<string>> LinesAsync(SignedInUser owner)
    {
        var invoice = await owner.Client.GetJsonAsync($"/api/billing/invoices/{(await StripeWorkplace.InvoicesAsync(owner))[0]!["id"]}");
        return invoice["lines"]!.AsArray().Select(l => $"{l!["kind"]} {l["amountMinor"]} {string.Join(',', l["receipts"]!.AsArray().Select(r => (string)r!))}").Order();
    }
}
