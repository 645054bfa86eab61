using Artisan.Areas.Billing.Invoices;

namespace Artisan.Areas.Tests.Billing.Life;

public sealed class UpgradingTests(BillingApp shared) : IClassFixture<BillingApp>
{
    private const string Start = "2027-02-01T00:00:00Z";

    [Fact]
    public async Task What_was_used_beyond_the_smaller_plan_is_billed_at_its_price_and_leaves_the_larger_ones_limit_alone()
    {
        var life = await shared.LifeAsync(Start);
        await life.SubscribeAsync("starter", "pm_card_visa");
        await life.UseAsync("emails_sent", 7_000);
        await life.UntilAsync("2027-02-28T23:59:00Z");
        await life.SubscribeAsync("professional");
        // Up to 50,000 and the 2,000 that are paid for already.
        await life.UseAsync("emails_sent", 45_000);
        await life.UntilAsync("2027-03-01T02:00:00Z");
        Assert.Equal(["emails_sent 2000"], await OverageAsync(life));

        await life.UseAsync("emails_sent", 50_500);
        await life.UntilAsync("2027-04-01T02:00:00Z");
        Assert.Equal(["emails_sent 500"], await OverageAsync(life));
    }

    [Fact]
    public async Task Two_upgrades_in_a_period_bill_each_plans_overage_at_its_own_price()
    {
        var life = await shared.LifeAsync(Start);
        await life.SubscribeAsync("starter", "pm_card_visa");
        await life.UseAsync("api_calls", 150_000);
        await life.SubscribeAsync("professional");
        await life.UseAsync("api_calls", 1_000_000);
        await life.SubscribeAsync("enterprise");
        await life.UntilAsync("2027-03-01T02:00:00Z");
        Assert.Equal(["api_calls 100000", "api_calls 50000"], (await OverageAsync(life)).Order());
    }

    [Fact]
    public async Task A_trial_costs_nothing_whatever_was_used_in_it()
    {
        var life = await shared.LifeAsync(Start);
        await life.TrialAsync();
        await life.UseAsync("emails_sent", 50_000);
        await life.SubscribeAsync("starter", "pm_card_visa");
        await life.UntilAsync("2027-03-01T02:00:00Z");
        Assert.Empty(await OverageAsync(life));
    }

    [Fact]
    public async Task Unused_time_is_credited_as_far_as_it_was_paid_whatever_discount_there_is_by_then()
    {
        var life = await shared.LifeAsync(Start);
        await life.AgreeAsync(s => s with { Discounts = [new Discount("Half", 500_000, Until: BillingLife.Instant("2027-02-10T00:00:00Z"))] });
        await life.SubscribeAsync("starter", "pm_card_visa");
        await life.UntilAsync("2027-02-15T00:00:00Z");
        await life.SubscribeAsync("professional");
        // Half a month: 24.50 of which 12.25 were paid, and 149.50 without a discount.
        Assert.Equal([2_450, 14_950 - 1_225], (await life.InvoicesAsync()).Select(i => (long)i["totalMinor"]!));

        await life.AgreeAsync(s => s with { Discounts = [new Discount("Half", 500_000)] });
        await life.UntilAsync("2027-02-22T00:00:00Z");
        await life.SubscribeAsync("enterprise");
        // A quarter: 74.75, all of it paid, and half of 249.75.
        Assert.Equal(12_487 - 7_475, (long)(await life.InvoicesAsync())[^1]["totalMinor"]!);
    }

    private static async Task<IReadOnlyList<string>> OverageAsync(BillingLife life) =>
        [.. (await life.InvoiceAsync((await life.InvoicesAsync())[^1]))["lines"]!.AsArray().Where(l => (string?)l!["kind"] == "overage").Select(l => $"{l!["metric"]} {l["quantity"]}")];
}
