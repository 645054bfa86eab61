using System.Collections.Immutable;
using System.Globalization;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Payments;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>A fee that an invoice has to do with.</summary>
/// <param name="Fee">What the newest calculation says.</param>
/// <param name="Month">The row that keeps what was billed of it.</param>
/// <param name="Before">What was billed of it; null where nothing was.</param>
internal sealed record OwedFee(ValueFee Fee, string Month, BilledFee? Before)
{
    /// <summary>What is to be charged on top of what was; negative where too much was.</summary>
    public long DifferenceMinor => Fee.AmountMinor - (Before?.AmountMinor ?? 0);

    /// <summary>Whether it was not billed yet as it is now.</summary>
    public bool IsNews => DifferenceMinor != 0 || (Before is { } before && before.Receipt != Fee.ReceiptId);

    /// <summary>Of what was charged too much, the part that a discount lay on: it was never paid.</summary>
    public long NeverPaidMinor => DifferenceMinor >= 0 || Before is null ? 0 : MinorUnits.Share(Before.DiscountMinor, -DifferenceMinor, Before.AmountMinor);
}

/// <summary>The value fees of one invoice: its lines, and what is written with it so that nothing is billed twice and no correction is lost.</summary>
internal sealed class ValueBill
{
    // A line at Stripe holds so many.
    private const int MostReceipts = 400;

    private readonly IReadOnlyList<BilledMonth> _months;
    private readonly IReadOnlyList<OwedFee> _fees;
    private readonly IReadOnlyList<(BillLine Line, IReadOnlyList<OwedFee> Fees)> _charges;
    private readonly DateTimeOffset? _seen;

    public ValueBill(IReadOnlyList<OwedFee> fees, IReadOnlyList<BilledMonth> months, DateTimeOffset? seen)
    {
        (_fees, _months, _seen) = (fees, months, seen);
        _charges = [.. fees.GroupBy(f => f.Fee.DefinitionId).SelectMany(Charges)];
    }

    /// <summary>Of a workspace whose value is not billed.</summary>
    public static ValueBill Nothing { get; } = new([], [], null);

    /// <summary>One line a definition, and one each for what corrections raise and lower.</summary>
    public IReadOnlyList<BillLine> Lines => [.. _charges.Select(c => c.Line)];

    /// <summary>The subscription, once this is billed.</summary>
    public Subscription After(Subscription subscription) => _seen is { } seen && subscription.Value is { } value ? subscription with { Value = value with { Seen = seen } } : subscription;

    /// <summary>Adds to the change that makes the invoice final what was billed of each period.</summary>
    /// <param name="change">The change.</param>
    /// <param name="home">Its partition.</param>
    /// <param name="invoiceId">The invoice.</param>
    /// <param name="priced">Its lines of <see cref="Lines"/>, with their discounts.</param>
    public Change Write(Change change, Partition home, string invoiceId, IReadOnlyList<BillLine> priced)
    {
        var discounts = _charges.Zip(priced, (charge, line) => Discounts(charge.Fees, line.DiscountMinor)).SelectMany(d => d).ToDictionary(d => d.Fee, d => d.DiscountMinor);
        var billed = _fees.ToLookup(f => f.Month);
        foreach (var month in _months)
        {
            var after = month with { Fees = month.Fees.SetItems(billed[month.Key].Select(f => KeyValuePair.Create(Name(f.Fee), Billed(f, invoiceId, discounts.GetValueOrDefault(f))))) };
            change.Save(BilledFeesRow.Into(home, after));
        }

        return change;
    }

    /// <summary>How a period is named among those of its month.</summary>
    public static string Name(ValueFee fee) => fee.From.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    private static BilledFee Billed(OwedFee owed, string invoiceId, long discountMinor) =>
        new(owed.Fee.AmountMinor, (owed.Before?.DiscountMinor ?? 0) - owed.NeverPaidMinor + discountMinor, owed.Fee.Currency, owed.Fee.ReceiptId, owed.DifferenceMinor == 0 ? owed.Before!.Invoice : invoiceId);

    private static IEnumerable<(OwedFee Fee, long DiscountMinor)> Discounts(IReadOnlyList<OwedFee> fees, long discountMinor) =>
        discountMinor == 0 ? [] : fees.Zip(MinorUnits.Split(discountMinor, [.. fees.Select(f => f.DifferenceMinor)]));

    private static IEnumerable<(BillLine, IReadOnlyList<OwedFee>)> Charges(IEnumerable<OwedFee> ofDefinition)
    {
        var fees = ofDefinition.OrderBy(f => f.Fee.From).ToList();
        var (fresh, corrected) = (fees.Where(f => f.Before is null), fees.Where(f => f.Before is not null));
        return
        [
            .. fresh.Chunk(MostReceipts).Select(f => Charge(f, f[^1].Fee.Description)),
            .. corrected.Where(f => f.DifferenceMinor > 0).Chunk(MostReceipts / 2).Select(f => Charge(f, Correction(f))),
            .. corrected.Where(f => f.DifferenceMinor < 0).Chunk(MostReceipts / 2).Select(f => Charge(f, Correction(f))),
        ];
    }

    private static (BillLine, IReadOnlyList<OwedFee>) Charge(OwedFee[] fees, string description) => (
        new BillLine
        {
            Kind = InvoiceLineKind.Value,
            Description = description,
            AmountMinor = fees.Sum(f => f.DifferenceMinor + f.NeverPaidMinor),
            From = fees[0].Fee.From,
            To = fees.Max(f => f.Fee.To),
            Receipts = [.. fees.SelectMany(f => new[] { f.Before?.Receipt, f.Fee.ReceiptId }.OfType<string>())],
        },
        fees);

    private static string Correction(OwedFee[] fees) => fees is [var one]
        ? $"{one.Fee.Description}, {one.Fee.Period} corrected"
        : string.Create(CultureInfo.InvariantCulture, $"{fees[^1].Fee.Description}, {fees.Length} periods corrected");
}
