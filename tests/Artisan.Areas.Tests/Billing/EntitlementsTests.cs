using System.Net;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Areas.Tests.Value;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing;

public sealed class EntitlementsTests : IAsyncLifetime
{
    private readonly FakeTime _time = new(new DateTimeOffset(2026, 5, 10, 12, 0, 0, TimeSpan.Zero));
    private readonly FaultInjectionPolicy _faults = new(request => request.Uri.Path.Contains("billing", StringComparison.Ordinal));
    private ArtisanApp _app = null!;
    private Meters _meters = null!;

    private IEntitlements Entitlements => _app.Services.GetRequiredService<IEntitlements>();

    public async Task InitializeAsync()
    {
        _app = await ArtisanApp.StartAsync(time: _time, policies: [_faults]);
        _meters = new Meters(_app);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_feature_outside_the_plan_names_the_smallest_plan_with_it()
    {
        Assert.Null(await Entitlements.RequireAsync(_meters.Id, PlanFeatures.BasicAi, CancellationToken.None));
        var fault = (await Entitlements.RequireAsync(_meters.Id, PlanFeatures.Workflows, CancellationToken.None))!;
        Assert.Equal((402, "billing.feature_not_in_plan", "workflows", "professional"), (fault.Status, fault.Code, fault.More["feature"], fault.More["plan"]));
    }

    [Fact]
    public async Task A_changed_plan_is_known_at_once_here_and_within_30_seconds_elsewhere()
    {
        Assert.NotNull(await Entitlements.RequireAsync(_meters.Id, PlanFeatures.Workflows, CancellationToken.None));
        await _meters.SubscribeAsync("professional");
        Assert.NotNull(await Entitlements.RequireAsync(_meters.Id, PlanFeatures.Workflows, CancellationToken.None));
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await Entitlements.RequireAsync(_meters.Id, PlanFeatures.Workflows, CancellationToken.None));
        await _meters.SubscribeAsync("free");
        Entitlements.Forget(_meters.Id);
        Assert.NotNull(await Entitlements.RequireAsync(_meters.Id, PlanFeatures.Workflows, CancellationToken.None));
    }

    [Fact]
    public async Task Features_cost_a_read_in_30_seconds_and_limits_one_each_time()
    {
        await Entitlements.GetAsync(_meters.Id, CancellationToken.None);
        _faults.Reset();
        for (var i = 0; i < 10; i++) await Entitlements.RequireAsync(_meters.Id, PlanFeatures.Workflows, CancellationToken.None);
        Assert.Equal(0, _faults.Calls);
        Assert.Equal(50, await Entitlements.LimitAsync(_meters.Id, UsageMetrics.Leads, CancellationToken.None));
        Assert.Equal(1, _faults.Calls);
        await _meters.SubscribeAsync("starter", (UsageMetrics.Leads, new LimitOverride(7, false)));
        Assert.Equal(7, await Entitlements.LimitAsync(_meters.Id, UsageMetrics.Leads, CancellationToken.None));
    }

    [Fact]
    public async Task Where_the_plan_cannot_be_read_nothing_is_let_through()
    {
        _faults.Inject(Fault.NeverSent, 1, times: 100);
        await Assert.ThrowsAnyAsync<Exception>(async () => await Entitlements.RequireAsync(_meters.Id, PlanFeatures.BasicAi, CancellationToken.None));
        await Assert.ThrowsAnyAsync<Exception>(async () => await Entitlements.LimitAsync(_meters.Id, UsageMetrics.Leads, CancellationToken.None));
        var client = await _meters.OwnerAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Meters.SendAsync(client, Meters.Track, Meters.Event("m-1"))).Status);
    }

    [Fact]
    public void A_full_gauge_names_the_plan_that_fits_one_more()
    {
        var fault = Entitlements.Reached(UsageMetrics.Leads, 50, 50);
        Assert.Equal(("leads", "50", "50", "starter"), (fault.More["metric"], fault.More["limit"], fault.More["used"], fault.More["plan"]));
        Assert.Null(Entitlements.Reached(UsageMetrics.Leads, 100_000, 100_000).More["plan"]);
    }

    [Fact]
    public async Task A_changed_plan_reaches_the_seats()
    {
        var owner = await _app.SignUpAsync();
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "professional", paymentMethod = "pm_card_visa" }, HttpStatusCode.Created);
        await _app.SettleAsync();

        var seats = (await owner.Client.GetJsonAsync("/api/billing/usage/current"))["metrics"]!.AsArray().Single(m => (string?)m!["metric"] == "seats")!;
        Assert.Equal(("1", "25", 4), ((string?)seats["used"], (string?)seats["limit"], (int?)seats["percent"]));
        for (var i = 0; i < 3; i++) await owner.Client.PostJsonAsync("/api/workspaces/workspaces", new { name = $"Free {i}", timeZone = "UTC", currency = "USD" }, HttpStatusCode.Created);
        await owner.Client.PostJsonAsync("/api/workspaces/workspaces", new { name = "One too many", timeZone = "UTC", currency = "USD" }, HttpStatusCode.Conflict);
    }
}

public sealed class ShowingUsageTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly Meters _meters = new(shared.App);

    [Fact]
    public async Task Each_metric_says_used_limit_percent_and_when_it_begins_again()
    {
        var client = await _meters.OwnerAsync();
        await client.PostJsonAsync(Meters.Track, Meters.Event("m-1", 33), HttpStatusCode.Created);
        var usage = await client.GetJsonAsync("/api/billing/usage/current");
        Assert.Equal("free", (string?)usage["plan"]);
        Assert.Equal(_meters.Anchor, DateTimeOffset.Parse((string)usage["periodStart"]!, null));
        var metrics = usage["metrics"]!.AsArray().ToDictionary(m => (string)m!["metric"]!, m => m!);
        Assert.Equal(8, metrics.Count);
        var emails = metrics["emails_sent"];
        Assert.Equal(("33", "100", 33, false, (string?)usage["periodEnd"]), ((string?)emails["used"], (string?)emails["limit"], (int?)emails["percent"], (bool)emails["soft"]!, (string?)emails["resetsAt"]));
        Assert.Equal(("gauge", null), ((string?)metrics["leads"]["kind"], (string?)metrics["leads"]["resetsAt"]));
    }

    [Fact]
    public async Task History_tells_each_day_and_metric_and_what_came_late()
    {
        await _meters.SubscribeAsync("starter", ("tokens", new LimitOverride(null, false)));
        var client = await _meters.OwnerAsync();
        var now = shared.App.BusinessClock.Now;
        await client.PostJsonAsync(Meters.Batch, new
        {
            events = new[] { Meters.Event("a", 2, time: now.AddDays(-2)), Meters.Event("b", 3, time: now.AddDays(-2)), Meters.Event("c", 5), Meters.Event("d", 0.25m, "tokens"), Meters.Event("e", 1, time: now.AddDays(-34)) },
        });
        var (today, before) = (now.ToString("yyyy-MM-dd", null), now.AddDays(-2).ToString("yyyy-MM-dd", null));

        Assert.Equal([$"{before} emails_sent 5 5", $"{today} emails_sent 5 0", $"{today} tokens 0.25 0"], await DaysAsync(client, ""));
        Assert.Equal([$"{before} emails_sent 5 5"], await DaysAsync(client, $"?from={before}&to={before}&metric=emails_sent"));
        Assert.Equal(4, (await DaysAsync(client, $"?from={now.AddDays(-399):yyyy-MM-dd}&to={today}")).Count);
        // Where the clock of the business stands in the past.
        Assert.Empty(await DaysAsync(client, "?from=1998-06-06&to=1998-07-05"));
    }

    [Theory]
    [InlineData("?from=2026-13-01")]
    [InlineData("?to=today")]
    [InlineData("?from=2026-02-01&to=2026-01-31")]
    [InlineData("?from=2024-01-01&to=2026-01-31")]
    public async Task A_stretch_that_is_none_is_refused(string query) => await (await _meters.OwnerAsync()).GetJsonAsync("/api/billing/usage/history" + query, HttpStatusCode.BadRequest);

    private static async Task<IReadOnlyList<string>> DaysAsync(HttpClient client, string query) =>
        [.. (await client.GetJsonAsync("/api/billing/usage/history" + query))["days"]!.AsArray().Select(d => $"{d!["day"]} {d["metric"]} {d["used"]} {d["late"]}")];
}
