using Artisan.Value.Calculations;
using Artisan.Value.Json;

namespace Artisan.Value.Tests.Calculations;

public sealed class FeesTests
{
    private static readonly ValueTerms Terms = new() { Currency = "USD", UnitPrice = 0.5m, Share = 0.2m, Floor = 10, Cap = 1_000, MinimumResult = 5 };

    [Theory]
    [InlineData("1000", 100_00)]
    [InlineData("4.999", 0)]
    [InlineData("5", 10_00)]
    [InlineData("-500", 0)]
    [InlineData("999999", 1_000_00)]
    [InlineData("100.05", 10_01)]
    [InlineData("100.04", 10_00)]
    [InlineData("100.049", 10_00)]
    [InlineData("100.15", 10_02)]
    public void A_result_becomes_a_fee_in_minor_units(string result, long fee) => Assert.Equal(fee, Terms.Fee(DecimalText.Parse(result)));

    [Theory]
    [InlineData("0.005", 2, 1)]
    [InlineData("0.0049999999999999", 2, 0)]
    [InlineData("0.5", 0, 1)]
    [InlineData("1.0005", 3, 1_001)]
    [InlineData("2.675", 2, 268)]
    public void Half_a_minor_unit_is_rounded_up(string result, int digits, long fee) =>
        Assert.Equal(fee, new ValueTerms { Currency = "USD", MinorUnitDigits = digits }.Fee(DecimalText.Parse(result)));

    [Fact]
    public void A_negative_result_without_a_minimum_costs_the_floor_and_never_less_than_nothing()
    {
        Assert.Equal(0, new ValueTerms { Currency = "USD" }.Fee(-10));
        Assert.Equal(7_00, new ValueTerms { Currency = "USD", Floor = 7 }.Fee(-10));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-7", 0)]
    [InlineData("100", 200_00)]
    [InlineData("100.5", 200_50)]
    [InlineData("300", 400_00)]
    [InlineData("1000", 470_00)]
    public void Tiers_price_each_part_of_the_result(string result, long fee)
    {
        var terms = new ValueTerms { Currency = "USD", UnitPrice = 0.1m, Tiers = [new ValueTier(100, 2), new ValueTier(300, 1)] };
        Assert.Equal(fee, terms.Fee(DecimalText.Parse(result)));
        Assert.Empty(terms.Problems());
    }

    [Fact]
    public void Terms_are_the_same_where_their_tiers_are()
    {
        ValueTerms With(decimal price) => new() { Currency = "USD", Tiers = [new ValueTier(10, price)] };
        Assert.Equal(With(1), With(1));
        Assert.NotEqual(With(1), With(2));
        Assert.Equal(With(1).GetHashCode(), With(1).GetHashCode());
        Assert.True(new ValueTerms { Currency = "USD", UnitPrice = 0, Tiers = [new ValueTier(1, 0)] }.CostsNothing);
        Assert.False((With(1) with { UnitPrice = 0 }).CostsNothing);
    }

    [Fact]
    public void An_amount_beyond_an_invoice_gives_no_fee()
    {
        Assert.Null(new ValueTerms { Currency = "USD" }.Fee(decimal.MaxValue));
        Assert.Null(new ValueTerms { Currency = "USD", UnitPrice = 1_000 }.Fee(decimal.MaxValue));
    }

    [Theory]
    [InlineData("usd", 2, 1, 1, null, null, "currency")]
    [InlineData("USD", 5, 1, 1, null, null, "minor unit")]
    [InlineData("USD", 2, -1, 1, null, null, "unit price")]
    [InlineData("USD", 2, 1, 0, null, null, "share")]
    [InlineData("USD", 2, 1, 1.5, null, null, "share")]
    [InlineData("USD", 2, 1, 1, 20.0, 10.0, "floor is not above")]
    [InlineData("USD", 2, 1, 1, -1.0, null, "floor is not negative")]
    public void Terms_that_do_not_hold_together_say_why(string currency, int digits, double price, double share, double? floor, double? cap, string says)
    {
        var terms = new ValueTerms { Currency = currency, MinorUnitDigits = digits, UnitPrice = (decimal)price, Share = (decimal)share, Floor = (decimal?)floor, Cap = (decimal?)cap };
        Assert.Contains(terms.Problems(), p => p.Contains(says, StringComparison.Ordinal));
        Assert.Empty(Terms.Problems());
    }
}
