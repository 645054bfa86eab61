namespace Artisan.Areas.Billing.Invoices;

/// <summary>What the lines of an invoice come to.</summary>
/// <param name="Lines">The lines with their parts of the discount and their tax.</param>
/// <param name="SubtotalMinor">The lines before discount and tax.</param>
/// <param name="DiscountMinor">What is taken off.</param>
/// <param name="TaxMinor">The tax on top.</param>
/// <param name="TotalMinor">What it comes to; negative where more is credited than charged.</param>
/// <param name="CreditMinor">What an earlier credit pays of it; negative where the invoice adds to the credit.</param>
/// <param name="DueMinor">What is still to be paid.</param>
internal sealed record InvoiceTotals(IReadOnlyList<BillLine> Lines, long SubtotalMinor, long DiscountMinor, long TaxMinor, long TotalMinor, long CreditMinor, long DueMinor);

/// <summary>Adds up an invoice. Every line is rounded for itself, and the sums are the sums of the lines.</summary>
internal static class InvoiceMaths
{
    /// <summary>
    /// Takes the discounts off, one after the other and never more than is charged; puts the tax on each line; pays with the credit that there is. Discounts lie on the
    /// lines that charge something, by their amounts: a line that credits states what was really paid.
    /// </summary>
    public static InvoiceTotals Total(IReadOnlyList<BillLine> lines, IReadOnlyList<Discount> discounts, int taxRatePpm, long creditBalanceMinor)
    {
        var subtotal = lines.Sum(l => l.AmountMinor);
        IReadOnlyList<long> charged = [.. lines.Select(l => Math.Max(0, l.AmountMinor))];
        var discount = 0L;
        foreach (var given in discounts)
        {
            var left = charged.Sum() - discount;
            discount += Math.Min(left, given.Ppm > 0 ? MinorUnits.Rate(left, given.Ppm) : given.AmountMinor);
        }

        var parts = discount == 0 ? [.. lines.Select(_ => 0L)] : MinorUnits.Split(discount, charged);
        IReadOnlyList<BillLine> priced = [.. lines.Zip(parts, (line, part) => line with { DiscountMinor = part, TaxMinor = MinorUnits.Rate(line.AmountMinor - part, taxRatePpm) })];

        var tax = priced.Sum(l => l.TaxMinor);
        var total = subtotal - discount + tax;
        var credit = total < 0 ? total : Math.Min(creditBalanceMinor, total);
        return new InvoiceTotals(priced, subtotal, discount, tax, total, credit, total - credit);
    }
}
