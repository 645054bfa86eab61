using Artisan.Value.Calculations;

namespace Artisan.Value.Tests.Calculations;

public sealed class ReferenceLevelTests
{
    [Fact]
    public void The_mean_has_ten_decimals() => Assert.Equal(3.3333333333m, ReferenceLevel.Mean([1, 2, 7]));

    [Fact]
    public void The_median_of_an_odd_number_is_the_one_in_the_middle() => Assert.Equal(2m, ReferenceLevel.Median([1_000, 1, 2]));

    [Fact]
    public void The_median_of_an_even_number_lies_between_the_two_in_the_middle() => Assert.Equal(3.5m, ReferenceLevel.Median([5, 1, 2, 1_000]));

    [Fact]
    public void One_outlier_moves_the_mean_and_not_the_median()
    {
        Assert.Equal(10m, ReferenceLevel.Median([10, 10, 10, 10, 5_000]));
        Assert.Equal(1_008m, ReferenceLevel.Mean([10, 10, 10, 10, 5_000]));
    }

    [Fact]
    public void The_order_of_the_periods_never_shows()
    {
        decimal[] values = [0.1m, 79_000_000_000_000_000_000_000_000_000m, -79_000_000_000_000_000_000_000_000_000m, 0.2m];
        Assert.Equal(ReferenceLevel.Mean(values), ReferenceLevel.Mean([.. values.Reverse()]));
        Assert.Equal(0.075m, ReferenceLevel.Mean(values));
    }

    [Fact]
    public void No_period_has_no_level() => Assert.Throws<ArgumentException>(() => ReferenceLevel.Mean([]));
}
