using Artisan.Benchmarks.Measuring;
using Artisan.Benchmarks.Reporting;
using Artisan.Testing;

namespace Artisan.Benchmarks.Starting;

/// <summary>How long the published handler takes until it answers, against an empty ASP.NET Core app that is published the same way.</summary>
internal sealed class StartBenchmark : IBenchmark
{
    private static readonly string[] FirstCalls = ["/api/health", "/api/receipts/keys"];

    public string Name => "start";

    public async Task<IReadOnlyList<ResultTable>> RunAsync(Run run, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("artisan-start-").FullName;
        try
        {
            await run.SayAsync("  publishing the handler and an empty app …");
            var handler = await Publishing.RunAsync(Path.Combine(Repository.Root, "src", "Artisan.Host", "Artisan.Host.csproj"), Path.Combine(folder, "handler"), ct);
            var empty = await Publishing.RunAsync(await EmptyApp.WriteAsync(Path.Combine(folder, "empty"), ct), Path.Combine(folder, "empty-published"), ct);
            return [await MeasureAsync(run, handler, empty, Settings(folder), ct)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<ResultTable> MeasureAsync(Run run, string handler, string empty, Dictionary<string, string> settings, CancellationToken ct)
    {
        var starts = run.Of(15, 3);
        // The first start makes keys and rows, and everybody's files are in memory after it.
        foreach (var path in FirstCalls) await StartedApp.StartAsync(handler, settings, path, ct);
        await StartedApp.StartAsync(empty, settings, null, ct);

        var (bare, own) = (new List<StartTimes>(), FirstCalls.ToDictionary(p => p, _ => new List<StartTimes>()));
        for (var i = 0; i < starts; i++)
        {
            foreach (var path in FirstCalls)
            {
                bare.Add(await StartedApp.StartAsync(empty, settings, null, ct));
                own[path].Add(await StartedApp.StartAsync(handler, settings, path, ct));
            }
        }

        var emptyReady = new Samples(bare.Select(t => t.Ready));
        var ready = new Samples(own.Values.SelectMany(t => t).Select(t => t.Ready));
        var table = new ResultTable(Name, "from the start of the process to an answer", "what", "median ms", "p95 ms", "least ms", "against the empty app");
        table.Add("empty app, GET /", Cell.Of(emptyReady.Median, "0"), Cell.Of(emptyReady.P95, "0"), Cell.Of(emptyReady.Least, "0"), "");
        table.Add("handler, GET / (ready)", Cell.Of(ready.Median, "0"), Cell.Of(ready.P95, "0"), Cell.Of(ready.Least, "0"), Cell.Ratio(ready.Median / emptyReady.Median, 1.1));
        foreach (var (path, times) in own)
        {
            var call = new Samples(times.Select(t => t.FirstCall));
            table.Add($"handler, then GET {path}", Cell.Of(call.Median, "0"), Cell.Of(call.P95, "0"), Cell.Of(call.Least, "0"), Cell.Ratio(call.Median / emptyReady.Median, 2));
        }

        return table
            .Note($"{starts * FirstCalls.Length} starts of each, in turn, both self-contained and ready to run; the ratio is that of the medians.")
            .Note("The empty app has one endpoint, so its first answer is its first call. The handler answers GET / before anything else is built.")
            .Note("Both calls reach a storage emulator that is running already; environment Development, local keys that exist already.");
    }

    private static Dictionary<string, string> Settings(string folder) => new()
    {
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["AzureWebJobsStorage"] = AzuriteFixture.TakeAccount(),
        ["Api__PublicUrl"] = "https://app.artisan.test",
        ["DataFolder"] = Path.Combine(folder, "data"),
    };
}
