using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>One line of an invoice or a credit note.</summary>
internal sealed record BillLine
{
    public required InvoiceLineKind Kind { get; init; }

    /// <summary>One line for the payer.</summary>
    public required string Description { get; init; }

    /// <summary>Before discount and tax; negative is a credit.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>When what is charged begins.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The first instant after it.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>What was used, for a line of usage.</summary>
    public string? Metric { get; init; }

    /// <summary>How much of it is charged, as a decimal.</summary>
    public string? Quantity { get; init; }

    /// <summary>The plan whose price it is, where that was left within the period; other lines cost what the present one says.</summary>
    public string? LeftPlan { get; init; }

    /// <summary>The receipts that prove a line of value.</summary>
    public IReadOnlyList<string> Receipts { get; init; } = [];

    /// <summary>The line's part of the discounts.</summary>
    public long DiscountMinor { get; init; }

    /// <summary>The tax on what is left of it.</summary>
    public long TaxMinor { get; init; }

    /// <summary>What the line comes to.</summary>
    public long TotalMinor => AmountMinor - DiscountMinor + TaxMinor;
}

/// <summary>What is taken off every invoice: a part of it, or an amount.</summary>
/// <param name="Description">Why, for the payer.</param>
/// <param name="Ppm">The part in millionths: 10 % is 100,000.</param>
/// <param name="AmountMinor">The amount; only where there is no part.</param>
/// <param name="Until">The first instant at which it is not given any more; null gives it for good.</param>
internal sealed record Discount(string Description, int Ppm, long AmountMinor = 0, DateTimeOffset? Until = null)
{
    public bool HoldsAt(DateTimeOffset instant) => Until is not { } until || instant < until;
}
