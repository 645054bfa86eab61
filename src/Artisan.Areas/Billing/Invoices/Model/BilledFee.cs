using System.Collections.Immutable;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>What was billed of a calculated period so far.</summary>
/// <param name="AmountMinor">The fee, before discount and tax.</param>
/// <param name="DiscountMinor">What of it was taken off.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Receipt">The receipt of the calculation.</param>
/// <param name="Invoice">The invoice that billed it last.</param>
internal sealed record BilledFee(long AmountMinor, long DiscountMinor, string Currency, string Receipt, string Invoice);

/// <summary>What was billed of a definition's periods that ended in one month, by their first instant; without ETag where nothing was yet.</summary>
internal sealed record BilledMonth(string Key, ImmutableDictionary<string, BilledFee> Fees, global::Azure.ETag ETag = default);
