using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Artisan.Platform.Access;
using Artisan.Platform.Storage;
using Artisan.Testing;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Value;

public sealed class CrashingWhilePushingTests
{
    /// <summary>Breaks every storage call of a push in turn, in every way, and sends it again to an instance that knows nothing.</summary>
    [Theory]
    [InlineData(Fault.NeverSent)]
    [InlineData(Fault.AnswerLost)]
    [InlineData(Fault.AnswerReplaced)]
    [InlineData(Fault.ProcessDiesBefore)]
    [InlineData(Fault.ProcessDiesAfter)]
    public async Task Whatever_breaks_the_days_are_those_of_the_points(Fault fault)
    {
        var faults = new FaultInjectionPolicy(request => request.Uri.Path.Contains("valuedata", StringComparison.Ordinal) || request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal));
        await using var healthy = await ArtisanApp.StartAsync();
        await using var breaking = await ArtisanApp.StartAsync(sharing: healthy, policies: [faults]);
        for (var call = 1; call <= 12; call++)
        {
            faults.Reset();
            var place = new Workplace(healthy);
            var client = await place.MemberAsync(Role.Owner, Hats.None, breaking);
            var retry = await place.OwnerAsync();
            faults.Reset();
            faults.Inject(fault, call);
            foreach (var batch in Batches()) await TryAsync(client, batch);
            await breaking.Services.SettledAsync();
            var reached = faults.Calls >= call;
            faults.Reset();

            foreach (var batch in Batches()) await retry.PostJsonAsync("/api/value/data", batch);
            await DaysEqualPointsAsync(place, 41);
            if (!reached) return;
        }
    }

    private static IEnumerable<JsonNode> Batches()
    {
        yield return Batch(Enumerable.Range(0, 20).Select(i => ($"a-{i}", $"{i}.5", 1 + (i % 3))));
        yield return Batch(Enumerable.Range(0, 20).Select(i => ($"b-{i}", $"{i}", 2)).Append(("a-3", "3.5", 1)));
        yield return Batch([("c", "7", 9)]);
        yield return Batch([("c", "8", 3)], correct: true);
    }

    private static JsonObject Batch(IEnumerable<(string Id, string Amount, int Day)> points, bool correct = false) => new()
    {
        ["points"] = new JsonArray([.. points.Select(p =>
        {
            var point = new JsonObject { ["source"] = "shop", ["id"] = p.Id, ["time"] = $"1997-01-{p.Day:00}T10:00:00Z", ["fields"] = new JsonObject { ["amount"] = p.Amount } };
            if (correct) point["correct"] = true;
            return (JsonNode)point;
        })]),
    };

    private static async Task TryAsync(HttpClient client, JsonNode batch)
    {
        using var content = JsonContent.Create(batch);
        await content.LoadIntoBufferAsync();
        using var response = await client.PostAsync(new Uri("/api/value/data", UriKind.Relative), content);
        Assert.True(response.IsSuccessStatusCode || (int)response.StatusCode >= 500 || response.StatusCode is HttpStatusCode.Unauthorized, await response.Content.ReadAsStringAsync());
    }

    private static async Task DaysEqualPointsAsync(Workplace place, int expected)
    {
        var data = place.Data("shop");
        var points = new List<(string Day, decimal Amount)>();
        await foreach (var row in data.RangeAsync(RowRange.Prefix("t|"), CancellationToken.None))
        {
            points.Add((row.RowKey[2..12], decimal.Parse((string)JsonNode.Parse(row.GetString("fields")!)!["amount"]!, CultureInfo.InvariantCulture)));
        }

        Assert.Equal(expected, points.Count);
        var days = new Dictionary<string, (long Points, decimal Sum)>();
        await foreach (var row in data.RangeAsync(RowRange.Prefix("agg|"), CancellationToken.None))
        {
            var totals = JsonNode.Parse(row.GetString("totals")!)!;
            if (totals["points"]!.GetValue<string>() == "0") continue;
            days[row.RowKey[4..]] = (long.Parse((string)totals["points"]!, CultureInfo.InvariantCulture), decimal.Parse((string)totals["fields"]!["amount"]!["sum"]!, CultureInfo.InvariantCulture));
        }

        Assert.Equal(points.GroupBy(p => p.Day).ToDictionary(g => g.Key, g => ((long)g.Count(), g.Sum(p => p.Amount))), days);
    }
}
