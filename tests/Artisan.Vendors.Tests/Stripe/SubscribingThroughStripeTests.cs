using Artisan.Platform.Payments;

namespace Artisan.Vendors.Tests.Stripe;

/// <summary>Subscriptions from their beginning to their end, with what they cost.</summary>
public sealed class SubscribingThroughStripeTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2027, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private StripeAccount _account = null!;

    private IPaymentService Payments => _account.Payments;

    public async Task InitializeAsync() => _account = await StripeAccount.OpenAsync(Start);

    public async Task DisposeAsync() => await _account.DisposeAsync();

    [Fact]
    public async Task A_subscription_begins_with_a_paid_invoice()
    {
        var begun = await _account.SubscribeAsync(StripeAccount.Professional, taxPpm: 190_000);

        Assert.Equal((SubscriptionStatus.Active, "professional", "USD", "ws_a"), (begun.Status, begun.Plan, begun.Currency, begun.WorkspaceId));
        Assert.Equal((Start, Start, new DateTimeOffset(2027, 2, 28, 12, 0, 0, TimeSpan.Zero)), (begun.Anchor, begun.PeriodStart, begun.PeriodEnd));
        var invoice = (await Payments.FindInvoiceAsync(begun.LatestInvoice!, default))!;
        Assert.Equal((InvoiceStatus.Paid, 29_900, 5_681, 35_581, 0), (invoice.Status, invoice.SubtotalMinor, invoice.TaxMinor, invoice.TotalMinor, invoice.DueMinor));
        Assert.Equal((begun.Reference, false), (invoice.Subscription, invoice.Renewal));
        Assert.Equal(InvoiceLineKind.Plan, Assert.Single(invoice.Lines).Kind);
        Assert.NotNull(invoice.Number);
        Assert.NotNull(invoice.Pdf);
    }

    [Fact]
    public async Task A_refused_card_leaves_nothing_and_says_why()
    {
        var refused = await Assert.ThrowsAsync<PaymentException>(() => _account.SubscribeAsync(StripeAccount.Starter, "pm_card_chargeCustomerFail"));
        Assert.Equal((PaymentFailure.Declined, "generic_decline"), (refused.Failure, refused.DeclineCode));
        Assert.Empty(_account.Server.All("subscription"));

        var worn = await Assert.ThrowsAsync<PaymentException>(() => _account.CustomerAsync("pm_card_chargeDeclinedExpiredCard"));
        Assert.Equal((PaymentFailure.Declined, "expired_card"), (worn.Failure, worn.DeclineCode));
    }

    [Fact]
    public async Task A_payment_that_must_be_confirmed_waits_for_it()
    {
        var waiting = await _account.SubscribeAsync(StripeAccount.Starter, "pm_card_authenticationRequired");
        Assert.Equal(SubscriptionStatus.Incomplete, waiting.Status);
        Assert.Contains("_secret_", waiting.Action!.Secret, StringComparison.Ordinal);
        Assert.Equal((Start.AddHours(23), "invoice.stripe.test"), (waiting.Action.Until, waiting.Action.Page!.Host));

        _account.Server.Payers.Confirm(waiting.Reference);
        var confirmed = (await Payments.FindSubscriptionAsync(waiting.Reference, default))!;
        Assert.Equal((SubscriptionStatus.Active, null), (confirmed.Status, confirmed.Action));
    }

    [Fact]
    public async Task A_first_payment_that_nobody_confirms_lapses_after_a_day()
    {
        var waiting = await _account.SubscribeAsync(StripeAccount.Starter, "pm_card_authenticationRequired");
        _account.Server.Advance(Start.AddHours(23));
        Assert.Equal(SubscriptionStatus.Canceled, (await Payments.FindSubscriptionAsync(waiting.Reference, default))!.Status);
    }

    [Fact]
    public async Task An_upgrade_is_prorated_per_second_and_previewed_to_the_cent()
    {
        var begun = await _account.SubscribeAsync(StripeAccount.Starter);
        var at = Start.AddDays(10).AddSeconds(7);
        _account.Server.Advance(at);
        var change = new PlanChange(begun.Reference, StripeAccount.Professional, AtPeriodEnd: false, at);

        var preview = await Payments.PreviewAsync(change, default);
        var changed = await Payments.ChangePlanAsync(change, "up", default);

        var (rest, whole) = ((begun.PeriodEnd - at).TotalSeconds, (begun.PeriodEnd - begun.PeriodStart).TotalSeconds);
        var expected = new[] { -Part(4_900, rest, whole), Part(29_900, rest, whole) };
        var invoice = (await Payments.FindInvoiceAsync(changed.LatestInvoice!, default))!;
        Assert.Equal(expected, invoice.Lines.Select(l => l.AmountMinor));
        Assert.Equal(expected, preview.Lines.Select(l => l.AmountMinor));
        Assert.All(invoice.Lines, l => Assert.Equal(InvoiceLineKind.Proration, l.Kind));
        Assert.Equal(expected.Sum(), preview.DueNowMinor);
        Assert.Equal(expected.Sum(), invoice.PaidMinor);
        Assert.Equal((begun.PeriodEnd, "professional"), (changed.PeriodEnd, changed.Plan));
    }

    [Fact]
    public async Task An_upgrade_that_cannot_be_paid_changes_nothing()
    {
        var begun = await _account.SubscribeAsync(StripeAccount.Starter);
        _account.Server.Payers.ChangeCard(begun.Customer, "pm_card_chargeCustomerFail");
        await Assert.ThrowsAsync<PaymentException>(() => Payments.ChangePlanAsync(new PlanChange(begun.Reference, StripeAccount.Enterprise, false), "up", default));
        Assert.Equal("starter", (await Payments.FindSubscriptionAsync(begun.Reference, default))!.Plan);
    }

    [Fact]
    public async Task A_downgrade_waits_for_the_end_of_the_period_and_can_be_taken_back()
    {
        var begun = await _account.SubscribeAsync(StripeAccount.Professional);
        var waiting = await Payments.ChangePlanAsync(new PlanChange(begun.Reference, StripeAccount.Starter, AtPeriodEnd: true), "down", default);
        Assert.Equal(("professional", "starter"), (waiting.Plan, waiting.PendingPlan));

        var kept = await Payments.KeepAsync(begun.Reference, "keep", default);
        Assert.Equal(("professional", null), (kept.Plan, kept.PendingPlan));

        await Payments.ChangePlanAsync(new PlanChange(begun.Reference, StripeAccount.Starter, AtPeriodEnd: true), "down again", default);
        _account.Server.Advance(begun.PeriodEnd.AddHours(2));
        var renewed = (await Payments.FindSubscriptionAsync(begun.Reference, default))!;
        Assert.Equal(("starter", null), (renewed.Plan, renewed.PendingPlan));
        Assert.Equal(4_900, (await Payments.FindInvoiceAsync(renewed.LatestInvoice!, default))!.TotalMinor);

        // An upgrade right after it meets the schedule that still runs.
        var larger = await Payments.ChangePlanAsync(new PlanChange(begun.Reference, StripeAccount.Enterprise, AtPeriodEnd: false), "up", default);
        Assert.Equal(("enterprise", null), (larger.Plan, larger.PendingPlan));
    }

    [Fact]
    public async Task Months_are_counted_from_the_first_day_not_from_the_last_short_month()
    {
        var begun = await _account.SubscribeAsync(StripeAccount.Starter);
        var ends = new List<DateTimeOffset>();
        for (var i = 0; i < 4; i++)
        {
            var now = (await Payments.FindSubscriptionAsync(begun.Reference, default))!;
            ends.Add(now.PeriodEnd);
            _account.Server.Advance(now.PeriodEnd.AddHours(2));
        }

        Assert.Equal([28, 31, 30, 31], ends.Select(e => e.Day));
        Assert.Equal(5, _account.Server.All("invoice").Count);
    }

    [Fact]
    public async Task A_trial_without_a_card_ends_the_subscription_and_one_with_a_card_is_charged()
    {
        var ends = Start.AddDays(14);
        var trial = await _account.SubscribeAsync(StripeAccount.Professional, card: null, trialEnds: ends);
        Assert.Equal((SubscriptionStatus.Trialing, (DateTimeOffset?)ends), (trial.Status, trial.TrialEndsAt));
        _account.Server.Advance(ends);
        Assert.Equal(SubscriptionStatus.Canceled, (await Payments.FindSubscriptionAsync(trial.Reference, default))!.Status);

        var second = await Payments.SubscribeAsync(new SubscribeOrder("ws_b", await _account.CustomerAsync(workspace: "ws_b"), StripeAccount.Professional, ends.AddDays(14)), "b", default);
        _account.Server.Advance(ends.AddDays(14).AddHours(2));
        Assert.Equal(SubscriptionStatus.Active, (await Payments.FindSubscriptionAsync(second.Reference, default))!.Status);
    }

    [Fact]
    public async Task Subscribing_within_a_trial_ends_the_trial()
    {
        var trial = await _account.SubscribeAsync(StripeAccount.Professional, trialEnds: Start.AddDays(14));
        _account.Server.Advance(Start.AddDays(3));
        var paid = await Payments.SubscribeAsync(new SubscribeOrder("ws_a", trial.Customer, StripeAccount.Professional), "pay", default);

        Assert.Equal((trial.Reference, SubscriptionStatus.Active), (paid.Reference, paid.Status));
        Assert.Equal((Start.AddDays(3), Start.AddDays(3)), (paid.PeriodStart, paid.Anchor));
        Assert.Equal(29_900, (await Payments.FindInvoiceAsync(paid.LatestInvoice!, default))!.PaidMinor);
    }

    [Fact]
    public async Task A_failed_renewal_is_past_due_recovers_with_a_new_card_or_ends_unpaid()
    {
        var begun = await _account.SubscribeAsync(StripeAccount.Starter);
        _account.Server.Payers.ChangeCard(begun.Customer, "pm_card_chargeCustomerFail");
        _account.Server.Advance(begun.PeriodEnd.AddHours(2));
        var late = (await Payments.FindSubscriptionAsync(begun.Reference, default))!;
        Assert.Equal(SubscriptionStatus.PastDue, late.Status);
        var open = (await Payments.FindInvoiceAsync(late.LatestInvoice!, default))!;
        Assert.Equal((InvoiceStatus.Open, 1, 4_900, true), (open.Status, open.Attempts, open.DueMinor, open.Renewal));
        Assert.NotNull(open.NextAttemptAt);
        await Assert.ThrowsAsync<PaymentException>(() => Payments.PayAsync(open.Reference, "early", default));

        await Payments.AttachMethodAsync(begun.Customer, "pm_card_visa", "new card", default);
        Assert.Equal(InvoiceStatus.Paid, (await Payments.PayAsync(open.Reference, "pay", default)).Status);
        Assert.Equal(SubscriptionStatus.Active, (await Payments.FindSubscriptionAsync(begun.Reference, default))!.Status);

        _account.Server.Payers.ChangeCard(begun.Customer, "pm_card_chargeCustomerFail");
        _account.Server.Advance(late.PeriodEnd.AddDays(15));
        Assert.Equal(SubscriptionStatus.Unpaid, (await Payments.FindSubscriptionAsync(begun.Reference, default))!.Status);
    }

    [Fact]
    public async Task Ending_is_now_or_with_the_period_wherever_it_was_asked_for()
    {
        var begun = await _account.SubscribeAsync(StripeAccount.Starter);
        var ending = await Payments.CancelAsync(begun.Reference, atPeriodEnd: true, "end", default);
        Assert.True(ending.CancelAtPeriodEnd);
        Assert.False((await Payments.KeepAsync(begun.Reference, "keep", default)).CancelAtPeriodEnd);

        _account.Server.Payers.CancelInPortal(begun.Reference);
        Assert.True((await Payments.FindSubscriptionAsync(begun.Reference, default))!.CancelAtPeriodEnd);
        Assert.False((await Payments.KeepAsync(begun.Reference, "keep on", default)).CancelAtPeriodEnd);

        var ended = await Payments.CancelAsync(begun.Reference, atPeriodEnd: false, "now", default);
        Assert.Equal((SubscriptionStatus.Canceled, (DateTimeOffset?)Start), (ended.Status, ended.EndedAt));
        Assert.Equal(SubscriptionStatus.Canceled, (await Payments.CancelAsync(begun.Reference, atPeriodEnd: false, "now again", default)).Status);
    }

    [Fact]
    public async Task Lines_are_added_while_an_invoice_is_a_draft_and_come_back_with_what_proves_them()
    {
        var begun = await _account.SubscribeAsync(StripeAccount.Starter, taxPpm: 190_000);
        _account.Server.Advance(begun.PeriodEnd);
        var draft = (await Payments.FindSubscriptionAsync(begun.Reference, default))!.LatestInvoice!;
        for (var i = 0; i < 30; i++)
        {
            var line = new InvoiceAddition(begun.Customer, draft, "USD", new InvoiceItem($"value:{i}", InvoiceLineKind.Value, $"Value {i}", 100 + i, begun.PeriodStart, begun.PeriodEnd, new Dictionary<string, string> { ["receipts"] = $"rcp_{i}" }));
            await Payments.AddLineAsync(line, $"line-{i}", default);
            await Payments.AddLineAsync(line, $"line-{i}", default);
        }

        var invoice = (await Payments.FindInvoiceAsync(draft, default))!;
        Assert.Equal(31, invoice.Lines.Count);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"rcp_{i}"), invoice.Lines.Where(l => l.Kind is InvoiceLineKind.Value).Select(l => l.Details["receipts"]));
        Assert.Equal((InvoiceStatus.Draft, true, begun.PeriodStart, begun.PeriodEnd), (invoice.Status, invoice.Renewal, invoice.PeriodStart, invoice.PeriodEnd));

        _account.Server.Advance(begun.PeriodEnd.AddHours(2));
        var late = await Assert.ThrowsAsync<PaymentException>(() => Payments.AddLineAsync(new InvoiceAddition(begun.Customer, draft, "USD", Item("over", InvoiceLineKind.Overage, 1)), "late", default));
        Assert.Equal((PaymentFailure.Refused, "invoice_not_editable"), (late.Failure, late.Code));
        await Payments.AddLineAsync(new InvoiceAddition(begun.Customer, null, "USD", Item("late", InvoiceLineKind.LateUsage, 7)), "late:next", default);
        var final = (await Payments.FindInvoiceAsync(draft, default))!;
        Assert.Equal(final.SubtotalMinor + final.TaxMinor, final.PaidMinor);
        Assert.Equal(2, await Payments.InvoicesAsync(begun.Customer, InvoiceStatus.Paid, default).CountAsync());

        _account.Server.Advance((await Payments.FindSubscriptionAsync(begun.Reference, default))!.PeriodEnd);
        var next = await Payments.InvoicesAsync(begun.Customer, InvoiceStatus.Draft, default).FirstAsync();
        Assert.Equal([(InvoiceLineKind.Plan, 4_900), (InvoiceLineKind.LateUsage, 7)], next.Lines.Select(l => (l.Kind, l.AmountMinor)));
    }

    [Fact]
    public async Task Prices_products_and_taxes_are_made_once_for_all_instances()
    {
        await _account.SubscribeAsync(StripeAccount.Starter, taxPpm: 77_000);
        await using var other = _account.Another();
        await other.Payments.SubscribeAsync(new SubscribeOrder("ws_b", await _account.CustomerAsync(workspace: "ws_b"), StripeAccount.Starter, TaxPpm: 77_000), "b", default);

        Assert.Single(_account.Server.All("price"));
        Assert.Single(_account.Server.All("product"));
        Assert.Equal(7.7m, (decimal)Assert.Single(_account.Server.All("tax_rate"))["percentage"]!);
    }

    [Fact]
    public async Task Pages_are_opened_for_the_customer_and_come_back_to_us()
    {
        var customer = await _account.CustomerAsync(card: null);
        var page = await Payments.OpenCheckoutAsync(new CheckoutOrder("ws_a", customer, StripeAccount.Starter, new Uri("https://app.artisan.test/ok"), new Uri("https://app.artisan.test/no")), "checkout", default);
        Assert.StartsWith("https://checkout.stripe.test/", page.Url.AbsoluteUri, StringComparison.Ordinal);
        Assert.StartsWith("https://billing.stripe.test/", (await Payments.OpenPortalAsync(customer, new Uri("https://app.artisan.test/billing"), default)).AbsoluteUri, StringComparison.Ordinal);

        _account.Server.Payers.CompleteCheckout(page.Id);
        var subscription = (string)Assert.Single(_account.Server.All("subscription"))["id"]!;
        Assert.Equal(("ws_a", "starter"), ((await Payments.FindSubscriptionAsync(subscription, default))!.WorkspaceId, "starter"));
        Assert.Equal(("visa", "4242"), ((await Payments.FindMethodAsync(customer, default))!.Brand, (await Payments.FindMethodAsync(customer, default))!.Last4));
        Assert.Equal("ws_a", await Payments.FindWorkspaceAsync(customer, default));
    }

    private static long Part(long price, double rest, double whole) => (long)Math.Round(price * (decimal)rest / (decimal)whole, MidpointRounding.AwayFromZero);

    private static InvoiceItem Item(string key, InvoiceLineKind kind, long amount) => new(key, kind, "Late", amount, Start, Start.AddDays(1), new Dictionary<string, string>());
}
