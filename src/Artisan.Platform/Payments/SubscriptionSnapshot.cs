namespace Artisan.Platform.Payments;

/// <summary>The states of a subscription, whoever collects the money.</summary>
public enum SubscriptionStatus
{
    /// <summary>Free for a time.</summary>
    Trialing,

    /// <summary>Paid, or free of charge.</summary>
    Active,

    /// <summary>A payment failed and is tried again.</summary>
    PastDue,

    /// <summary>The tries are used up.</summary>
    Unpaid,

    /// <summary>Nothing is charged and nothing is given.</summary>
    Paused,

    /// <summary>Ended.</summary>
    Canceled,

    /// <summary>The first payment is still to be made.</summary>
    Incomplete,
}

/// <summary>A subscription as its provider has it at one instant. Whoever applies it replaces what was known before: it is a state, not a step.</summary>
/// <param name="Reference">The provider's own.</param>
/// <param name="Customer">The customer's reference.</param>
/// <param name="WorkspaceId">Whose it is; null where it was not begun by Artisan.</param>
/// <param name="Plan">The plan's id; null where the price is none of Artisan's.</param>
/// <param name="Status">Its state.</param>
/// <param name="Currency">ISO 4217, upper case.</param>
/// <param name="CreatedAt">When it began; of two subscriptions of a workspace the later counts.</param>
/// <param name="Anchor">The instant that its periods are counted from.</param>
/// <param name="PeriodStart">The first instant of the present period.</param>
/// <param name="PeriodEnd">The first instant after it.</param>
/// <param name="TrialEndsAt">When the trial ends or ended.</param>
/// <param name="CancelAtPeriodEnd">It ends with the present period.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="PendingPlan">The plan that follows at the end of the period.</param>
/// <param name="LatestInvoice">The reference of the newest invoice.</param>
/// <param name="Action">A payment that the payer must confirm: the first one, or that of a larger plan, which is then <paramref name="PendingPlan"/>.</param>
/// <param name="Began">Whether its first payment was ever made; one that was given up before it never gave its plan.</param>
/// <param name="Mark">The call that began or changed it last; null where that named none.</param>
public sealed record SubscriptionSnapshot(
    string Reference, string Customer, string? WorkspaceId, string? Plan, SubscriptionStatus Status, string Currency,
    DateTimeOffset CreatedAt, DateTimeOffset Anchor, DateTimeOffset PeriodStart, DateTimeOffset PeriodEnd, DateTimeOffset? TrialEndsAt = null,
    bool CancelAtPeriodEnd = false, DateTimeOffset? EndedAt = null, string? PendingPlan = null, string? LatestInvoice = null, PaymentToConfirm? Action = null,
    bool Began = true, string? Mark = null);

/// <summary>A payment that the payer must confirm.</summary>
/// <param name="Page">The provider's page on which that is done.</param>
/// <param name="Secret">What the provider's script in the browser takes instead; null where it gave none.</param>
/// <param name="Until">When the payer is not waited for any more.</param>
public sealed record PaymentToConfirm(Uri? Page, string? Secret, DateTimeOffset Until);

/// <summary>What a change would cost.</summary>
/// <param name="Currency">ISO 4217, upper case.</param>
/// <param name="DueNowMinor">What would be charged at once.</param>
/// <param name="NextAt">When the next regular invoice comes.</param>
/// <param name="Lines">Credits and debits.</param>
public sealed record PaymentPreview(string Currency, long DueNowMinor, DateTimeOffset? NextAt, IReadOnlyList<InvoiceLine> Lines);
