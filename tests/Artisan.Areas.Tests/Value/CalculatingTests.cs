using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Value;

public sealed class CalculatingTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly Workplace _place = new(shared.App);

    private sealed record Purchase(string Id, DateTimeOffset Time, decimal Amount);

    [Fact]
    public async Task Eighteen_months_give_the_figures_that_decimals_give()
    {
        var random = new Random(4711);
        var first = new DateTimeOffset(1997, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var purchases = Enumerable.Range(0, 3_000).Select(i => new Purchase($"p-{i}", first.AddMinutes(random.Next(545 * 1440)), random.Next(1, 20_000) / 100m)).ToList();
        await FiguresHoldAsync(purchases);
    }

    [Fact]
    public async Task A_log_of_real_purchases_gives_the_figures_that_decimals_give()
    {
        var purchases = CdNow() ?? [new Purchase("p-1", new DateTimeOffset(1997, 1, 1, 0, 0, 0, TimeSpan.Zero), 29.33m)];
        await FiguresHoldAsync(purchases);
    }

    [Fact]
    public async Task The_same_period_again_is_the_same_calculation_and_receipt()
    {
        var owner = await _place.OwnerAsync();
        await Definitions.PushAsync(owner, Definitions.Point("a", "350.75", "1997-01-10T12:00:00Z"), Definitions.Point("b", "1", "1997-02-01T00:00:00Z"));
        var id = await Definitions.ActivateAsync(owner);
        var first = await Definitions.RunAsync(owner, id, "1997-01");
        var again = await Definitions.RunAsync(owner, id, "1997-01", HttpStatusCode.OK);
        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Equal(("250.75", "50.15", 5015L, "USD", "1997-01", 1L), ((string)first["result"]!, (string)first["fee"]!, (long)first["feeMinorUnits"]!, (string)first["currency"]!, (string)first["period"]!, (long)first["points"]!));
        Assert.Equal("""{"baseline":"100","days":"31","price":"1"}""", first["variables"]!.ToJsonString());
        Assert.Equal("""{"amount":{"count":"1","sum":"350.75","min":"350.75","max":"350.75"}}""", first["totals"]!.ToJsonString());

        var exact = await Definitions.RunAsync(owner, id, new { from = "1997-01-01T00:00:00Z", to = "1997-02-01T00:00:00Z" }, HttpStatusCode.OK);
        Assert.Equal((string?)first["id"], (string?)exact["id"]);
        var found = await owner.GetJsonAsync($"/api/value/calculations/{(string)first["id"]!}");
        Assert.Equal(first.ToJsonString(), found.ToJsonString());
    }

    [Fact]
    public async Task Ten_callers_at_once_make_one_calculation()
    {
        var owner = await _place.OwnerAsync();
        await Definitions.PushAsync(owner, Definitions.Point("a", "350", "1997-01-10T12:00:00Z"));
        var id = await Definitions.ActivateAsync(owner);
        var ids = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            using var response = await SendRunAsync(owner, id, "1997-01");
            return (string)(await response.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
        }));
        Assert.Single(ids.Distinct());
        Assert.Single((await owner.GetJsonAsync($"/api/value/calculations?definition={id}"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_formula_that_looks_at_single_points_reads_them()
    {
        var owner = await _place.OwnerAsync();
        await Definitions.PushAsync(owner, [.. Enumerable.Range(1, 60).Select(i => Definitions.Point($"p-{i}", $"{i}", "1997-01-10T00:00:00Z"))]);
        var id = await Definitions.ActivateAsync(owner, Definitions.Body("sum(if(amount > 50, amount, 0))"));
        var calculation = await Definitions.RunAsync(owner, id, "1997-01");
        Assert.Equal(("555", "points", 60L), ((string)calculation["result"]!, (string)calculation["inputsKind"]!, (long)calculation["points"]!));
    }

    [Fact]
    public async Task The_points_of_a_calculation_are_shown_page_by_page()
    {
        var owner = await _place.OwnerAsync();
        await Definitions.PushAsync(owner, [.. Enumerable.Range(1, 7).Select(i => Definitions.Point($"p-{i}", $"{i}.50", $"1997-01-{i:00}T10:00:00Z")), Definitions.Point("next", "1", "1997-02-01T00:00:00Z")]);
        var id = (string)(await Definitions.RunAsync(owner, await Definitions.ActivateAsync(owner), "1997-01"))["id"]!;
        Assert.Null((await owner.GetJsonAsync($"/api/value/calculations/{id}"))["dataPoints"]);
        var points = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await owner.GetJsonAsync($"/api/value/calculations/{id}?points=true&limit=3{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}"))["dataPoints"]!;
            points.AddRange(page["items"]!.AsArray().Select(p => $"{p!["id"]} {p["fields"]!["amount"]}"));
            cursor = (string?)page["next"];
        }

        Assert.Equal(Enumerable.Range(1, 7).Select(i => $"p-{i} {i}.5"), points);
        await (await new Workplace(shared.App).OwnerAsync()).GetJsonAsync($"/api/value/calculations/{id}?points=true", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Baselines_can_be_measured()
    {
        var owner = await _place.OwnerAsync();
        await Definitions.PushAsync(owner,
            Definitions.Point("a", "100", "1996-11-10T00:00:00Z"), Definitions.Point("b", "200", "1996-12-10T00:00:00Z"),
            Definitions.Point("c", "500", "1997-01-10T00:00:00Z"), Definitions.Point("d", "700", "1997-02-10T00:00:00Z"));
        var mean = Definitions.Body("sum(amount) - baseline", new() { ["baseline"] = null, ["baselineFrom"] = new JsonObject { ["method"] = "mean", ["measure"] = "sum(amount)", ["from"] = "1996-11-01", ["to"] = "1997-01-01" } });
        var id = await Definitions.ActivateAsync(owner, mean);
        Assert.Equal("350", (string?)(await Definitions.RunAsync(owner, id, "1997-01"))["result"]);

        var previous = Definitions.Body("sum(amount) - baseline", new() { ["baseline"] = null, ["baselineFrom"] = new JsonObject { ["method"] = "previous", ["measure"] = "sum(amount)" } });
        id = await Definitions.ActivateAsync(owner, previous);
        Assert.Equal("200", (string?)(await Definitions.RunAsync(owner, id, "1997-02"))["result"]);
    }

    [Theory]
    [InlineData("median", "70")]
    [InlineData("trailing", "-90")]
    public async Task Baselines_can_be_a_median_or_trail_behind(string method, string result)
    {
        var owner = await _place.OwnerAsync();
        string[] amounts = ["10", "30", "20", "200", "100"];
        await Definitions.PushAsync(owner, [.. amounts.Select((amount, i) => Definitions.Point($"p-{i}", amount, $"1997-01-{i + 1:00}T12:00:00Z"))]);
        var from = method == "median"
            ? new JsonObject { ["method"] = method, ["measure"] = "sum(amount) + 5", ["from"] = "1997-01-01", ["to"] = "1997-01-05" }
            : new JsonObject { ["method"] = method, ["measure"] = "sum(amount) + 80", ["periods"] = 2 };
        var id = await Definitions.ActivateAsync(owner, Definitions.Body("sum(amount) - baseline", new() { ["schedule"] = "daily", ["baseline"] = null, ["baselineFrom"] = from }));
        Assert.Equal(result, (string?)(await Definitions.RunAsync(owner, id, "1997-01-05"))["result"]);
        var shown = (await owner.GetJsonAsync($"/api/value/definitions/{id}"))["latest"]!["baselineFrom"]!;
        Assert.Equal((method, method == "median" ? null : (int?)2), ((string)shown["method"]!, (int?)shown["periods"]));
    }

    [Fact]
    public async Task Days_end_where_the_definition_says_also_across_a_clock_change()
    {
        var owner = await _place.OwnerAsync();
        await Definitions.PushAsync(owner, Definitions.Point("a", "1", "1997-03-31T21:59:59Z"), Definitions.Point("b", "10", "1997-03-31T22:00:00Z"), Definitions.Point("c", "100", "1997-02-28T23:00:00Z"));
        var id = await Definitions.ActivateAsync(owner, Definitions.Body("sum(amount)", new() { ["timeZone"] = "Europe/Berlin" }));
        var march = await Definitions.RunAsync(owner, id, "1997-03");
        Assert.Equal(("101", "1997-02-28T23:00:00+00:00", "1997-03-31T22:00:00+00:00", "31"), ((string)march["result"]!, (string)march["from"]!, (string)march["to"]!, (string)march["variables"]!["days"]!));
        Assert.Equal("10", (string?)(await Definitions.RunAsync(owner, id, "1997-04"))["result"]);
    }

    [Fact]
    public async Task Periods_that_are_open_or_none_are_refused()
    {
        var owner = await _place.OwnerAsync();
        var id = await Definitions.ActivateAsync(owner);
        Assert.Equal("value.period_open", (string?)(await Definitions.RunAsync(owner, id, "2098-01", HttpStatusCode.Conflict))["code"]);
        foreach (object period in new object[] { "1997-13", "January", "", new { from = "1997-01-02T00:00:00Z", to = "1997-02-01T00:00:00Z" } })
        {
            Assert.Equal("value.period_unknown", (string?)(await Definitions.RunAsync(owner, id, period, HttpStatusCode.BadRequest))["code"]);
        }
    }

    [Fact]
    public async Task A_formula_without_a_result_says_where_and_writes_nothing()
    {
        var owner = await _place.OwnerAsync();
        var id = await Definitions.ActivateAsync(owner, Definitions.Body("sum(amount) / count()"));
        var problem = await Definitions.RunAsync(owner, id, "1997-01", HttpStatusCode.UnprocessableEntity);
        Assert.Equal(("value.formula_failed", "formula.division_by_zero", 14), ((string)problem["code"]!, (string)problem["formulaCode"]!, (int)problem["position"]!));
        Assert.Empty((await owner.GetJsonAsync("/api/value/calculations"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Trying_a_formula_gives_what_calculating_gives_and_keeps_nothing()
    {
        var owner = await _place.OwnerAsync();
        await Definitions.PushAsync(owner, Definitions.Point("a", "350.75", "1997-01-10T12:00:00Z"));
        var tried = await owner.PostJsonAsync("/api/value/formula/evaluate", new { formula = "max(0, sum(amount) - baseline)", source = "shop", fields = new[] { "amount" }, baseline = "100", unitPrice = "2", period = "1997-01" });
        Assert.Equal(("250.75", "501.50", 1L), ((string)tried["value"]!, (string)tried["fee"]!, (long)tried["points"]!));
        Assert.Equal("""{"value":null,"fee":null,"currency":null,"points":null,"inputs":null,"error":null}""", (await owner.PostJsonAsync("/api/value/formula/evaluate", new { formula = "count()", period = (string?)null })).ToJsonString());
        Assert.Equal("formula.division_by_zero", (string?)(await owner.PostJsonAsync("/api/value/formula/evaluate", new { formula = "1 / count()", source = "none", period = "1997-01" }))["error"]!["code"]);
    }

    [Fact]
    public async Task A_calculation_of_a_month_costs_the_same_however_many_points_it_has()
    {
        var owner = await _place.OwnerAsync();
        var id = await Definitions.ActivateAsync(owner);
        await Definitions.PushAsync(owner, Definitions.Point("a", "1", "1997-01-10T00:00:00Z"), Definitions.Point("z", "1", "1997-02-10T00:00:00Z"));
        var few = await CostAsync(owner, id, "1997-02");
        await Definitions.PushAsync(owner, [.. Enumerable.Range(0, 900).Select(i => Definitions.Point($"p-{i}", $"{i}", $"1997-01-{1 + (i % 31):00}T00:00:00Z"))]);
        Assert.Equal(3, await CostAsync(owner, id, "1997-01"));
        Assert.InRange(few, 3, 4);
    }

    [Fact]
    public async Task Lists_and_single_calculations_cost_at_most_three_reads()
    {
        var owner = await _place.OwnerAsync();
        var id = await Definitions.ActivateAsync(owner);
        var calculation = (string)(await Definitions.RunAsync(owner, id, "1997-01"))["id"]!;
        Assert.Equal(2, await ReadsAsync(owner, $"/api/value/calculations/{calculation}"));
        Assert.Equal(1, await ReadsAsync(owner, "/api/value/calculations"));
        Assert.Equal(1, await ReadsAsync(owner, $"/api/value/calculations?definition={id}"));
        Assert.Equal(1, await ReadsAsync(owner, "/api/value/definitions"));
        Assert.Equal(2, await ReadsAsync(owner, $"/api/value/definitions/{id}"));
    }

    private async Task FiguresHoldAsync(IReadOnlyList<Purchase> purchases)
    {
        var owner = await _place.OwnerAsync();
        await Definitions.PushAsync(owner, [.. purchases.Select(p => Definitions.Point(p.Id, p.Amount.ToString(CultureInfo.InvariantCulture), p.Time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)))]);
        var id = await Definitions.ActivateAsync(owner);
        for (var month = 0; month < 18; month++)
        {
            var from = new DateTimeOffset(1997, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(month);
            var amounts = purchases.Where(p => p.Time >= from && p.Time < from.AddMonths(1)).Select(p => p.Amount).ToList();
            var result = Math.Max(0, amounts.Sum() - 100);
            var fee = Math.Round(Math.Min(result * 0.2m, 5000) * 100, MidpointRounding.AwayFromZero);
            var calculation = await Definitions.RunAsync(owner, id, from.ToString("yyyy-MM", CultureInfo.InvariantCulture));
            Assert.Equal(result, decimal.Parse((string)calculation["result"]!, CultureInfo.InvariantCulture));
            Assert.Equal(fee, (long)calculation["feeMinorUnits"]!);
            Assert.Equal(amounts.Count, (long)calculation["points"]!);
        }

        var listed = (await owner.GetJsonAsync("/api/value/calculations"))["items"]!.AsArray().Select(c => (string)c!["period"]!).ToList();
        Assert.Equal(listed.OrderDescending(StringComparer.Ordinal), listed);
        Assert.Equal(18, listed.Count);
    }

    private static List<Purchase>? CdNow()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "data", "cdnow", "CDNOW_sample.txt");
            if (!File.Exists(file)) continue;
            return [.. File.ReadLines(file).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(c => c.Length == 5).Select((c, i) =>
                new Purchase($"{c[0]}-{i}", DateTimeOffset.ParseExact(c[2], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), decimal.Parse(c[4], CultureInfo.InvariantCulture)))];
        }

        return null;
    }

    private static async Task<HttpResponseMessage> SendRunAsync(HttpClient client, string id, string period)
    {
        using var content = new StringContent($$"""{"definitionId":"{{id}}","period":"{{period}}"}""", System.Text.Encoding.UTF8, "application/json");
        return await client.PostAsync(new Uri("/api/value/calculations/run", UriKind.Relative), content);
    }

    private static async Task<int> CostAsync(HttpClient client, string id, string period)
    {
        using var response = await SendRunAsync(client, id, period);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return ServerTiming.Of(response);
    }

    private static async Task<int> ReadsAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return ServerTiming.Of(response);
    }
}
