using Artisan.Areas.Tests.Identity;
using Artisan.Platform.Audit;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Billing.Life;

/// <summary>
/// Fourteen months of one workspace in Berlin: trial, month ends, a leap day, both clock changes, an upgrade within a period, a downgrade, a payment that fails and is
/// repaired, one that is not, a second subscription and its end. What the invoices must come to is worked out here from nothing but the price list, instants written
/// by hand, and decimal arithmetic.
/// </summary>
public sealed class FourteenMonthsTests
{
    private const decimal Tax = 0.19m;

    private sealed record Expected(string FinalizedAt, string Status, params decimal[] Lines)
    {
        public long Total => Lines.Sum(line => (long)line + Round(line * Tax));
    }

    [Fact]
    public async Task Every_invoice_is_the_one_that_the_calendar_and_the_price_list_give()
    {
        await using var app = await ArtisanApp.StartAsync();
        var life = await BillingLife.BeginAsync(app, "2027-10-20T08:00:00Z");
        await life.LiveInAsync("Europe/Berlin");

        await life.TrialAsync();
        Assert.Equal("professional trialing", await life.StateAsync());
        await life.UntilAsync("2027-11-03T07:59:59Z");
        Assert.Equal("professional trialing", await life.StateAsync());
        await life.UntilAsync("2027-11-03T08:00:00Z");
        Assert.Equal("free active", await life.StateAsync());

        await life.UntilAsync("2028-01-31T09:30:00Z");
        await life.AgreeAsync(s => s with { TaxRatePpm = 190_000 });
        await life.SubscribeAsync("starter", "pm_card_visa");
        await life.UseAsync("emails_sent", 5_700);

        await life.UntilAsync("2028-03-15T12:34:56Z");
        await life.ChangeAsync(new { plan = "professional" });
        await life.UntilAsync("2028-04-10T00:00:00Z");
        await life.ChangeAsync(new { plan = "starter" });
        Assert.Equal("professional active", await life.StateAsync());
        await life.UntilAsync("2028-05-01T00:00:00Z");
        Assert.Equal("starter active", await life.StateAsync());

        await life.UntilAsync("2028-05-20T00:00:00Z");
        await life.PayWithAsync("pm_card_chargeCustomerFail");
        await life.UntilAsync("2028-06-04T00:00:00Z");
        Assert.Equal("starter past_due", await life.StateAsync());
        await life.PayWithAsync("pm_card_mastercard");
        Assert.Equal("starter active", await life.StateAsync());

        await life.UntilAsync("2028-08-20T00:00:00Z");
        await life.PayWithAsync("pm_card_chargeCustomerFail");
        await life.UntilAsync("2028-09-14T09:29:59Z");
        Assert.Equal("starter past_due", await life.StateAsync());
        await life.UntilAsync("2028-09-14T09:30:00Z");
        Assert.Equal("starter unpaid", await life.StateAsync());
        await life.UntilAsync("2028-09-21T09:30:00Z");
        Assert.Equal("free canceled", await life.StateAsync());

        await life.UntilAsync("2028-10-02T00:00:00Z");
        await life.SubscribeAsync("enterprise", "pm_card_visa");
        await life.UntilAsync("2028-12-20T00:00:00Z");
        await life.CancelAsync();
        await life.UntilAsync("2029-01-02T00:59:59Z");
        Assert.Equal("enterprise active", await life.StateAsync());
        await life.UntilAsync("2029-02-15T00:00:00Z");
        Assert.Equal("free canceled", await life.StateAsync());

        // From 29 February 10:30 to 31 March 10:30 in Berlin are 31 days less the hour of 26 March.
        const decimal period = (31 * 86_400) - 3_600;
        const decimal rest = (15 * 86_400) + (19 * 3_600) + (55 * 60) + 4;
        IReadOnlyList<Expected> expected =
        [
            new("2028-01-31T09:30:00Z", "paid", 4900),
            new("2028-02-29T10:30:00Z", "paid", 4900, 700 * 200m / 1000),
            new("2028-03-15T12:34:56Z", "paid", -Round(4900 * rest / period), Round(29900 * rest / period)),
            new("2028-03-31T09:30:00Z", "paid", 29900),
            new("2028-04-30T09:30:00Z", "paid", 4900),
            new("2028-05-31T09:30:00Z", "paid", 4900),
            new("2028-06-30T09:30:00Z", "paid", 4900),
            new("2028-07-31T09:30:00Z", "paid", 4900),
            new("2028-08-31T09:30:00Z", "uncollectible", 4900),
            new("2028-10-02T00:00:00Z", "paid", 99900),
            new("2028-11-02T02:00:00Z", "paid", 99900),
            new("2028-12-02T02:00:00Z", "paid", 99900),
        ];
        var invoices = await life.InvoicesAsync();
        Assert.Equal(expected.Select(Text), invoices.Select(i => $"{(DateTimeOffset)i["finalizedAt"]!:yyyy-MM-dd'T'HH:mm:ss'Z'} {i["status"]} {i["totalMinor"]}"));
        Assert.Equal(Enumerable.Range(1, 12).Select(n => $"{n:D6}"), invoices.Select(i => ((string)i["number"]!)[^6..]));
        Assert.Equal(expected.Where(e => e.Status == "paid").Sum(e => e.Total), invoices.Sum(i => (long)i["paidMinor"]!));
        foreach (var (invoice, should) in invoices.Zip(expected))
        {
            var lines = (await life.InvoiceAsync(invoice))["lines"]!.AsArray();
            Assert.Equal(should.Lines.Select(l => (long)l), lines.Select(l => (long)l!["amountMinor"]!));
        }

        var scope = AuditScope.Workspace(life.WorkspaceId);
        foreach (var action in new[] { "billing.invoice.finalized", "billing.payment.collected", "billing.subscription.changed" }) Assert.NotEmpty(await app.AuditAsync(scope, action));
    }

    private static string Text(Expected e) => $"{e.FinalizedAt} {e.Status} {e.Total}";

    // Half up, away from zero.
    private static long Round(decimal amount) => (long)(Math.Sign(amount) * Math.Floor(Math.Abs(amount) + 0.5m));
}
