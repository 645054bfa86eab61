using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Artisan.Platform.Storage;
using Artisan.Testing.Host;
using Azure.Core;

namespace Artisan.Areas.Tests.Value;

public sealed class CrashingWhilePushingTests(CrashingWhilePushingTests.Lab lab) : IClassFixture<CrashingWhilePushingTests.Lab>
{
    /// <summary>Whatever call of a push breaks, the push is sent again to an instance that knows nothing.</summary>
    [Fact]
    public Task Whatever_breaks_the_days_are_those_of_the_points() => lab.EachCallAsync(async moments =>
    {
        var place = new Workplace(lab.Healthy);
        var client = await place.OwnerAsync();
        await moments.BreakAsync(async app =>
        {
            using var breaking = app.CreateClient(client.DefaultRequestHeaders.Authorization!.Parameter);
            foreach (var batch in Batches()) await TryAsync(breaking, batch);
        });
        foreach (var batch in Batches()) await client.PostJsonAsync("/api/value/data", batch);
        await DaysEqualPointsAsync(place, 41);
    });

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

    /// <summary>A lab that breaks what is written to data and their days.</summary>
    public sealed class Lab : CrashLab
    {
        protected override bool Breaks(Request request) => request.Uri.Path.Contains("valuedata", StringComparison.Ordinal) || request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal);
    }
}
