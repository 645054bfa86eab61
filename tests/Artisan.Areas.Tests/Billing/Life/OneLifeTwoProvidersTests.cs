using Artisan.Areas.Tests.Billing.Stripe;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Billing.Life;

/// <summary>The same life, whoever collects the money: the same calls, the same states, the same amounts.</summary>
public sealed class OneLifeTwoProvidersTests
{
    private const string Start = "2027-04-10T10:00:00Z";

    [Fact]
    public async Task Artisan_itself()
    {
        await using var app = await ArtisanApp.StartAsync();
        var life = await BillingLife.BeginAsync(app, Start);
        await LiveAsync(life, life.UntilAsync);
    }

    [Fact]
    public async Task Stripe()
    {
        await using var place = await StripeWorkplace.OpenAsync(BillingLife.Instant(Start));
        await LiveAsync(await BillingLife.BeginAsync(place.App, Start), at => place.LiveToAsync(BillingLife.Instant(at)));
    }

    private static async Task LiveAsync(BillingLife life, Func<string, Task> untilAsync)
    {
        Assert.Equal("free active", await life.StateAsync());
        await life.SubscribeAsync("starter", "pm_card_visa");
        Assert.Equal("starter active", await life.StateAsync());

        // Half of a period of thirty days: half of 49.00 back, half of 299.00 to pay.
        await untilAsync("2027-04-25T10:00:00Z");
        await life.SubscribeAsync("professional");
        Assert.Equal("professional active", await life.StateAsync());
        await life.ChangeAsync(new { plan = "starter" });
        Assert.Equal(("professional active", "starter"), (await life.StateAsync(), (string?)(await life.CurrentAsync())["pendingPlan"]));

        await untilAsync("2027-05-10T12:00:00Z");
        Assert.Equal("starter active", await life.StateAsync());
        await life.PayWithAsync("pm_card_chargeCustomerFail");
        await untilAsync("2027-06-10T12:00:00Z");
        Assert.Equal("starter past_due", await life.StateAsync());
        await life.PayWithAsync("pm_card_mastercard");
        await untilAsync("2027-06-11T00:00:00Z");
        Assert.Equal("starter active", await life.StateAsync());
        Assert.Null((await life.CurrentAsync())["overdue"]);

        await life.CancelAsync();
        Assert.True((bool)(await life.CurrentAsync())["cancelAtPeriodEnd"]!);
        await life.ChangeAsync(new { cancelAtPeriodEnd = false });
        await life.CancelAsync();
        await untilAsync("2027-07-10T12:00:00Z");
        Assert.Equal("free canceled", await life.StateAsync());

        Assert.Equal(["paid 4900", "paid 12500", "paid 4900", "paid 4900"], (await life.InvoicesAsync()).Select(i => $"{i["status"]} {i["totalMinor"]}"));
    }
}
