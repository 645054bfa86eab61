using System.Net;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Value;

public sealed class SupersedingTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly Workplace _place = new(shared.App);

    [Fact]
    public async Task Changed_inputs_give_a_new_calculation_that_names_the_one_it_replaces()
    {
        var owner = await _place.OwnerAsync();
        await Definitions.PushAsync(owner, Definitions.Point("a", "300", "1997-01-10T00:00:00Z"));
        var id = await Definitions.ActivateAsync(owner);
        var first = await Definitions.RunAsync(owner, id, "1997-01");
        await Definitions.PushAsync(owner, Definitions.Point("a", "400", "1997-01-10T00:00:00Z", correct: true));
        var second = await Definitions.RunAsync(owner, id, "1997-01");
        Assert.Equal((string?)first["id"], (string?)second["replaces"]);
        Assert.Equal("300", (string?)second["result"]);
        Assert.NotEqual((string?)first["receiptId"], (string?)second["receiptId"]);

        var old = await owner.GetJsonAsync($"/api/value/calculations/{(string)first["id"]!}");
        Assert.Equal((string?)second["id"], (string?)old["supersededBy"]);
        Assert.Equal("200", (string?)old["result"]);
        Assert.Null((await owner.GetJsonAsync($"/api/value/calculations/{(string)second["id"]!}"))["supersededBy"]);
    }

    [Fact]
    public async Task Going_back_to_the_first_inputs_is_a_third_calculation()
    {
        var owner = await _place.OwnerAsync();
        await Definitions.PushAsync(owner, Definitions.Point("a", "300", "1997-01-10T00:00:00Z"));
        var id = await Definitions.ActivateAsync(owner);
        var first = await Definitions.RunAsync(owner, id, "1997-01");
        foreach (var amount in new[] { "400", "300" })
        {
            await Definitions.PushAsync(owner, Definitions.Point("a", amount, "1997-01-10T00:00:00Z", correct: true));
            await Definitions.RunAsync(owner, id, "1997-01");
        }

        var items = (await owner.GetJsonAsync($"/api/value/calculations?definition={id}"))["items"]!.AsArray();
        Assert.Equal(["200", "300", "200"], items.Select(i => (string?)i!["result"]));
        Assert.Equal((string?)first["inputsHash"], (string?)items[0]!["inputsHash"]);
    }

    [Fact]
    public async Task A_list_tells_what_is_superseded_also_across_its_pages()
    {
        var owner = await _place.OwnerAsync();
        await Definitions.PushAsync(owner, Definitions.Point("a", "300", "1997-01-10T00:00:00Z"));
        var id = await Definitions.ActivateAsync(owner);
        for (var i = 0; i < 3; i++)
        {
            await Definitions.PushAsync(owner, Definitions.Point($"b-{i}", "1", "1997-01-10T00:00:00Z"));
            await Definitions.RunAsync(owner, id, "1997-01");
        }

        await Definitions.RunAsync(owner, id, "1997-02");
        foreach (var list in new[] { $"/api/value/calculations?definition={id}", "/api/value/calculations?" })
        {
            var whole = (await owner.GetJsonAsync(list))["items"]!.AsArray();
            Assert.Equal(["1997-02", "1997-01", "1997-01", "1997-01"], whole.Select(i => (string?)i!["period"]));
            Assert.Equal([null, null, (string?)whole[1]!["id"], (string?)whole[2]!["id"]], whole.Select(i => (string?)i!["supersededBy"]));

            var paged = new List<string?>();
            for (string? cursor = ""; cursor is not null;)
            {
                var page = await owner.GetJsonAsync($"{list}&limit=1{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
                paged.Add((string?)page["items"]![0]!["supersededBy"]);
                cursor = (string?)page["next"];
            }

            Assert.Equal(whole.Select(i => (string?)i!["supersededBy"]), paged);
        }
    }

    [Fact]
    public async Task Another_workspaces_calculation_is_not_there()
    {
        var owner = await _place.OwnerAsync();
        var id = await Definitions.ActivateAsync(owner);
        var calculation = (string)(await Definitions.RunAsync(owner, id, "1997-01"))["id"]!;
        var stranger = await new Workplace(shared.App).OwnerAsync();
        await stranger.GetJsonAsync($"/api/value/calculations/{calculation}", HttpStatusCode.NotFound);
        Assert.Empty((await stranger.GetJsonAsync("/api/value/calculations"))["items"]!.AsArray());
        Assert.Empty((await stranger.GetJsonAsync($"/api/value/calculations?definition={id}"))["items"]!.AsArray());
    }
}
