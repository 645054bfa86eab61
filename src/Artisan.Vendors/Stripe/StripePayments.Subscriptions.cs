using Artisan.Platform.Payments;

namespace Artisan.Vendors.Stripe;

/// <summary>Subscriptions.</summary>
internal sealed partial class StripePayments
{
    private const string PendingPlanKey = "pending_plan";
    private const long FirstPaymentSeconds = 23 * 3_600;

    public Task<SubscriptionSnapshot> SubscribeAsync(SubscribeOrder order, string key, CancellationToken ct) =>
        (order.Beginning ?? key).BeyondFailuresAsync(next => BeginAsync(order, next, key, ct));

    private async Task<SubscriptionSnapshot> BeginAsync(SubscribeOrder order, string beginning, string key, CancellationToken ct)
    {
        if (await LiveAsync(order, key, ct) is { } running) return running;
        var form = new StripeForm
        {
            ["customer"] = order.Customer,
            ["items[0][price]"] = await catalogue.PriceAsync(order.Price, ct),
            ["default_tax_rates[0]"] = await catalogue.TaxRateAsync(order.TaxPpm, ct),
            ["payment_settings[save_default_payment_method]"] = "on_subscription",
            // A trial needs no card; one that ends without a card ends the subscription.
            ["trial_settings[end_behavior][missing_payment_method]"] = order.TrialEndsAt is null ? null : "cancel",
            [$"metadata[{WorkspaceKey}]"] = order.WorkspaceId,
            [$"metadata[{MarkKey}]"] = order.Mark,
        }.Time("trial_end", order.TrialEndsAt).Coupons(await catalogue.CouponsAsync(order.Discounts, order.Price.Currency, ct));
        string begun;
        try
        {
            begun = (await CreateAsync(Itemized(form), beginning, ct)).Id;
        }
        catch (PaymentException e) when (e.Failure is PaymentFailure.KeyReused && order.Beginning is not null)
        {
            // Another call has begun one, or does at this moment; what that was refused is not this one's to be told.
            return await LiveAsync(order, key, ct) ?? throw new PaymentException(PaymentFailure.Busy, e.Code, inner: e);
        }
        catch (PaymentException e)
        {
            throw e.AtBeginning();
        }

        return await ReadAsync(begun, ct);
    }

    public async Task<SubscriptionSnapshot> ChangePlanAsync(PlanChange change, string key, CancellationToken ct)
    {
        var now = await SubscriptionAsync(change.Subscription, ct);
        var price = await catalogue.PriceAsync(change.Price, ct);
        if (change.AtPeriodEnd) await ScheduleAsync(now, change, price, key, ct);
        else await SwitchAsync(now, price, change, key, ct);
        return await ReadAsync(change.Subscription, ct);
    }

    public Task<SubscriptionSnapshot> CancelAsync(string subscription, bool atPeriodEnd, string key, CancellationToken ct, string? mark = null) => key.BeyondFailuresAsync(async next =>
    {
        var now = await SubscriptionAsync(subscription, ct);
        if (StripeSnapshots.StatusOf(now.Status) is not SubscriptionStatus.Canceled)
        {
            await ReleaseAsync(now, next, ct);
            var path = $"v1/subscriptions/{subscription.ToSegment()}";
            if (!atPeriodEnd) await stripe.DeleteAsync(path, $"{next}:cancel".ToKey(), StripeJson.Default.StripeSubscription, ct);
            else if (!now.CancelAtPeriodEnd || mark is not null) await stripe.PostAsync(path, Marked(mark).Flag("cancel_at_period_end", true), $"{next}:end".ToKey(), StripeJson.Default.StripeSubscription, ct);
        }

        return await ReadAsync(subscription, ct);
    });

    public Task<SubscriptionSnapshot> TakeBackAsync(string subscription, string key, CancellationToken ct) => key.BeyondFailuresAsync(async next =>
    {
        var now = await SubscriptionAsync(subscription, ct);
        if (StripeSnapshots.StatusOf(now.Status) is not SubscriptionStatus.Canceled)
        {
            await ReleaseAsync(now, next, ct);
            var credited = new StripeForm().Flag("invoice_now", true).Flag("prorate", true);
            await stripe.DeleteAsync($"v1/subscriptions/{subscription.ToSegment()}", $"{next}:take-back".ToKey(), StripeJson.Default.StripeSubscription, ct, credited);
        }

        return await ReadAsync(subscription, ct);
    });

    public async Task<SubscriptionSnapshot> KeepAsync(string subscription, string key, CancellationToken ct, string? mark = null)
    {
        var now = await SubscriptionAsync(subscription, ct);
        await ReleaseAsync(now, key, ct);
        var ends = now.CancelAtPeriodEnd || now.CancelAt is not null;
        if (ends || mark is not null)
        {
            var form = Marked(mark);
            if (ends) form = now.CancelAtPeriodEnd ? form.Flag("cancel_at_period_end", false) : form.With("cancel_at", "");
            await stripe.PostAsync($"v1/subscriptions/{subscription.ToSegment()}", form, $"{key}:keep".ToKey(), StripeJson.Default.StripeSubscription, ct);
        }

        return await ReadAsync(subscription, ct);
    }

    public async Task<SubscriptionSnapshot?> FindSubscriptionAsync(string subscription, CancellationToken ct)
    {
        if (await stripe.FindAsync($"v1/subscriptions/{subscription.ToSegment()}", StripeJson.Default.StripeSubscription, ct) is not { } found) return null;
        var schedule = found.Schedule is { } id ? await stripe.FindAsync($"v1/subscription_schedules/{id.ToSegment()}", StripeJson.Default.StripeSchedule, ct) : null;
        var pending = schedule is { Status: "active" or "not_started" } ? schedule.Metadata?.GetValueOrDefault(PendingPlanKey) : null;
        // Once the plan has changed, the schedule goes on for a period and still names it.
        if (pending == StripeSnapshots.PlanOf(found)) pending = null;
        var mark = pending is null ? null : schedule!.Metadata!.GetValueOrDefault(MarkKey);
        return StripeSnapshots.Of(found, StripeSnapshots.WaitingPlanOf(found) ?? pending, await ActionAsync(found, ct), mark);
    }

    public async Task<PaymentPreview> PreviewAsync(PlanChange change, CancellationToken ct)
    {
        var now = await SubscriptionAsync(change.Subscription, ct);
        var form = new StripeForm
        {
            ["subscription"] = now.Id,
            ["subscription_details[items][0][id]"] = now.Items.Data[0].Id,
            ["subscription_details[items][0][price]"] = await catalogue.PriceAsync(change.Price, ct),
            ["subscription_details[proration_behavior]"] = change.AtPeriodEnd ? "none" : "always_invoice",
            ["subscription_details[trial_end]"] = !change.AtPeriodEnd && now.Status == "trialing" ? "now" : null,
        }.Time("subscription_details[proration_date]", change.AtPeriodEnd ? null : change.At);
        form = Discounted(form, await catalogue.CouponsAsync(change.Discounts, change.Price.Currency, ct), now.Discounts);
        form = Taxed(form, await catalogue.TaxRateAsync(change.TaxPpm, ct), now.DefaultTaxRates, "subscription_details[default_tax_rates]");
        var preview = await stripe.PostAsync("v1/invoices/create_preview", form, StripeKeys.Fresh(), StripeJson.Default.StripeInvoice, ct);
        var next = DateTimeOffset.FromUnixTimeSeconds(now.Items.Data[0].CurrentPeriodEnd);
        return new PaymentPreview(preview.Currency.ToUpperInvariant(), change.AtPeriodEnd ? 0 : preview.AmountDue, next, [.. preview.Lines.Data.Select(StripeSnapshots.Of)]);
    }

    // A lost answer, or a second window, must not begin a second subscription: keys are forgotten after a day, the customer's subscriptions are not.
    private async Task<SubscriptionSnapshot?> LiveAsync(SubscribeOrder order, string key, CancellationToken ct)
    {
        await foreach (var known in stripe.ListAsync("v1/subscriptions", new StripeForm { ["customer"] = order.Customer }, StripeJson.Default.StripeListStripeSubscription, s => s.Id, ct))
        {
            if (known.Metadata?.GetValueOrDefault(WorkspaceKey) != order.WorkspaceId || StripeSnapshots.StatusOf(known.Status) is SubscriptionStatus.Canceled) continue;
            var samePlan = StripeSnapshots.PlanOf(known) == order.Price.Plan;
            if (known.Status == "incomplete" && !samePlan)
            {
                await stripe.DeleteAsync($"v1/subscriptions/{known.Id.ToSegment()}", $"{known.Id}:abandon".ToKey(), StripeJson.Default.StripeSubscription, ct);
                continue;
            }

            var wantsTrial = order.TrialEndsAt is not null;
            return samePlan && (wantsTrial || known.Status != "trialing") ? await ReadAsync(known.Id, ct) : await ChangePlanAsync(new PlanChange(known.Id, order.Price, AtPeriodEnd: false, Mark: order.Mark) { Discounts = order.Discounts, TaxPpm = order.TaxPpm }, key, ct);
        }

        return null;
    }

    // A refused card leaves nothing behind; a payment that the payer must confirm leaves an incomplete subscription to confirm it on.
    private async Task<StripeSubscription> CreateAsync(StripeForm form, string key, CancellationToken ct)
    {
        try
        {
            return await stripe.PostAsync("v1/subscriptions", form.Copy().With("payment_behavior", "error_if_incomplete"), $"{key}:subscribe".ToKey(), StripeJson.Default.StripeSubscription, ct);
        }
        catch (PaymentException e) when (e.Failure is PaymentFailure.ActionRequired)
        {
            return await stripe.PostAsync("v1/subscriptions", form.With("payment_behavior", "default_incomplete"), $"{key}:confirm".ToKey(), StripeJson.Default.StripeSubscription, ct);
        }
    }

    private async Task SwitchAsync(StripeSubscription now, string price, PlanChange change, string key, CancellationToken ct)
    {
        await ReleaseAsync(now, key, ct);
        var item = now.Items.Data[0];
        if (item.Price.Id == price && now is { Status: not "trialing", CancelAtPeriodEnd: false }) return;
        var path = $"v1/subscriptions/{now.Id.ToSegment()}";
        var form = new StripeForm
        {
            ["items[0][id]"] = item.Id,
            ["items[0][price]"] = price,
            ["proration_behavior"] = "always_invoice",
            ["trial_end"] = now.Status == "trialing" ? "now" : null,
        }.Time("proration_date", now.Status == "trialing" ? null : change.At);
        try
        {
            var whole = form.Copy().With("payment_behavior", "error_if_incomplete").With("cancel_at_period_end", now.CancelAtPeriodEnd ? "false" : null).With($"metadata[{MarkKey}]", change.Mark);
            whole = Discounted(whole, await catalogue.CouponsAsync(change.Discounts, change.Price.Currency, ct), now.Discounts);
            whole = Taxed(whole, await catalogue.TaxRateAsync(change.TaxPpm, ct), now.DefaultTaxRates);
            await stripe.PostAsync(path, whole, $"{key}:switch".ToKey(), StripeJson.Default.StripeSubscription, ct);
        }
        catch (PaymentException e) when (e.Failure is PaymentFailure.ActionRequired)
        {
            // The plan stays what it is until the payer has confirmed on the invoice's page. Such an update takes no other parameters.
            await stripe.PostAsync(path, form.With("payment_behavior", "pending_if_incomplete"), $"{key}:confirm-switch".ToKey(), StripeJson.Default.StripeSubscription, ct);
        }
    }

    // Two phases: what runs, up to the end of its period, and the new plan, from which the schedule lets go.
    private async Task ScheduleAsync(StripeSubscription now, PlanChange change, string price, string key, CancellationToken ct)
    {
        if (now.CancelAtPeriodEnd)
        {
            await stripe.PostAsync($"v1/subscriptions/{now.Id.ToSegment()}", new StripeForm().Flag("cancel_at_period_end", false), $"{key}:keep".ToKey(), StripeJson.Default.StripeSubscription, ct);
        }

        var schedule = now.Schedule is { } known
            ? await stripe.GetAsync($"v1/subscription_schedules/{known.ToSegment()}", StripeJson.Default.StripeSchedule, ct)
            : await stripe.PostAsync("v1/subscription_schedules", new StripeForm { ["from_subscription"] = now.Id }, $"{key}:schedule".ToKey(), StripeJson.Default.StripeSchedule, ct);
        var item = now.Items.Data[0];
        var form = new StripeForm
        {
            ["end_behavior"] = "release",
            ["proration_behavior"] = "none",
            [$"metadata[{PendingPlanKey}]"] = change.Price.Plan,
            [$"metadata[{MarkKey}]"] = change.Mark,
            ["phases[0][items][0][price]"] = item.Price.Id,
            ["phases[1][items][0][price]"] = price,
            ["phases[1][duration][interval]"] = "month",
            ["phases[1][duration][interval_count]"] = "1",
            ["phases[1][proration_behavior]"] = "none",
        }.Number("phases[0][start_date]", schedule.CurrentPhase?.StartDate ?? item.CurrentPeriodStart).Number("phases[0][end_date]", item.CurrentPeriodEnd);
        await stripe.PostAsync($"v1/subscription_schedules/{schedule.Id.ToSegment()}", form, $"{key}:phases".ToKey(), StripeJson.Default.StripeSchedule, ct);
    }

    private async Task ReleaseAsync(StripeSubscription now, string key, CancellationToken ct)
    {
        if (now.Schedule is { } schedule) await stripe.PostAsync($"v1/subscription_schedules/{schedule.ToSegment()}/release", new StripeForm(), $"{key}:release:{schedule}".ToKey(), StripeJson.Default.StripeSchedule, ct);
    }

    // A first payment waits for 23 hours, a larger plan as long as Stripe says.
    private async Task<PaymentToConfirm?> ActionAsync(StripeSubscription subscription, CancellationToken ct)
    {
        if (subscription.LatestInvoice is not { } latest || (subscription.Status != "incomplete" && subscription.PendingUpdate is null)) return null;
        var invoice = await stripe.FindAsync($"v1/invoices/{latest.ToSegment()}", StripeJson.Default.StripeInvoice, ct, new StripeForm { ["expand[0]"] = "confirmation_secret" });
        if (invoice is not { Status: "open" }) return null;
        var until = subscription.PendingUpdate?.ExpiresAt ?? subscription.Created + FirstPaymentSeconds;
        return new PaymentToConfirm(StripeSnapshots.Link(invoice.HostedInvoiceUrl), invoice.ConfirmationSecret?.ClientSecret, DateTimeOffset.FromUnixTimeSeconds(until));
    }

    private static StripeForm Marked(string? mark) => new() { [$"metadata[{MarkKey}]"] = mark };

    private Task<StripeSubscription> SubscriptionAsync(string id, CancellationToken ct) => stripe.GetAsync($"v1/subscriptions/{id.ToSegment()}", StripeJson.Default.StripeSubscription, ct);

    private async Task<SubscriptionSnapshot> ReadAsync(string id, CancellationToken ct) => await FindSubscriptionAsync(id, ct) ?? throw new PaymentException(PaymentFailure.NotFound, "resource_missing");
}
