using System.Net;
using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Billing.Life;

/// <summary>What was agreed with a workspace, and what is asked for twice.</summary>
public abstract partial class SubscriptionLivesTests
{
    [Fact]
    public async Task A_change_whose_answer_was_lost_is_asked_for_again_and_made_once()
    {
        await BeginAsync();
        await _life.SubscribeAsync("starter", "pm_card_visa");
        foreach (var change in new object[] { new { plan = "professional" }, new { plan = "starter" }, new { plan = "professional" }, new { cancelAtPeriodEnd = true }, new { cancelAtPeriodEnd = false } })
        {
            var (path, version) = ($"/api/billing/subscriptions/{await _life.IdAsync()}", await _life.VersionAsync());
            var first = await _life.Client.PutJsonAsync(path, change, HttpStatusCode.OK, ("If-Match", version));
            var again = await _life.Client.PutJsonAsync(path, change, HttpStatusCode.OK, ("If-Match", version));
            Assert.Equal(first.ToJsonString(), again.ToJsonString());
            // Anything else that is asked of the version of before is refused, as ever.
            await _life.Client.PutJsonAsync(path, new { plan = "enterprise" }, HttpStatusCode.PreconditionFailed, ("If-Match", version));
        }

        await ExpectAsync("professional active");
        Assert.Equal(2, (await _life.InvoicesAsync()).Count);
    }

    [Fact]
    public async Task Discounts_and_a_credit_come_off_what_is_charged()
    {
        await BeginAsync();
        Discount[] agreed = [new("Partner", 250_000), new("Welcome", 0, 500, Until: BillingLife.Instant("2027-05-20T00:00:00Z"))];
        await _life.AgreeAsync(s => s with { TaxRatePpm = 77_000, Discounts = agreed, CreditBalanceMinor = 4_000 });
        Assert.Equal(0, (long)(await _life.Client.PostJsonAsync("/api/billing/subscriptions/preview", new { plan = "starter" }, HttpStatusCode.OK))["dueNowMinor"]!);
        await _life.SubscribeAsync("starter", "pm_card_visa");
        Assert.Equal(["3419 -3419 0: plan 4900 -1725"], await SumsAsync());
        Assert.Equal(581, await CreditAsync());

        // The next month as before; what is left of the credit pays a part of it.
        await UntilAsync("2027-05-10T12:00:00Z");
        Assert.Equal("3419 -581 2838: plan 4900 -1725", (await SumsAsync())[^1]);
        Assert.Equal(0, await CreditAsync());

        // Time that is not used is credited as it was paid; one discount has ended by now, there is no tax any more, and a new credit was given.
        await UntilAsync("2027-05-25T22:00:00Z");
        await _life.AgreeAsync(s => s with { TaxRatePpm = 0, CreditBalanceMinor = 1_000 });
        Assert.Equal(1_000, await CreditAsync());
        var preview = await _life.Client.PostJsonAsync("/api/billing/subscriptions/preview", new { plan = "professional" }, HttpStatusCode.OK);
        await _life.SubscribeAsync("professional");
        Assert.Equal((long)(await _life.InvoicesAsync())[^1]["dueMinor"]!, (long)preview["dueNowMinor"]!);
        await UntilAsync("2027-06-10T12:00:00Z");
        await _life.UseAsync("emails_sent", 52_000);
        await _life.CancelAsync(now: true);
        await UntilAsync("2027-06-10T14:00:00Z");
        Assert.Equal(
            [
                "3419 -3419 0: plan 4900 -1725", "3419 -581 2838: plan 4900 -1725", "9625 -1000 8625: proration -1587 0, proration 14950 -3738", "22425 0 22425: plan 29900 -7475",
                "225 0 225: overage 300 -75",
            ],
            await SumsAsync());
    }

    [Fact]
    public async Task A_discount_that_lay_on_a_fee_is_not_paid_out_when_it_is_corrected()
    {
        await BeginAsync();
        await _life.AgreeAsync(s => s with
        {
            Value = new ValueTime([new ValueSpan(s.Anchor)], DateTimeOffset.UnixEpoch),
            Discounts = [new Discount("Spring", 250_000, Until: BillingLife.Instant("2027-05-20T00:00:00Z"))],
        });
        await _life.SubscribeAsync("starter", "pm_card_visa");
        // 400 less were worth 300 to the payer.
        foreach (var (fee, until, total) in new[] { (1_000, "2027-05-10T12:00:00Z", 4_425), (600, "2027-06-10T12:00:00Z", 4_600), (0, "2027-07-10T12:00:00Z", 4_450) })
        {
            Fees.Write(_life.WorkspaceId, "saved", "2027-04-12T00:00:00Z", "2027-04-20T00:00:00Z", fee);
            await UntilAsync(until);
            Assert.Equal(total, (long)(await _life.InvoicesAsync())[^1]["totalMinor"]!);
        }
    }

    private async Task<long> CreditAsync() => (long)(await _life.CurrentAsync())["creditBalanceMinor"]!;

    // Total, what a credit paid, what was due, and the lines with their discounts.
    private async Task<IReadOnlyList<string>> SumsAsync()
    {
        var all = new List<string>();
        foreach (var listed in (await _life.InvoicesAsync()).Where(i => (string?)i["status"] is not "draft"))
        {
            var lines = (await _life.InvoiceAsync(listed))["lines"]!.AsArray().Select(l => $"{l!["kind"]} {l["amountMinor"]} {-(long)l["discountMinor"]!}").Order(StringComparer.Ordinal);
            all.Add($"{listed["totalMinor"]} {-(long)listed["creditMinor"]!} {listed["dueMinor"]}: {string.Join(", ", lines)}");
        }

        return all;
    }
}
