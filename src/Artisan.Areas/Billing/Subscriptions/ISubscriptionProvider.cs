using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>What a caller asks of a workspace's subscription.</summary>
/// <param name="WorkspaceId">Whose it is.</param>
/// <param name="Before">The subscription as it was read: what is written replaces exactly this.</param>
/// <param name="Key">The same for repetitions of one call; whoever collects the money acts once for it.</param>
/// <param name="Also">What goes into the transaction of the effect: audit entry, remembered answer.</param>
/// <param name="Call">The caller's own name of the call; one whose answer was lost finds its effect by it.</param>
internal sealed record SubscriptionOrder(string WorkspaceId, StoredSubscription Before, string Key, Action<Change, Subscription> Also, string? Call = null)
{
    public Subscription Subscription => Before.Subscription;
}

/// <summary>What a change would cost.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="DueNowMinor">What would be charged at once.</param>
/// <param name="Lines">Credits and debits of that charge; of the next invoice where the change waits for the period's end.</param>
/// <param name="At">When the change would happen.</param>
/// <param name="NextInvoiceAt">When the next regular invoice comes; null where none does.</param>
internal sealed record ChangePreview(string Currency, long DueNowMinor, IReadOnlyList<Invoices.BillLine> Lines, DateTimeOffset At, DateTimeOffset? NextInvoiceAt);

/// <summary>
/// Whoever collects the money. The operations have checked what is asked; a provider carries it out, writes the subscription as it then is, and answers it. A payment that
/// fails leaves everything as it was. Throws <see cref="WriteConflictException"/> where the subscription was changed meanwhile.
/// </summary>
internal interface ISubscriptionProvider
{
    BillingProvider Kind { get; }

    /// <summary>Begins a plan on a workspace that pays for none: a new first period, paid at once.</summary>
    /// <param name="order">The call.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="paymentMethod">What is to be paid with from now on; null keeps what there is.</param>
    /// <param name="confirmation">The secret of a payment that the payer was asked to confirm.</param>
    /// <param name="ct">Cancels.</param>
    Task<Outcome<Subscription>> SubscribeAsync(SubscriptionOrder order, Plan plan, string? paymentMethod, string? confirmation, CancellationToken ct);

    /// <summary>Moves to a larger plan at once: what is left of the old one is credited, what is left of the new one charged.</summary>
    Task<Outcome<Subscription>> UpgradeAsync(SubscriptionOrder order, Plan plan, string? paymentMethod, string? confirmation, CancellationToken ct);

    /// <summary>Moves to a smaller plan with the next period.</summary>
    Task<Outcome<Subscription>> DowngradeAsync(SubscriptionOrder order, Plan plan, CancellationToken ct);

    /// <summary>Ends a paid plan now, or with its period; nothing is paid back.</summary>
    Task<Outcome<Subscription>> CancelAsync(SubscriptionOrder order, bool atPeriodEnd, CancellationToken ct);

    /// <summary>Takes back what was to happen at the end of the period.</summary>
    Task<Outcome<Subscription>> KeepAsync(SubscriptionOrder order, CancellationToken ct);

    /// <summary>What moving to a plan would cost now.</summary>
    Task<Outcome<ChangePreview>> PreviewAsync(string workspaceId, Subscription subscription, Plan plan, CancellationToken ct);

    /// <summary>Pays with this from now on, and pays at once what is owed.</summary>
    Task<Outcome<Subscription>> AttachAsync(SubscriptionOrder order, string paymentMethod, CancellationToken ct);

    /// <summary>Makes the bill final that the subscription remembers, and tries to collect it; answers the subscription as it then is.</summary>
    Task<StoredSubscription> FinalizeAsync(string workspaceId, StoredSubscription before, CancellationToken ct);
}
