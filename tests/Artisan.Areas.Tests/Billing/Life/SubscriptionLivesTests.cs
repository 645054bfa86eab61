using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Billing.Life;

/// <summary>
/// The whole life of a subscription, whoever collects the money: the same calls, the same states, the same amounts to the cent. Each provider runs every scenario; where they differ by
/// their nature, the scenario says so.
/// </summary>
public abstract partial class SubscriptionLivesTests
{
    private const string Start = "2027-04-10T10:00:00Z";

    private BillingLife _life = null!;

    /// <summary>An owner whose workspace is on Free, at an instant.</summary>
    private protected abstract Task<BillingLife> BeginAsync(string at);

    /// <summary>Lives on to an instant; what falls due on the way happens.</summary>
    private protected abstract Task UntilAsync(BillingLife life, string at);

    /// <summary>The payer confirms on the provider's page, or in the browser, what the bank wants confirmed.</summary>
    private protected abstract Task ConfirmAsync(BillingLife life, string plan, JsonNode asked);

    /// <summary>What value brought.</summary>
    private protected abstract ScriptedFees Fees { get; }

    /// <summary>Whether tax is rounded line by line; Stripe rounds that of the whole.</summary>
    private protected abstract bool TaxesLines { get; }

    [Fact]
    public async Task A_trial_ends_in_free_or_in_a_plan_and_costs_nothing()
    {
        await BeginAsync();
        await _life.TrialAsync();
        await ExpectAsync("professional trialing");
        await UntilAsync("2027-04-24T10:20:00Z");
        await ExpectAsync("free active");

        await BeginAsync();
        await _life.TrialAsync();
        await UntilAsync("2027-04-20T10:00:00Z");
        await _life.SubscribeAsync("starter", "pm_card_visa");
        await ExpectAsync("starter active", "paid 4900: plan 4900");
        await UntilAsync("2027-05-20T12:00:00Z");
        await ExpectAsync("starter active", "paid 4900: plan 4900", "paid 4900: plan 4900");
    }

    [Fact]
    public async Task Up_is_prorated_to_the_second_and_down_waits_for_the_period()
    {
        await BeginAsync();
        await _life.SubscribeAsync("starter", "pm_card_visa");
        // Half of a period of thirty days, then a third of the rest and a second.
        await UntilAsync("2027-04-25T10:00:00Z");
        await _life.SubscribeAsync("professional");
        await UntilAsync("2027-04-30T10:00:01Z");
        await _life.ChangeAsync(new { plan = "enterprise" });
        await _life.ChangeAsync(new { plan = "starter" });
        Assert.Equal("starter", (string?)(await _life.CurrentAsync())["pendingPlan"]);
        await _life.ChangeAsync(new { plan = "enterprise" });
        Assert.Null((await _life.CurrentAsync())["pendingPlan"]);
        await _life.ChangeAsync(new { plan = "starter" });
        await ExpectAsync("enterprise active", "paid 4900: plan 4900", "paid 12500: proration -2450, proration 14950", "paid 23333: proration -9967, proration 33300");

        await UntilAsync("2027-05-10T12:00:00Z");
        await ExpectAsync("starter active", "paid 4900: plan 4900", "paid 12500: proration -2450, proration 14950", "paid 23333: proration -9967, proration 33300", "paid 4900: plan 4900");
    }

    [Fact]
    public async Task A_failed_renewal_is_overdue_until_a_card_works()
    {
        await BeginAsync();
        await _life.SubscribeAsync("starter", "pm_card_visa");
        await _life.PayWithAsync("pm_card_chargeCustomerFail");
        await UntilAsync("2027-05-10T12:00:00Z");
        await ExpectAsync("starter past_due", "paid 4900: plan 4900", "open 4900: plan 4900");
        Assert.Equal((string?)(await _life.InvoicesAsync())[1]["id"], (string?)(await _life.CurrentAsync())["overdue"]!["invoiceId"]);
        await _life.SubscribeAsync("professional", expected: HttpStatusCode.Conflict);

        await UntilAsync("2027-05-12T12:00:00Z");
        await _life.PayWithAsync("pm_card_mastercard");
        await UntilAsync("2027-05-13T00:00:00Z");
        await ExpectAsync("starter active", "paid 4900: plan 4900", "paid 4900: plan 4900");
        Assert.Null((await _life.CurrentAsync())["overdue"]);
    }

    [Fact]
    public async Task Three_weeks_without_payment_end_in_free_and_what_was_used_is_still_owed()
    {
        await BeginAsync();
        await _life.SubscribeAsync("starter", "pm_card_visa");
        await _life.PayWithAsync("pm_card_chargeCustomerFail");
        await UntilAsync("2027-05-10T12:00:00Z");
        await _life.UseAsync("emails_sent", 5_400);
        await UntilAsync("2027-05-25T12:00:00Z");
        await ExpectAsync("starter unpaid", "paid 4900: plan 4900", "open 4900: plan 4900");
        await UntilAsync("2027-05-31T09:00:00Z");
        await ExpectAsync("starter unpaid", "paid 4900: plan 4900", "open 4900: plan 4900");
        await UntilAsync("2027-05-31T14:00:00Z");
        await ExpectAsync("free canceled", "paid 4900: plan 4900", "uncollectible 4900: plan 4900", "open 80: overage 80");

        // Whoever comes back pays it with the first card that works.
        await _life.PayWithAsync("pm_card_visa");
        await UntilAsync("2027-06-01T10:00:00Z");
        await _life.SubscribeAsync("starter");
        await ExpectAsync("starter active", "paid 4900: plan 4900", "uncollectible 4900: plan 4900", "paid 80: overage 80", "paid 4900: plan 4900");
    }

    [Fact]
    public async Task What_is_cancelled_ends_with_its_period_and_its_last_use_is_billed()
    {
        await BeginAsync();
        await _life.SubscribeAsync("starter", "pm_card_visa");
        await _life.CancelAsync();
        Assert.True((bool)(await _life.CurrentAsync())["cancelAtPeriodEnd"]!);
        await _life.ChangeAsync(new { cancelAtPeriodEnd = false });
        await _life.CancelAsync();
        await _life.UseAsync("emails_sent", 6_000);
        await UntilAsync("2027-05-10T10:30:00Z");
        await ExpectAsync("free canceled", "paid 4900: plan 4900");
        await UntilAsync("2027-05-10T12:00:00Z");
        await ExpectAsync("free canceled", "paid 4900: plan 4900", "paid 200: overage 200");
        await UntilAsync("2027-07-12T12:00:00Z");
        await ExpectAsync("free canceled", "paid 4900: plan 4900", "paid 200: overage 200");
    }

    [Fact]
    public async Task What_ends_now_bills_its_last_use_and_a_new_subscription_begins_a_new_period()
    {
        await BeginAsync();
        await _life.SubscribeAsync("starter", "pm_card_visa");
        await _life.UseAsync("emails_sent", 5_700);
        await UntilAsync("2027-04-20T10:00:00Z");
        await _life.CancelAsync(now: true);
        await ExpectAsync("free canceled", "paid 4900: plan 4900");
        Assert.Equal(BillingLife.Instant("2027-04-20T10:00:00Z"), (DateTimeOffset)(await _life.CurrentAsync())["periodStart"]!);

        await UntilAsync("2027-04-20T10:40:00Z");
        await _life.SubscribeAsync("professional");
        await UntilAsync("2027-04-20T12:00:00Z");
        Assert.Equal(["paid 140: overage 140", "paid 29900: plan 29900", "paid 4900: plan 4900"], (await LinesAsync()).Order(StringComparer.Ordinal));
        await ExpectAsync("professional active");
    }

    [Fact]
    public async Task Use_value_and_late_use_stand_on_the_next_invoice_with_tax()
    {
        await BeginAsync();
        await _life.AgreeAsync(s => s with { TaxRatePpm = 77_000, Value = new ValueTime([new ValueSpan(s.Anchor)], DateTimeOffset.UnixEpoch) });
        await _life.SubscribeAsync("starter", "pm_card_visa");
        var receipt = Fees.Write(_life.WorkspaceId, "Tickets", "2027-04-23T00:00:00Z", "2027-04-30T00:00:00Z", 12_345);
        await _life.UseAsync("emails_sent", 5_600);
        await UntilAsync("2027-05-10T12:00:00Z");
        await ExpectAsync("starter active", "paid 5277: plan 4900", "paid 18702: overage 120, plan 4900, value 12345");

        await _life.Client.PostJsonAsync("/api/billing/usage/track", new { id = "late", metric = "emails_sent", quantity = 900, time = "2027-05-01T00:00:00Z" }, HttpStatusCode.Created);
        await UntilAsync("2027-06-10T12:00:00Z");
        var last = (await LinesAsync())[^1];
        Assert.Equal("paid 5471: late_usage 180, plan 4900", last);
        var value = (await _life.InvoiceAsync((await _life.InvoicesAsync())[1]))["lines"]!.AsArray().Single(l => (string?)l!["kind"] == "value")!;
        Assert.Equal([receipt], value["receipts"]!.AsArray().Select(r => (string?)r));
    }

    [Fact]
    public async Task Tax_of_several_lines_may_differ_by_a_cent()
    {
        await BeginAsync();
        await _life.AgreeAsync(s => s with { TaxRatePpm = 77_000 });
        await _life.SubscribeAsync("starter", "pm_card_visa");
        await UntilAsync("2027-04-25T10:00:00Z");
        await _life.SubscribeAsync("professional");
        await ExpectAsync("professional active", "paid 5277: plan 4900", $"paid {(TaxesLines ? 13462 : 13463)}: proration -2450, proration 14950");
    }

    [Fact]
    public async Task A_larger_plan_that_must_be_confirmed_begins_once_it_is()
    {
        await BeginAsync();
        await _life.SubscribeAsync("starter", "pm_card_visa");
        await UntilAsync("2027-04-25T10:00:00Z");
        await _life.PayWithAsync("pm_card_authenticationRequired");
        var refused = await _life.SubscribeAsync("professional", expected: HttpStatusCode.PaymentRequired);
        Assert.Equal("billing.payment_action_required", (string?)refused["code"]);
        Assert.Equal("starter active", await _life.StateAsync());
        await ConfirmAsync(_life, "professional", refused);
        await ExpectAsync("professional active", "paid 4900: plan 4900", "paid 12500: proration -2450, proration 14950");
    }

    [Fact]
    public async Task A_first_payment_that_must_be_confirmed_begins_the_plan_once_it_is()
    {
        await BeginAsync();
        var waiting = await _life.SubscribeAsync("starter", "pm_card_authenticationRequired");
        Assert.Equal(("starter", true), ((string?)waiting["pendingPlan"], waiting["action"] is not null));
        await ExpectAsync("free incomplete");
        await ConfirmAsync(_life, "starter", waiting);
        await ExpectAsync("starter active", "paid 4900: plan 4900");
        Assert.Null((await _life.CurrentAsync())["action"]);
    }

    [Fact]
    public async Task A_first_payment_that_nobody_confirms_is_given_up()
    {
        await BeginAsync();
        await _life.SubscribeAsync("starter", "pm_card_authenticationRequired");
        var began = (DateTimeOffset)(await _life.CurrentAsync())["periodStart"]!;
        await UntilAsync("2027-04-11T10:00:00Z");
        await ExpectAsync("free canceled");
        Assert.Equal(began, (DateTimeOffset)(await _life.CurrentAsync())["periodStart"]!);
    }

    private async Task BeginAsync() => _life = await BeginAsync(Start);

    private Task UntilAsync(string at) => UntilAsync(_life, at);

    private async Task ExpectAsync(string state, params string[] invoices)
    {
        Assert.Equal(state, await _life.StateAsync());
        if (invoices.Length > 0) Assert.Equal(invoices, await LinesAsync());
    }

    // A draft is still being written: one provider shows it earlier than the other.
    private async Task<IReadOnlyList<string>> LinesAsync()
    {
        var all = new List<string>();
        foreach (var listed in (await _life.InvoicesAsync()).Where(i => (string?)i["status"] is not "draft"))
        {
            var lines = (await _life.InvoiceAsync(listed))["lines"]!.AsArray().Select(l => $"{l!["kind"]} {l["amountMinor"]}").Order(StringComparer.Ordinal);
            all.Add($"{listed["status"]} {listed["totalMinor"]}: {string.Join(", ", lines)}");
        }

        return all;
    }
}
