using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Tests.Support;
using Artisan.Areas.Tests.Value;
using Artisan.Platform.Access;
using Artisan.Testing;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Dashboard;

public sealed class LookingAtTheDashboardTests : IAsyncLifetime
{
    private const string Path = "/api/dashboard";

    private readonly FakeTime _time = new(TimeProvider.System.GetUtcNow());
    private ArtisanApp _app = null!;
    private Workplace _place = null!;
    private HttpClient _owner = null!;

    public async Task InitializeAsync()
    {
        _app = await ArtisanApp.StartAsync(time: _time);
        _place = new Workplace(_app);
        _owner = await _place.OwnerAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_new_workspace_has_everything_before_it()
    {
        var glance = await _owner.GetJsonAsync(Path);
        Assert.Empty(glance["value"]!.AsArray());
        Assert.Equal((0, 5, null), ((int)glance["setup"]!["stepsDone"]!, (int)glance["setup"]!["steps"]!, glance["setup"]!["completedAt"]));
        Assert.Equal((0, 0), ((int)glance["alerts"]!["critical"]!, (int)glance["approvals"]!["open"]!));
        Assert.Empty(glance["tickets"]!.AsArray());
        Assert.Equal("free", (string?)glance["usage"]!["plan"]);
    }

    [Fact]
    public async Task What_is_known_costs_one_read_and_what_is_not_ten_operations_at_most()
    {
        await MeasureAsync();
        // The first look of all makes the table.
        await (await new Workplace(_app).OwnerAsync()).GetJsonAsync(Path);

        Assert.InRange(await CostAsync(_owner), 5, 10);
        Assert.Equal(1, await CostAsync(_owner));
        Assert.Equal(1, await CostAsync(await _place.MemberAsync(Role.Viewer, Hats.None)));
    }

    [Fact]
    public async Task It_is_looked_up_anew_after_five_minutes_and_when_something_happens()
    {
        var first = At(await _owner.GetJsonAsync(Path));
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(first, At(await _owner.GetJsonAsync(Path)));
        _time.Advance(TimeSpan.FromMinutes(2));
        var second = At(await _owner.GetJsonAsync(Path));
        Assert.NotEqual(first, second);

        await MeasureAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        var changed = await _owner.GetJsonAsync(Path);
        Assert.NotEqual(second, At(changed));
        var value = Assert.Single(changed["value"]!.AsArray())!;
        var periods = value["periods"]!.AsArray();
        Assert.Equal(["1997-01", "1997-02"], periods.Select(p => (string)p!["period"]!));
        // What was measured is the sum that the formula reads, held against its baseline; of a period the newest calculation counts.
        Assert.Equal(("350", "100", "250"), ((string?)periods[0]!["measured"], (string?)periods[0]!["baseline"], (string?)periods[0]!["result"]));
    }

    [Fact]
    public async Task One_known_dashboard_shows_everybody_his_own_tickets()
    {
        var (bob, eve) = (await _place.MemberAsync(Role.Member, Hats.None), await _place.MemberAsync(Role.Viewer, Hats.None));
        var (mine, closed) = (await bob.OpenAsync("Mine"), await bob.OpenAsync("Closed"));
        await bob.ChangeAsync(closed, new { state = "closed" });
        await _app.SettleAsync();

        Assert.Equal([mine], Tickets(await _owner.GetJsonAsync(Path)));
        Assert.Equal([mine], Tickets(await bob.GetJsonAsync(Path)));
        Assert.Empty(Tickets(await eve.GetJsonAsync(Path)));
        Assert.DoesNotContain("usr_", (await eve.GetJsonAsync(Path)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workspaces_do_not_see_each_other()
    {
        await MeasureAsync();
        Assert.Single((await _owner.GetJsonAsync(Path))["value"]!.AsArray());
        Assert.Empty((await (await new Workplace(_app).OwnerAsync()).GetJsonAsync(Path))["value"]!.AsArray());
    }

    private async Task MeasureAsync()
    {
        await Definitions.PushAsync(_owner, Definitions.Point("a", "300", "1997-01-10T00:00:00Z"));
        var id = await Definitions.ActivateAsync(_owner);
        await Definitions.RunAsync(_owner, id, "1997-01");
        await Definitions.RunAsync(_owner, id, "1997-02");
        await Definitions.PushAsync(_owner, Definitions.Point("b", "50", "1997-01-11T00:00:00Z"));
        await Definitions.RunAsync(_owner, id, "1997-01");
        await _app.SettleAsync();
    }

    private static string At(JsonNode glance) => (string)glance["calculatedAt"]!;

    private static IEnumerable<string> Tickets(JsonNode glance) => glance["tickets"]!.AsArray().Select(t => (string)t!["id"]!);

    private static async Task<int> CostAsync(HttpClient client)
    {
        using var response = await client.GetAsync(new Uri(Path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return ServerTiming.Of(response);
    }
}
