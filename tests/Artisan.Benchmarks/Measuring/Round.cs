using System.Diagnostics;

namespace Artisan.Benchmarks.Measuring;

/// <summary>What a number of parallel callers measured, each making one call after the other.</summary>
internal sealed record Round(Samples Calls, TimeSpan Wall)
{
    public double PerSecond => Calls.Count / Wall.TotalSeconds;

    /// <summary>Runs <paramref name="callers"/> callers with <paramref name="each"/> calls each; a call is told its caller and its number.</summary>
    public static async Task<Round> OfAsync(int callers, int each, Func<int, int, Task> call)
    {
        var times = new double[callers * each];
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var n = 0; n < each; n++)
            {
                var began = Stopwatch.GetTimestamp();
                await call(caller, n);
                times[(caller * each) + n] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }
        })));
        return new Round(new Samples(times), Stopwatch.GetElapsedTime(started));
    }
}
