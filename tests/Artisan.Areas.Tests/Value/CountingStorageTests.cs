using System.Net;
using System.Text;
using System.Text.Json;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Value;

/// <summary>What calls cost in storage operations beside the gate and the doorbell; a write has a budget of three.</summary>
public sealed class CountingStorageTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly Workplace _place = new(shared.App);

    [Fact]
    public async Task Activating_costs_three_operations_the_first_time_and_with_every_version()
    {
        var owner = await _place.OwnerAsync();
        var id = await Definitions.CreateAsync(owner);
        Assert.Equal(3, await CostAsync(owner, $"/api/value/definitions/{id}/activate", new { }, HttpStatusCode.OK));

        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/value/definitions/{id}") { Content = Text(Definitions.Body(with: new() { ["baseline"] = "90" })) };
        request.Headers.Add("If-Match", "*");
        using var second = await owner.SendAsync(request);
        Assert.True(second.IsSuccessStatusCode, await second.Content.ReadAsStringAsync());
        Assert.Equal(3, await CostAsync(owner, $"/api/value/definitions/{id}/activate", new { }, HttpStatusCode.OK));
    }

    [Fact]
    public async Task A_calculation_costs_three_operations_and_one_more_where_it_replaces_another()
    {
        var owner = await _place.OwnerAsync();
        await Definitions.PushAsync(owner, Definitions.Point("a", "300", "1997-01-10T00:00:00Z"));
        var id = await Definitions.ActivateAsync(owner);
        // The time zone of a source is read once in a process.
        await Definitions.RunAsync(owner, id, "1997-03");

        object january = new { definitionId = id, period = "1997-01" };
        Assert.Equal(3, await CostAsync(owner, "/api/value/calculations/run", january, HttpStatusCode.Created));
        Assert.Equal(3, await CostAsync(owner, "/api/value/calculations/run", january, HttpStatusCode.OK));
        await Definitions.PushAsync(owner, Definitions.Point("b", "50", "1997-01-11T00:00:00Z"));
        Assert.Equal(4, await CostAsync(owner, "/api/value/calculations/run", january, HttpStatusCode.Created));
    }

    [Fact]
    public async Task Another_process_that_knows_nothing_of_a_calculation_finds_and_replaces_it()
    {
        var owner = await _place.OwnerAsync();
        await Definitions.PushAsync(owner, Definitions.Point("a", "300", "1997-01-10T00:00:00Z"));
        var id = await Definitions.ActivateAsync(owner);
        var first = await Definitions.RunAsync(owner, id, "1997-01");

        await using var other = await ArtisanApp.StartAsync(shared.App);
        var there = await _place.MemberAsync(Artisan.Platform.Access.Role.Owner, Artisan.Platform.Access.Hats.None, other);
        Assert.Equal((string?)first["id"], (string?)(await Definitions.RunAsync(there, id, "1997-01", HttpStatusCode.OK))["id"]);
        await Definitions.PushAsync(owner, Definitions.Point("b", "50", "1997-01-11T00:00:00Z"));
        await using var third = await ArtisanApp.StartAsync(shared.App);
        var replaced = await Definitions.RunAsync(await _place.MemberAsync(Artisan.Platform.Access.Role.Owner, Artisan.Platform.Access.Hats.None, third), id, "1997-01");
        Assert.Equal(((string?)first["id"], "250"), ((string?)replaced["replaces"], (string?)replaced["result"]));
    }

    private static StringContent Text(object body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");

    private static async Task<int> CostAsync(HttpClient client, string path, object body, HttpStatusCode expected)
    {
        using var response = await client.PostAsync(path, Text(body));
        Assert.True(response.StatusCode == expected, await response.Content.ReadAsStringAsync());
        return ServerTiming.Of(response);
    }
}
