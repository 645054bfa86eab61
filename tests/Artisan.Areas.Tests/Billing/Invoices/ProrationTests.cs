using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Periods;
using FsCheck;
using FsCheck.Fluent;

namespace Artisan.Areas.Tests.Billing.Invoices;

public sealed class ProrationTests
{
    private static readonly BillingPeriod June = Period("2026-06-01T00:00:00Z", "2026-07-01T00:00:00Z");

    /// <summary>Worked out by hand: the part of the seconds, of the days, or of thirty days.</summary>
    [Theory]
    [InlineData("2026-06-01T00:00:00Z", 4900, 4900, 4900, 4900)]
    [InlineData("2026-06-16T00:00:00Z", 4900, 2450, 2450, 2450)]
    [InlineData("2026-06-16T12:00:00Z", 4900, 2368, 2450, 2450)]
    [InlineData("2026-06-11T06:00:00Z", 29900, 19684, 19933, 19933)]
    [InlineData("2026-06-30T23:59:59Z", 99900, 0, 3330, 3330)]
    [InlineData("2026-06-30T23:45:00Z", 99900, 35, 3330, 3330)]
    [InlineData("2026-07-01T00:00:00Z", 99900, 0, 0, 0)]
    public void What_is_left_of_thirty_days(string at, long price, long seconds, long days, long thirty)
    {
        Assert.Equal([seconds, days, thirty], [Rest(June, at, price, ProrationRule.PerSecond), Rest(June, at, price, ProrationRule.ExclusiveDays), Rest(June, at, price, ProrationRule.FixedThirty)]);
    }

    [Theory]
    // 31 days: from the 17th on 15 of 31, but 14 of 30.
    [InlineData("2026-07-01T00:00:00Z", "2026-08-01T00:00:00Z", "2026-07-17T00:00:00Z", 3100, 1500, 1500, 1447)]
    [InlineData("2026-07-01T00:00:00Z", "2026-08-01T00:00:00Z", "2026-07-31T12:00:00Z", 3100, 50, 100, 0)]
    // 28 days: the 15th is the half, but 16 of 30.
    [InlineData("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-02-15T00:00:00Z", 2800, 1400, 1400, 1493)]
    // Leap year: 29 days.
    [InlineData("2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z", "2028-02-29T00:00:00Z", 2900, 100, 100, 193)]
    public void Months_are_as_long_as_they_are(string from, string to, string at, long price, long seconds, long days, long thirty)
    {
        var period = Period(from, to);
        Assert.Equal([seconds, days, thirty], [Rest(period, at, price, ProrationRule.PerSecond), Rest(period, at, price, ProrationRule.ExclusiveDays), Rest(period, at, price, ProrationRule.FixedThirty)]);
    }

    [Fact]
    public void The_hour_that_a_clock_change_takes_is_not_paid_for()
    {
        // March 2026 in Berlin has 31 days less an hour: 743 hours.
        var march = Period("2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z");
        Assert.Equal(74300 * 24 / 743, Rest(march, "2026-03-30T22:00:00Z", 74300, ProrationRule.PerSecond));
        Assert.Equal(74300 - 100, Rest(march, "2026-03-01T00:00:00Z", 74300, ProrationRule.PerSecond));
    }

    [Fact]
    public void Halves_are_rounded_up_and_credits_like_charges()
    {
        Assert.Equal(3, MinorUnits.Share(5, 1, 2));
        Assert.Equal(-3, MinorUnits.Share(-5, 1, 2));
        Assert.Equal(2, MinorUnits.Share(5, 499, 1000));
        Assert.Equal(long.MaxValue, MinorUnits.Share(long.MaxValue, 2_678_400, 2_678_400));
    }

    /// <summary>Any chain of changes costs what its pieces are worth: what a plan was charged, less what was credited, is the worth of the time that it was there.</summary>
    [Fact]
    public void Credits_and_charges_of_any_chain_of_changes_add_up()
    {
        var changes = Gen.Choose(0, 30 * 24 * 3600).Select(s => June.Start.AddSeconds(s)).ListOf(12);
        var prices = Gen.Choose(0, 1_000_000).Select(p => (long)p).ListOf(13);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Arb.From(changes.SelectMany(_ => prices, (c, p) => (Changes: c.Order().ToList(), Prices: p.ToList()))), life =>
        {
            var (billed, worth, from) = (life.Prices[0], 0m, June.Start);
            for (var i = 0; i < life.Changes.Count; i++)
            {
                billed += Rest(June, life.Changes[i], life.Prices[i + 1]) - Rest(June, life.Changes[i], life.Prices[i]);
                worth += Worth(life.Prices[i], from, life.Changes[i]);
                from = life.Changes[i];
            }

            worth += Worth(life.Prices[life.Changes.Count], from, June.End);
            // Each of at most 24 roundings is off by half a unit at most; a chain of changes that ends where it began at one instant is exact.
            return Math.Abs(billed - worth) <= life.Changes.Count;
        }));
    }

    [Fact]
    public void Changes_there_and_back_within_a_second_cost_nothing_and_steps_cost_what_one_leap_costs()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Arb.From(Gen.Choose(0, 30 * 24 * 3600)), Arb.From(Gen.Choose(0, 1_000_000).ListOf(6)), (second, chain) =>
        {
            var at = June.Start.AddSeconds(second);
            var cost = 0L;
            for (var i = 1; i < chain.Count; i++) cost += Proration.Rest(chain[i], June, at, TimeZoneInfo.Utc) - Proration.Rest(chain[i - 1], June, at, TimeZoneInfo.Utc);
            return cost == Proration.Rest(chain[^1], June, at, TimeZoneInfo.Utc) - Proration.Rest(chain[0], June, at, TimeZoneInfo.Utc);
        }));
    }

    [Fact]
    public void Splits_sum_up_and_no_part_is_off_by_a_unit()
    {
        Assert.Equal([34, 33, 33], MinorUnits.Split(100, [1, 1, 1]));
        Assert.Equal([-34, -33, -33], MinorUnits.Split(-100, [1, 1, 1]));
        Assert.Equal([0, 50, 50], MinorUnits.Split(100, [0, 7, 7]));
        Assert.Equal([17, 33, 50], MinorUnits.Split(100, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => MinorUnits.Split(1, [0, 0]));
        Assert.Throws<ArgumentException>(() => MinorUnits.Split(1, [2, -1]));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Arb.From(Gen.Choose(-1_000_000, 1_000_000)), Arb.From(Gen.Choose(1, 100_000).ListOf(7)), (amount, weights) =>
        {
            var parts = MinorUnits.Split(amount, [.. weights.Select(w => (long)w)]);
            var whole = weights.Sum();
            return parts.Sum() == amount && parts.Zip(weights).All(p => Math.Abs(p.First - ((decimal)amount * p.Second / whole)) < 1);
        }));
    }

    private static decimal Worth(long price, DateTimeOffset from, DateTimeOffset to) => price * (decimal)(to - from).TotalSeconds / (30 * 24 * 3600);

    private static long Rest(BillingPeriod period, DateTimeOffset at, long price) => Proration.Rest(price, period, at, TimeZoneInfo.Utc);

    private static long Rest(BillingPeriod period, string at, long price, ProrationRule rule) => Proration.Rest(price, period, At(at), TimeZoneInfo.Utc, rule);

    private static BillingPeriod Period(string from, string to) => new(0, At(from), At(to));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
