using Artisan.Benchmarks.Reporting;
using Artisan.Value.Anomalies;

namespace Artisan.Benchmarks.Anomalies;

/// <summary>How often the detector alerts on daily figures that nothing is wrong with: made-up ones of the kinds that companies have, from the second year on.</summary>
internal sealed class FalseAlarmsBenchmark : IBenchmark
{
    private const int Series = 60;
    private const int Years = 4;
    private const int Year = 365;

    // What the sensitivities low, normal and high of alerts go by.
    private static readonly (string Name, double Score)[] Sensitivities = [("low", 0.72), ("normal", 0.65), ("high", 0.55)];

    private static readonly (string Name, Func<Random, int, double> Value)[] Kinds =
    [
        ("revenue, weaker at weekends", (random, day) => (day % 7 < 5 ? 1_000 : 600) * Math.Exp(0.15 * Normal(random))),
        ("orders, some 40 a day", (random, day) => Poisson(random, day % 7 < 5 ? 45 : 28)),
        ("churn, one or two a day", (random, _) => Poisson(random, 1.5)),
        ("growth of 40 % a year", (random, day) => 500 * Math.Exp((0.34 * day / Year) + (0.1 * Normal(random)))),
        ("large deals, long tails", (random, _) => 200 * Math.Exp(0.9 * Normal(random))),
    ];

    public string Name => "false-alarms";

    public Task<IReadOnlyList<ResultTable>> RunAsync(Run run, CancellationToken ct)
    {
        var table = new ResultTable(Name, $"alerts a year on {Series} made-up daily series of each kind, nothing wrong", ["kind", .. Sensitivities.Select(s => s.Name)]);
        var sums = new double[Sensitivities.Length];
        foreach (var (name, value) in Kinds)
        {
            var alerts = Count(new Random(29), value);
            table.Add([name, .. alerts.Select(a => Cell.Of(a))]);
            for (var i = 0; i < sums.Length; i++) sums[i] += alerts[i] / Kinds.Length;
        }

        table.Add(["mean", .. sums.Select(s => Cell.Of(s))]);
        return Task.FromResult<IReadOnlyList<ResultTable>>([table.Note("The first year is not counted: the detector learns what is usual in it.")]);
    }

    private static double[] Count(Random random, Func<Random, int, double> value)
    {
        var alerts = new int[Sensitivities.Length];
        for (var series = 0; series < Series; series++)
        {
            var detector = new AnomalyDetector(AnomalySettings.Daily);
            for (var day = 0; day < Years * Year; day++)
            {
                var score = detector.Next(DateTimeOffset.UnixEpoch.AddDays(day), value(random, day)).Score;
                for (var i = 0; i < alerts.Length && day >= Year; i++) if (score >= Sensitivities[i].Score) alerts[i]++;
            }
        }

        return [.. alerts.Select(a => (double)a / (Series * (Years - 1)))];
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Poisson(Random random, double mean)
    {
        var (count, product, least) = (0, random.NextDouble(), Math.Exp(-mean));
        for (; product > least; product *= random.NextDouble()) count++;
        return count;
    }
}
