using Artisan.Value.Calculations;
using Artisan.Value.Json;

namespace Artisan.Value.Tests.Calculations;

public sealed class AccuracyTests
{
    [Fact]
    public void What_was_measured_exactly_is_a_hundred() => Assert.Equal(100m, Accuracy.Of([new(7, 7), new(-3, -3)]));

    [Theory]
    [InlineData("85", "100", "85.00")]
    [InlineData("115", "100", "85.00")]
    [InlineData("84.999", "100", "84.99")]
    [InlineData("300", "100", "0.00")]
    [InlineData("-100", "100", "0.00")]
    [InlineData("2", "3", "66.66")]
    [InlineData("0", "0", "100.00")]
    [InlineData("0.01", "0", "0.00")]
    public void One_figure_is_compared_with_its_reference(string measured, string reference, string accuracy) =>
        Assert.Equal(DecimalText.Parse(accuracy), Accuracy.Of([new(DecimalText.Parse(measured), DecimalText.Parse(reference))]));

    [Fact]
    public void Errors_in_different_directions_do_not_cancel_out() => Assert.Equal(50m, Accuracy.Of([new(150, 100), new(50, 100)]));

    [Fact]
    public void Large_periods_weigh_more_than_small_ones() => Assert.Equal(99.89m, Accuracy.Of([new(1_000, 1_000), new(0, 1.05m)]));

    [Fact]
    public void Fewer_than_three_pairs_say_nothing()
    {
        Assert.Null(Accuracy.OfDefinition([new(1, 1), new(1, 1)]));
        Assert.Equal(100m, Accuracy.OfDefinition([new(1, 1), new(1, 1), new(1, 1)]));
    }

    [Fact]
    public void The_largest_decimals_do_not_overflow() =>
        Assert.Equal(0m, Accuracy.Of([new(decimal.MaxValue, decimal.MinValue), new(decimal.MinValue, decimal.MaxValue), new(decimal.MaxValue, decimal.MaxValue)]));
}
