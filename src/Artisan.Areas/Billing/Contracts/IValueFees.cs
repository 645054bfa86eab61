namespace Artisan.Areas.Billing.Contracts;

/// <summary>What value-based pricing adds to an invoice. The area that calculates values implements it.</summary>
public interface IValueFees
{
    /// <summary>The billable fees of the calculated periods that ended in [from, to), in the currency of the bill.</summary>
    Task<IReadOnlyList<ValueFee>> InPeriodAsync(string workspaceId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct);
}

/// <summary>A value fee, with what proves it.</summary>
/// <param name="DefinitionId">The definition that it was calculated by.</param>
/// <param name="Description">What it is for, in words.</param>
/// <param name="AmountMinor">How much, in minor units.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="ReceiptIds">The receipts of the calculations behind it.</param>
public sealed record ValueFee(string DefinitionId, string Description, long AmountMinor, string Currency, IReadOnlyList<string> ReceiptIds);
