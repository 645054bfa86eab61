using Artisan.LocalHost.Queues;

namespace Artisan.LocalHost.Tests;

public sealed class PollBackoffTests
{
    [Fact]
    public void Empty_polls_wait_100_ms_then_ever_longer_up_to_the_longest_interval()
    {
        var backoff = new PollBackoff(TimeSpan.FromSeconds(2), new Fixed(0.5));

        var waits = Enumerable.Range(0, 8).Select(_ => backoff.Next(false).TotalMilliseconds);

        Assert.Equal([100, 200, 300, 500, 900, 1700, 2000, 2000], waits);
    }

    [Theory]
    [InlineData(0.0, 180)]
    [InlineData(0.999999, 220)]
    public void The_growth_is_randomised_by_a_fifth(double random, double expected)
    {
        var backoff = new PollBackoff(TimeSpan.FromSeconds(60), new Fixed(random));
        backoff.Next(false);

        Assert.Equal(expected, backoff.Next(false).TotalMilliseconds, 0.1);
    }

    [Fact]
    public void A_poll_that_found_something_starts_over_at_100_ms()
    {
        var backoff = new PollBackoff(TimeSpan.FromSeconds(2), new Fixed(0.5));
        for (var i = 0; i < 8; i++) backoff.Next(false);

        Assert.Equal(100, backoff.Next(true).TotalMilliseconds);
        Assert.Equal(200, backoff.Next(false).TotalMilliseconds);
    }

    private sealed class Fixed(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
