using System.Text.Json;
using Artisan.Value.Anomalies;

namespace Artisan.Value.Tests.Anomalies;

/// <summary>What a detector may and may not do, whatever the series.</summary>
public sealed class DetectingAnomaliesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Kinds => ["noise", "rhythm", "counts", "flat", "steps", "walk"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_comes_later_changes_no_score(string kind)
    {
        var series = Series(kind, 900, seed: 7);
        var whole = Scores(series, AnomalySettings.Stream);
        foreach (var length in new[] { 1, 59, 60, 61, 299, 650 }) Assert.Equal(whole[..length], Scores(series[..length], AnomalySettings.Stream));
        // Another future, and a wild one.
        double[] otherwise = [.. series[..650], .. Enumerable.Range(0, 250).Select(i => 1e6 * i)];
        Assert.Equal(whole[..650], Scores(otherwise, AnomalySettings.Stream)[..650]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Saved_and_restored_in_between_the_scores_stay_the_same(string kind)
    {
        var series = Series(kind, 1_000, seed: 11);
        foreach (var settings in new[] { AnomalySettings.Stream, AnomalySettings.Daily })
        {
            var expected = Scores(series, settings);
            var detector = new AnomalyDetector(settings);
            for (var i = 0; i < series.Length; i++)
            {
                if (i is 1 or 45 or 130 or 400 or 777) detector = AnomalyDetector.Restore(detector.Save());
                Assert.Equal(expected[i], detector.Next(At(i, settings), series[i]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Scores_lie_between_0_and_1_and_alerts_have_reasons(string kind)
    {
        var series = Series(kind, 1_500, seed: 3);
        series[1_200] += 1e9;
        series[1_300] = -1e300;
        Assert.All(Scores(series, AnomalySettings.Stream), a =>
        {
            Assert.InRange(a.Score, 0, 1);
            Assert.Equal(a.IsAlert, a.Reason.Length > 0);
        });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Usual_values_are_seldom_alerts_and_a_jump_is_one(string kind)
    {
        var series = Series(kind, 2_000, seed: 5);
        Assert.True(Scores(series, AnomalySettings.Stream).Count(a => a.IsAlert) <= 6);
        var spread = series.Max() - series.Min() + 1;
        for (var i = 1_800; i < 1_815; i++) series[i] += 4 * spread;
        Assert.Contains(Scores(series, AnomalySettings.Stream)[1_800..1_815], a => a.IsAlert);
    }

    [Fact]
    public void Echoes_of_an_anomaly_are_held_down()
    {
        var series = Series("noise", 1_200, seed: 9);
        for (var i = 1_000; i < 1_040; i++) series[i] += 400;
        Assert.Single(Scores(series, AnomalySettings.Stream)[1_000..1_080], a => a.IsAlert);
    }

    [Fact]
    public void A_day_that_falls_out_of_its_week_is_seen_among_daily_values()
    {
        var series = Enumerable.Range(0, 120).Select(i => (i % 7 >= 5 ? 20.0 : 100.0) + (i * 37 % 9)).ToArray();
        series[101] = 22;
        var scores = Scores(series, AnomalySettings.Daily);
        Assert.True(scores[101].IsAlert);
        Assert.Equal(101, Array.FindIndex(scores, a => a.Score == scores[28..].Max(later => later.Score)));
    }

    [Fact]
    public void The_state_does_not_grow_with_the_series()
    {
        var detector = new AnomalyDetector(AnomalySettings.Stream);
        var series = Series("walk", 9_000, seed: 2);
        var sizes = new List<int>();
        for (var i = 0; i < series.Length; i++)
        {
            detector.Next(At(i, AnomalySettings.Stream), series[i]);
            if (i is 4_500 or 8_999) sizes.Add(detector.Save().Length);
        }

        Assert.InRange(sizes[1], 1, 300_000);
        Assert.InRange(sizes[1], sizes[0] * 0.9, sizes[0] * 1.1);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_number_is_refused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AnomalyDetector(AnomalySettings.Stream).Next(Start, value));

    [Fact]
    public void What_is_no_saved_detector_is_refused() => Assert.Throws<JsonException>(() => AnomalyDetector.Restore("{}"));

    private static Anomaly[] Scores(double[] series, AnomalySettings settings)
    {
        var detector = new AnomalyDetector(settings);
        return [.. series.Select((value, i) => detector.Next(At(i, settings), value))];
    }

    private static DateTimeOffset At(int row, AnomalySettings settings) => settings.ByDayOfWeek ? Start.AddDays(row) : Start.AddMinutes(5 * row);

    // A fixed generator of our own: the figures stay the same with every version of the framework.
    private static double[] Series(string kind, int count, ulong seed)
    {
        double Chance()
        {
            seed = (seed * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407;
            return (seed >> 11) / (double)(1UL << 53);
        }

        double Noise() => Chance() + Chance() + Chance() - 1.5;
        var walked = 50.0;
        return [.. Enumerable.Range(0, count).Select(i => kind switch
        {
            "noise" => 100 + (10 * Noise()),
            "rhythm" => 100 + (40 * Math.Sin(i * 2 * Math.PI / 288)) + (4 * Noise()),
            "counts" => Math.Floor(6 * Chance() * Chance()),
            "flat" => 45,
            "steps" => (i / 36 % 2 == 0 ? 20 : 80) + Noise(),
            "walk" => walked += (0.2 * Noise()) + (0.01 * (50 - walked)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        })];
    }
}
