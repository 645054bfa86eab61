using Artisan.Platform.Payments;
using Artisan.Testing.Stripe;

namespace Artisan.Vendors.Tests.Stripe;

/// <summary>Invoices beside those of subscriptions, and payments that wait for the payer.</summary>
public sealed class BillingBesideSubscriptionsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2027, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private StripeAccount _account = null!;

    private IPaymentService Payments => _account.Payments;

    public async Task InitializeAsync() => _account = await StripeAccount.OpenAsync(Start);

    public async Task DisposeAsync() => await _account.DisposeAsync();

    [Fact]
    public async Task What_no_renewal_bills_is_issued_once_with_all_that_waits_however_often_it_is_asked_for()
    {
        var begun = await _account.SubscribeAsync(StripeAccount.Starter);
        await Payments.AddLineAsync(new InvoiceAddition(begun.Customer, null, "USD", Item("waiting", InvoiceLineKind.LateUsage, 30)), "waiting", default);
        await Payments.CancelAsync(begun.Reference, atPeriodEnd: false, "end", default);
        var order = new InvoiceOrder("ws_a", begun.Customer, "bill-1", "USD", 190_000, [Item("a", InvoiceLineKind.Overage, 100), Item("b", InvoiceLineKind.Value, 200)]);
        await using var other = _account.Another();

        var issued = (await Task.WhenAll(Payments.IssueAsync(order, "k", default), other.Payments.IssueAsync(order, "k", default)))[0]!;
        Assert.Equal((InvoiceStatus.Paid, 330, 63, null, false), (issued.Status, issued.SubtotalMinor, issued.TaxMinor, issued.Subscription, issued.Renewal));
        Assert.Equal(["waiting", "a", "b"], issued.Lines.Select(l => l.Key));
        // A day later the key is forgotten, and the bill is found again.
        Assert.Equal(issued.Reference, (await Payments.IssueAsync(order, "another key", default))!.Reference);
        Assert.Null(await Payments.IssueAsync(order with { Reference = "bill-2", Lines = [] }, "k2", default));
        Assert.Equal(2, _account.Server.All("invoice").Count);
    }

    [Fact]
    public async Task A_line_that_is_too_late_for_its_invoice_is_left_to_the_next_one_once_however_much_later_it_is_tried_again()
    {
        var begun = await _account.SubscribeAsync(StripeAccount.Starter);
        var late = new InvoiceAddition(begun.Customer, null, "USD", Item("late", InvoiceLineKind.Overage, 30)) { TooLateFor = "in_1" };
        foreach (var key in new[] { "k", "k after a day" }) await Payments.AddLineAsync(late, key, default);
        await Payments.AddLineAsync(late with { TooLateFor = "in_2" }, "k2", default);
        Assert.Equal(2, _account.Server.All("invoiceitem").Count);

        await Payments.IssueAsync(new InvoiceOrder("ws_a", begun.Customer, "bill-1", "USD", 0, []), "b", default);
        await Payments.AddLineAsync(late, "k after it was billed", default);
        Assert.Equal(2, _account.Server.All("invoiceitem").Count);
    }

    [Theory]
    [InlineData("invoices", true)]
    [InlineData("invoices", false)]
    [InlineData("invoiceitems", true)]
    [InlineData("invoiceitems", false)]
    [InlineData("finalize", false)]
    [InlineData("pay", true)]
    [InlineData("pay", false)]
    public async Task A_failure_that_its_key_repeats_for_a_day_keeps_no_bill_from_being_issued_once(string call, bool carriedOut)
    {
        var order = new InvoiceOrder("ws_a", await _account.CustomerAsync(), "bill-1", "USD", 0, [Item("a", InvoiceLineKind.Overage, 100), Item("b", InvoiceLineKind.Value, 200)]);
        // The second try fails as well.
        _account.Server.SpoilPosts(call, carriedOut ? StripeMishap.FailedAfter() : StripeMishap.Failed(), StripeMishap.None, StripeMishap.None, StripeMishap.Failed());
        await Assert.ThrowsAsync<PaymentException>(() => Payments.IssueAsync(order, "k", default));
        for (var tries = 1; ; tries++)
        {
            try
            {
                var issued = (await Payments.IssueAsync(order, "k", default))!;
                Assert.Equal((InvoiceStatus.Paid, 300), (issued.Status, issued.PaidMinor));
                break;
            }
            catch (PaymentException) when (tries < 3)
            {
                // The next call goes on.
            }
        }

        Assert.Single(_account.Server.All("invoice"));
        Assert.Equal(2, _account.Server.All("invoiceitem").Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("pm_card_chargeCustomerFail")]
    [InlineData("pm_card_authenticationRequired")]
    public async Task What_cannot_be_collected_stays_open_with_a_page_and_can_be_given_up(string? card)
    {
        var customer = await _account.CustomerAsync(card);
        var open = (await Payments.IssueAsync(new InvoiceOrder("ws_a", customer, "bill-1", "USD", 0, [Item("a", InvoiceLineKind.Value, 100)]), "k", default))!;
        Assert.Equal((InvoiceStatus.Open, 100), (open.Status, open.DueMinor));
        Assert.NotNull(open.Page);
        await Payments.GiveUpAsync(open.Reference, "k", default);
        await Payments.GiveUpAsync(open.Reference, "k again", default);
        Assert.Equal(InvoiceStatus.Uncollectible, (await Payments.FindInvoiceAsync(open.Reference, default))!.Status);
    }

    [Fact]
    public async Task A_larger_plan_whose_payment_must_be_confirmed_waits_on_its_page_and_changes_nothing_before()
    {
        var begun = await _account.SubscribeAsync(StripeAccount.Starter);
        await Payments.AttachMethodAsync(begun.Customer, "pm_card_authenticationRequired", "card", default);
        var change = new PlanChange(begun.Reference, StripeAccount.Professional, AtPeriodEnd: false);
        var waiting = await Payments.ChangePlanAsync(change, "up", default);
        Assert.Equal((SubscriptionStatus.Active, "starter", "professional"), (waiting.Status, waiting.Plan, waiting.PendingPlan));

        _account.Server.Payers.PayOnPage(waiting.Action!.Page!.AbsoluteUri);
        var moved = (await Payments.FindSubscriptionAsync(begun.Reference, default))!;
        Assert.Equal((SubscriptionStatus.Active, "professional", null, null), (moved.Status, moved.Plan, moved.PendingPlan, moved.Action));
    }

    [Fact]
    public async Task A_larger_plan_that_nobody_confirms_is_dropped()
    {
        var begun = await _account.SubscribeAsync(StripeAccount.Starter);
        await Payments.AttachMethodAsync(begun.Customer, "pm_card_authenticationRequired", "card", default);
        await Payments.ChangePlanAsync(new PlanChange(begun.Reference, StripeAccount.Professional, AtPeriodEnd: false), "up", default);
        _account.Server.Advance(Start.AddDays(1));
        var kept = (await Payments.FindSubscriptionAsync(begun.Reference, default))!;
        Assert.Equal((SubscriptionStatus.Active, "starter", null, null), (kept.Status, kept.Plan, kept.PendingPlan, kept.Action));
        Assert.Equal(InvoiceStatus.Void, (await Payments.FindInvoiceAsync(kept.LatestInvoice!, default))!.Status);
    }

    private static InvoiceItem Item(string key, InvoiceLineKind kind, long amount) => new(key, kind, "Late", amount, Start, Start.AddDays(1), new Dictionary<string, string>());
}
