namespace Artisan.Platform.Payments;

/// <summary>
/// A payment provider that is the system of record for money. Every call that changes something takes a key: repeated with the same key it has one effect
/// and the same answer, so that a caller who lost the answer asks again. What goes wrong is a <see cref="PaymentException"/>.
/// </summary>
public interface IPaymentService
{
    /// <summary>Its name as subscriptions keep it: <c>stripe</c>.</summary>
    string Provider { get; }

    /// <summary>The customer of a workspace, made where there is none; answers its reference.</summary>
    Task<string> EnsureCustomerAsync(PaymentCustomer customer, CancellationToken ct);

    /// <summary>The customer that was made for a workspace a minute ago or earlier; null where there is none.</summary>
    Task<string?> FindCustomerAsync(string workspaceId, CancellationToken ct);

    /// <summary>The workspace that a customer was made for; null where it is none of Artisan's.</summary>
    Task<string?> FindWorkspaceAsync(string customer, CancellationToken ct);

    /// <summary>Deletes a customer with everything that tells who it is, and ends what runs for it; one that is gone already is no matter.</summary>
    Task ForgetCustomerAsync(string customer, CancellationToken ct);

    /// <summary>Attaches a payment method, which the provider's own form in the browser has made, and pays with it from now on.</summary>
    Task<PaymentMethod> AttachMethodAsync(string customer, string method, string key, CancellationToken ct);

    /// <summary>Pays with an attached method from now on, or with none.</summary>
    Task UseMethodAsync(string customer, string? method, string key, CancellationToken ct);

    /// <summary>What the customer pays with; null where there is nothing.</summary>
    Task<PaymentMethod?> FindMethodAsync(string customer, CancellationToken ct);

    /// <summary>Begins a subscription, or answers the one that the customer has already. A refused first payment leaves nothing; one that the payer must confirm is
    /// <see cref="SubscriptionStatus.Incomplete"/> with what to confirm.</summary>
    Task<SubscriptionSnapshot> SubscribeAsync(SubscribeOrder order, string key, CancellationToken ct);

    /// <summary>Moves a subscription to another plan: at once and prorated, which ends a trial, or at the end of the period. A payment that fails leaves it as it was.</summary>
    Task<SubscriptionSnapshot> ChangePlanAsync(PlanChange change, string key, CancellationToken ct);

    /// <summary>Ends a subscription now, or lets it end with its period, which takes the mark of the call.</summary>
    Task<SubscriptionSnapshot> CancelAsync(string subscription, bool atPeriodEnd, string key, CancellationToken ct, string? mark = null);

    /// <summary>Ends a subscription now and credits the customer with what was paid for the rest of its period.</summary>
    Task<SubscriptionSnapshot> TakeBackAsync(string subscription, string key, CancellationToken ct);

    /// <summary>Takes back what was to happen at the end of the period: the end itself, or another plan.</summary>
    Task<SubscriptionSnapshot> KeepAsync(string subscription, string key, CancellationToken ct, string? mark = null);

    /// <summary>A subscription as it is now; null where the provider knows none of this reference.</summary>
    Task<SubscriptionSnapshot?> FindSubscriptionAsync(string subscription, CancellationToken ct);

    /// <summary>What a change would cost; nothing is changed.</summary>
    Task<PaymentPreview> PreviewAsync(PlanChange change, CancellationToken ct);

    /// <summary>An invoice as it is now, with all its lines; null where the provider knows none of this reference.</summary>
    Task<InvoiceSnapshot?> FindInvoiceAsync(string invoice, CancellationToken ct);

    /// <summary>A customer's invoices of one state, the newest first.</summary>
    IAsyncEnumerable<InvoiceSnapshot> InvoicesAsync(string customer, InvoiceStatus status, CancellationToken ct);

    /// <summary>Adds a line to an invoice that is still a draft, or to the next one.</summary>
    Task AddLineAsync(InvoiceAddition line, string key, CancellationToken ct);

    /// <summary>Puts exactly these discounts and this tax on an invoice that is still a draft, as often as it is asked for; answers whether it had others.</summary>
    Task<bool> SetTermsAsync(string invoice, InvoiceTerms terms, CancellationToken ct);

    /// <summary>Gives a customer a credit that pays the next invoices, once.</summary>
    Task GiveCreditAsync(PaymentCredit credit, string key, CancellationToken ct);

    /// <summary>The credits that a customer was ever given.</summary>
    IAsyncEnumerable<PaymentCredit> CreditsAsync(string customer, CancellationToken ct);

    /// <summary>The credit that a customer has left.</summary>
    Task<long> FindCreditAsync(string customer, CancellationToken ct);

    /// <summary>
    /// Bills lines on an invoice of their own, with whatever still waits for a next one; makes it final and tries to collect. What cannot be collected stays open, to be paid
    /// on the provider's page. Asked again it answers the same invoice, however long ago it was made; null where there is nothing to bill.
    /// </summary>
    Task<InvoiceSnapshot?> IssueAsync(InvoiceOrder order, string key, CancellationToken ct);

    /// <summary>Tries to collect an open invoice with what the customer pays with now.</summary>
    Task<InvoiceSnapshot> PayAsync(string invoice, string key, CancellationToken ct);

    /// <summary>Tries to collect an invoice, which is made final where it is a draft; what the payer's bank refuses, or the payer must confirm, stays open.</summary>
    async Task<InvoiceSnapshot> TryPayAsync(string invoice, string key, CancellationToken ct)
    {
        try
        {
            return await PayAsync(invoice, key, ct);
        }
        catch (PaymentException e) when (e.Failure is PaymentFailure.Declined or PaymentFailure.ActionRequired)
        {
            return (await FindInvoiceAsync(invoice, ct))!;
        }
    }

    /// <summary>Gives an open invoice up; one that was settled meanwhile stays as it is.</summary>
    Task GiveUpAsync(string invoice, string key, CancellationToken ct);

    /// <summary>Shows the provider what was used, within the last 35 days; it bills nothing.</summary>
    Task ReportUsageAsync(MeteredUsage used, CancellationToken ct);

    /// <summary>A page of the provider on which the payer enters a card and begins a subscription.</summary>
    Task<HostedPage> OpenCheckoutAsync(CheckoutOrder order, string key, CancellationToken ct);

    /// <summary>A page of the provider on which the customer sees invoices and changes what is paid with.</summary>
    Task<Uri> OpenPortalAsync(string customer, Uri returnTo, CancellationToken ct);
}
