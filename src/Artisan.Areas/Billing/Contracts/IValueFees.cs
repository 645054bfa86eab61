namespace Artisan.Areas.Billing.Contracts;

/// <summary>What value-based pricing charges. The area that calculates values implements it.</summary>
public interface IValueFees
{
    /// <summary>
    /// Of every calculated period of which a calculation was written since an instant (of the system's clock) the fee that counts now: that of the newest calculation. Whether
    /// the workspace is billed for that time is not asked.
    /// </summary>
    Task<IReadOnlyList<ValueFee>> WrittenSinceAsync(string workspaceId, DateTimeOffset since, CancellationToken ct);
}

/// <summary>The fee of a calculated period, with what proves it.</summary>
/// <param name="DefinitionId">The definition that it was calculated by.</param>
/// <param name="Description">What it is for, in words.</param>
/// <param name="Period">The period's name.</param>
/// <param name="From">Its first instant.</param>
/// <param name="To">The first instant behind it.</param>
/// <param name="AmountMinor">How much, in minor units; 0 where the calculation is not one to be billed.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="ReceiptId">The receipt of the calculation.</param>
/// <param name="WrittenAt">When that was written, by the system's clock.</param>
public sealed record ValueFee(
    string DefinitionId, string Description, string Period, DateTimeOffset From, DateTimeOffset To, long AmountMinor, string Currency, string ReceiptId, DateTimeOffset WrittenAt);
