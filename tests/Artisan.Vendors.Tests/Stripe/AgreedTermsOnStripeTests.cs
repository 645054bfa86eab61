using Artisan.Platform.Payments;
using Artisan.Vendors.Stripe;

namespace Artisan.Vendors.Tests.Stripe;

/// <summary>Discounts, credits and meters.</summary>
public sealed class AgreedTermsOnStripeTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2027, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private StripeAccount _account = null!;

    private IPaymentService Payments => _account.Payments;

    public async Task InitializeAsync() => _account = await StripeAccount.OpenAsync(Start);

    public async Task DisposeAsync() => await _account.DisposeAsync();

    [Fact]
    public async Task Coupons_are_made_once_and_come_off_one_after_the_other()
    {
        PaymentDiscount[] agreed = [new("Partner", 100_000, 0), new("A welcome that has more to say than the forty letters of a coupon", 0, 500)];
        var customer = await _account.CustomerAsync();
        var begun = await Payments.SubscribeAsync(new SubscribeOrder("ws_a", customer, StripeAccount.Starter) { Discounts = agreed }, "subscribe", default);
        var first = (await Payments.FindInvoiceAsync(begun.LatestInvoice!, default))!;
        Assert.Equal((4_900, 490 + 500, 3_910, 990), (first.SubtotalMinor, first.DiscountMinor, first.TotalMinor, first.Lines[0].DiscountMinor));

        // Another instance finds them; the same order takes both off a bill of its own, and not off what it credits.
        await using var other = _account.Another();
        InvoiceItem[] items = [Item("a", 1_000), Item("b", -300)];
        var issued = (await other.Payments.IssueAsync(new InvoiceOrder("ws_a", customer, "bill", "USD", 0, items) { Discounts = agreed }, "bill", default))!;
        Assert.Equal((700, 600, 100), (issued.SubtotalMinor, issued.DiscountMinor, issued.TotalMinor));
        Assert.Equal([("a", 600L), ("b", 0L)], issued.Lines.Select(l => (l.Key!, l.DiscountMinor)));
        Assert.Equal(2, _account.Server.All("coupon").Count);
    }

    [Fact]
    public async Task A_renewals_draft_takes_what_holds_by_then()
    {
        var begun = await _account.SubscribeAsync(StripeAccount.Starter);
        _account.Server.Advance(Start.AddMonths(1).AddMinutes(1));
        var draft = (await Payments.FindSubscriptionAsync(begun.Reference, default))!.LatestInvoice!;
        Task<bool> SetAsync(int taxPpm, params PaymentDiscount[] discounts) => Payments.SetTermsAsync(draft, new InvoiceTerms("USD", taxPpm, discounts), default);
        async Task<long> TotalAsync() => (await Payments.FindInvoiceAsync(draft, default))!.TotalMinor;
        var half = new PaymentDiscount("Half", 500_000, 0);
        Assert.False(await SetAsync(0));
        Assert.True(await SetAsync(0, half));
        Assert.False(await SetAsync(0, half));
        Assert.Equal(2_450, await TotalAsync());
        Assert.True(await SetAsync(100_000));
        Assert.Equal(5_390, await TotalAsync());
        Assert.True(await SetAsync(0, half));
        Assert.Equal(2_450, await TotalAsync());
    }

    [Fact]
    public async Task A_credit_is_given_once_and_pays_the_next_invoice()
    {
        var customer = await _account.CustomerAsync();
        var credit = new PaymentCredit(customer, "credit-1", "USD", 6_000);
        await Payments.GiveCreditAsync(credit, "k1", default);
        // A day later the key is forgotten, and the booking is found.
        await Payments.GiveCreditAsync(credit, "k2", default);
        Assert.Equal(6_000, await Payments.FindCreditAsync(customer, default));
        var begun = await Payments.SubscribeAsync(new SubscribeOrder("ws_a", customer, StripeAccount.Starter), "subscribe", default);
        Assert.Equal((4_900, 0, 1_100), ((await Payments.FindInvoiceAsync(begun.LatestInvoice!, default))!.TotalMinor, (await Payments.FindInvoiceAsync(begun.LatestInvoice!, default))!.PaidMinor, await Payments.FindCreditAsync(customer, default)));
    }

    [Fact]
    public async Task Usage_is_told_once_by_whichever_instance_to_a_meter_that_is_made_or_switched_on_again()
    {
        var customer = await _account.CustomerAsync();
        var used = new MeteredUsage(customer, "ws_a:emails_sent:1", "emails_sent", "E-mails sent", 12.5m, Start.AddMinutes(-1));
        await using var other = _account.Another();
        await Task.WhenAll(Payments.ReportUsageAsync(used, default), other.Payments.ReportUsageAsync(used, default));
        var told = Assert.Single(_account.Server.All("billing.meter_event"));
        Assert.Equal(("artisan_emails_sent", "12.5", customer), ((string?)told["event_name"], (string?)told["payload"]!["value"], (string?)told["payload"]!["stripe_customer_id"]));

        var meter = (string)Assert.Single(_account.Server.All("billing.meter"))["id"]!;
        await _account.PostAsync($"v1/billing/meters/{meter}/deactivate");
        await using var third = _account.Another();
        await third.Payments.ReportUsageAsync(used with { Reference = "ws_a:emails_sent:2" }, default);
        Assert.Equal("active", (string?)Assert.Single(_account.Server.All("billing.meter"))["status"]);
        Assert.Equal(25m, await SumAsync(meter, customer));

        // What was told by mistake is taken back within a day, and what is too old, or still to come, is not taken at all.
        await _account.PostAsync("v1/billing/meter_event_adjustments", ("event_name", "artisan_emails_sent"), ("type", "cancel"), ("cancel[identifier]", used.Reference));
        Assert.Equal(12.5m, await SumAsync(meter, customer));
        foreach (var at in new[] { Start.AddDays(-36), Start.AddMinutes(6) })
        {
            Assert.Equal(PaymentFailure.Refused, (await Assert.ThrowsAsync<PaymentException>(() => Payments.ReportUsageAsync(used with { Reference = $"{at:O}", At = at }, default))).Failure);
        }

        _account.Server.Advance(Start.AddDays(2));
        await Assert.ThrowsAsync<PaymentException>(() => _account.PostAsync("v1/billing/meter_event_adjustments", ("event_name", "artisan_emails_sent"), ("type", "cancel"), ("cancel[identifier]", "ws_a:emails_sent:2")));
    }

    [Fact]
    public async Task A_test_clock_is_made_moved_and_ended_with_its_customers()
    {
        var clock = (await _account.PostAsync("v1/test_helpers/test_clocks", ("frozen_time", Seconds(Start.AddDays(1))), ("name", "A year"))).GetProperty("id").GetString()!;
        Assert.Equal(Start.AddDays(1), _account.Server.Now);
        var customer = (await _account.PostAsync("v1/customers", ("email", "a@example.com"), ("test_clock", clock))).GetProperty("id").GetString();
        Assert.Equal(clock, (string?)_account.Server.All("customer").Single()["test_clock"]);

        async Task<string?> AdvanceAsync(DateTimeOffset to) => (await _account.PostAsync($"v1/test_helpers/test_clocks/{clock}/advance", ("frozen_time", Seconds(to)))).GetProperty("status").GetString();
        Assert.Equal("advancing", await AdvanceAsync(Start.AddDays(10)));
        await Assert.ThrowsAsync<PaymentException>(() => AdvanceAsync(Start.AddDays(11)));
        Assert.Equal(("advancing", "ready"), (await StatusAsync(clock), await StatusAsync(clock)));
        Assert.Equal("test_helpers.test_clock.ready", (string?)_account.Server.Webhooks.Events[^1]["type"]);
        Assert.Equal(Start.AddDays(10), _account.Server.Now);
        foreach (var to in new[] { Start, Start.AddYears(3) }) await Assert.ThrowsAsync<PaymentException>(() => AdvanceAsync(to));

        await _account.Client.DeleteAsync($"v1/test_helpers/test_clocks/{clock}", "delete", StripeJson.Default.StripeDeleted, default);
        Assert.DoesNotContain(_account.Server.All("customer"), c => (string?)c["id"] == customer);
    }

    private async Task<string?> StatusAsync(string? clock) => (await _account.GetAsync($"v1/test_helpers/test_clocks/{clock}")).GetProperty("status").GetString();

    private async Task<decimal> SumAsync(string meter, string customer)
    {
        var (from, to) = (Start.AddDays(-1), Start.AddDays(1));
        var sums = await _account.GetAsync($"v1/billing/meters/{meter}/event_summaries?customer={customer}&start_time={Seconds(from)}&end_time={Seconds(to)}&value_grouping_window=day");
        return sums.GetProperty("data").EnumerateArray().Sum(s => s.GetProperty("aggregated_value").GetDecimal());
    }

    private static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static InvoiceItem Item(string key, long amount) => new(key, amount < 0 ? InvoiceLineKind.Value : InvoiceLineKind.Overage, key, amount, Start, Start.AddDays(1), new Dictionary<string, string>());
}
