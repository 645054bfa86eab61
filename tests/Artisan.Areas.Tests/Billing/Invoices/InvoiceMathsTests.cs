using Artisan.Areas.Billing.Invoices;
using Artisan.Platform.Payments;
using FsCheck;
using FsCheck.Fluent;

namespace Artisan.Areas.Tests.Billing.Invoices;

public sealed class InvoiceMathsTests
{
    [Fact]
    public void Tax_is_rounded_on_each_line_and_the_sums_are_those_of_the_lines()
    {
        // 19 % of 0.50 is 0.095: two lines have 0.10 each, although 19 % of both together is 0.19.
        var totals = InvoiceMaths.Total(Lines(50, 50), [], 190_000, 0);
        Assert.Equal((100, 0, 20, 120, 120), (totals.SubtotalMinor, totals.DiscountMinor, totals.TaxMinor, totals.TotalMinor, totals.DueMinor));
        Assert.Equal([10, 10], totals.Lines.Select(l => l.TaxMinor));
    }

    [Fact]
    public void Discounts_are_taken_one_after_the_other_and_lie_on_the_lines_by_their_amounts()
    {
        // 10 % of 100.01 is 10.00, then 5.00 off: 15.00 over 66.67 and 33.34.
        var totals = InvoiceMaths.Total(Lines(6667, 3334), [new Discount("Spring", 100_000), new Discount("Sorry", 0, 500)], 0, 0);
        Assert.Equal(1500, totals.DiscountMinor);
        Assert.Equal([1000, 500], totals.Lines.Select(l => l.DiscountMinor));
        Assert.Equal(8501, totals.TotalMinor);
    }

    [Fact]
    public void A_discount_never_takes_more_than_there_is()
    {
        var totals = InvoiceMaths.Total(Lines(300), [new Discount("All", 1_000_000), new Discount("More", 0, 999)], 190_000, 0);
        Assert.Equal((300, 0, 0, 0), (totals.DiscountMinor, totals.TaxMinor, totals.TotalMinor, totals.DueMinor));
    }

    [Fact]
    public void A_discount_lies_on_what_is_charged_and_not_on_what_is_credited()
    {
        var totals = InvoiceMaths.Total(Lines(-1000, 3000), [new Discount("Half", 500_000)], 100_000, 0);
        Assert.Equal([0, 1500], totals.Lines.Select(l => l.DiscountMinor));
        Assert.Equal([-100, 150], totals.Lines.Select(l => l.TaxMinor));
        Assert.Equal(550, totals.TotalMinor);
    }

    [Theory]
    [InlineData(1000, 300, 300, 700)]
    [InlineData(1000, 5000, 1000, 0)]
    [InlineData(1000, 0, 0, 1000)]
    [InlineData(-400, 300, -400, 0)]
    [InlineData(0, 300, 0, 0)]
    public void A_credit_pays_what_it_can_and_a_negative_invoice_adds_to_it(long total, long credit, long used, long due)
    {
        var totals = InvoiceMaths.Total(Lines(total), [], 0, credit);
        Assert.Equal((used, due), (totals.CreditMinor, totals.DueMinor));
    }

    [Fact]
    public void Whatever_the_lines_are_every_sum_is_the_sum_of_its_lines()
    {
        var amounts = Gen.Choose(-100_000, 1_000_000).Select(a => (long)a).NonEmptyListOf();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Arb.From(amounts), Arb.From(Gen.Choose(0, 1_000_000)), Arb.From(Gen.Choose(0, 300_000)), (lines, discount, tax) =>
        {
            if (lines.Sum() < 0) return true;
            var totals = InvoiceMaths.Total(Lines([.. lines]), discount == 0 ? [] : [new Discount("Some", discount)], tax, 0);
            return totals.SubtotalMinor == totals.Lines.Sum(l => l.AmountMinor) && totals.DiscountMinor == totals.Lines.Sum(l => l.DiscountMinor) && totals.TaxMinor == totals.Lines.Sum(l => l.TaxMinor)
                && totals.TotalMinor == totals.Lines.Sum(l => l.TotalMinor) && totals.DueMinor + totals.CreditMinor == totals.TotalMinor;
        }));
    }

    [Theory]
    [InlineData(1, "INV-XCD0EFGH-000001")]
    [InlineData(1_234_567, "INV-XCD0EFGH-1234567")]
    public void Numbers_name_the_workspace_and_count(int number, string expected)
    {
        Assert.Equal(expected, InvoiceNumber.Invoice("ws_01jd00000000000000xcd0efgh", number));
        Assert.StartsWith("CN-", InvoiceNumber.CreditNote("ws_01jd00000000000000xcd0efgh", 1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(123456, "USD", "1,234.56 USD")]
    [InlineData(-5, "EUR", "-0.05 EUR")]
    [InlineData(7400, "JPY", "7,400 JPY")]
    [InlineData(1234, "KWD", "1.234 KWD")]
    public void Amounts_have_the_digits_of_their_currency(long minor, string currency, string expected) => Assert.Equal(expected, MoneyText.Of(minor, currency));

    private static IReadOnlyList<BillLine> Lines(params long[] amounts) =>
        [.. amounts.Select(a => new BillLine { Kind = InvoiceLineKind.Plan, Description = "Line", AmountMinor = a, From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.UnixEpoch })];
}
