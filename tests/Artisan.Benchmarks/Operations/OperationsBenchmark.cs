using Artisan.Benchmarks.Reporting;
using Artisan.Platform.Access;
using Artisan.Testing.Host;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Benchmarks.Operations;

/// <summary>How many storage operations a call of each endpoint needs, as the app itself counts them. Nothing here depends on how busy the machine is.</summary>
internal sealed class OperationsBenchmark : IBenchmark
{
    private const string Gate = "gate";
    private const string Doorbell = "doorbell";

    public string Name => "operations";

    public async Task<IReadOnlyList<ResultTable>> RunAsync(Run run, CancellationToken ct)
    {
        await using var app = await ArtisanApp.StartAsync();
        var costs = new CallCosts();
        await run.SayAsync("  one pass that counts for nothing …");
        await new Scenario(app, new CallCosts()).RunAsync(0);
        for (var pass = 1; pass <= 3; pass++)
        {
            await run.SayAsync($"  pass {pass} …");
            await new Scenario(app, costs).RunAsync(pass * 3);
        }

        var table = new ResultTable(Name, "storage operations of a call", "endpoint", "storage", "gate", "doorbell", "others apart");
        foreach (var endpoint in costs.Endpoints)
        {
            var (least, most) = (costs.LeastStorage(endpoint), costs.MostStorage(endpoint));
            var others = costs.Categories(endpoint).Where(c => c is not (Gate or Doorbell)).Select(c => $"{c} {costs.MostApart(endpoint, c)}");
            table.Add(endpoint, least == most ? $"{most}" : $"{least} to {most}", $"{costs.LeastApart(endpoint, Gate)}", $"{costs.MostApart(endpoint, Doorbell)}", string.Join(", ", others));
        }

        table.Note("From the header Server-Timing of a warm app, three passes of a new customer's first hour; where passes differ, both ends are shown. A transaction is one operation, a page of a query too.")
            .Note("Gate: the read that admits the caller; once in 20 calls his rate limit adds a read and a write, left out here. Doorbell: the queue message before a commit that sends something, at most one for a partition in 30 seconds. Limits: tries that are counted in storage. Outbox: what is handed over before the answer.")
            .Note("A merged write is counted at the call that began the transaction. What is streamed after the first byte (export) is not in the header.");
        var missing = Mapped(app).Except(costs.Endpoints.Select(e => e.Split(" (")[0])).ToList();
        if (missing.Count > 0) table.Note($"Not called: {string.Join(", ", missing)}.");
        return [table];
    }

    private static IEnumerable<string> Mapped(ArtisanApp app) => app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<AccessRule>() is not null)
        .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => $"{m} /{e.RoutePattern.RawText!.Trim('/')}"));
}
