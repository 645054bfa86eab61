using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Billing.Metering;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Areas.Tests.Value;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing;

/// <summary>A workspace whose usage is looked at from below the API: its rows, and whether they say the same.</summary>
internal sealed class Meters(ArtisanApp app)
{
    public const string Track = "/api/billing/usage/track";
    public const string Batch = "/api/billing/usage/batch";

    private readonly Workplace _place = new(app);

    public string Id => _place.Id;

    public BillingStore Store => app.Services.GetRequiredService<BillingStore>();

    public Partition Home => Store.Home(Id);

    /// <summary>The instant from which its periods are counted.</summary>
    public DateTimeOffset Anchor => UlidIds.TimeOf(Id[3..]);

    public Task<HttpClient> OwnerAsync(ArtisanApp? of = null) => _place.MemberAsync(Artisan.Platform.Access.Role.Owner, Artisan.Platform.Access.Hats.None, of);

    public Task<HttpClient> KeyAsync(params string[] scopes) => _place.KeyAsync(scopes);

    /// <summary>Puts the workspace on a plan, as a paid upgrade does: the subscription and the limits of the present period in one change.</summary>
    public async Task SubscribeAsync(string plan, params (string Metric, LimitOverride Limit)[] overrides)
    {
        var stored = await Store.ReadAsync(Id, CancellationToken.None);
        var subscription = stored.Subscription with { Plan = plan, Overrides = overrides.ToDictionary(o => o.Metric, o => o.Limit) };
        var usage = await Store.FindPeriodAsync(Id, subscription.PeriodStart, CancellationToken.None) ?? new PeriodUsage { Period = subscription.Period, TimeZone = subscription.TimeZone };
        var change = BillingStore.Save(Home.Change(), Home, stored, subscription);
        await change.Save(PeriodRow.Into(Home, usage.Under(new PlanCatalog()[plan], subscription.Overrides))).CommitAsync(CancellationToken.None);
    }

    public async Task<IReadOnlyList<PeriodUsage>> PeriodsAsync()
    {
        var periods = new List<PeriodUsage>();
        await foreach (var row in Home.RangeAsync(BillingKeys.AllPeriods, CancellationToken.None)) periods.Add(PeriodRow.From(row));
        return periods;
    }

    public async Task<MetricUsage> UsageAsync(string metric = "emails_sent") => (await PeriodsAsync())[^1][metric];

    /// <summary>Whole units used in the last period.</summary>
    public async Task<decimal> UsedAsync(string metric = "emails_sent") => UsageEvent.ToUnits((await UsageAsync(metric)).Used);

    /// <summary>Adds the events up anew and holds the counters against it; answers how many events there are.</summary>
    public async Task<int> CountersAreThoseOfTheirEventsAsync()
    {
        var events = new List<(string Metric, DateTimeOffset Billed, DateTimeOffset Own, string Day, long Micro)>();
        await foreach (var row in Home.RangeAsync(BillingKeys.Events, CancellationToken.None))
        {
            events.Add((row.GetString("metric")!, row.GetDateTimeOffset("billed")!.Value, row.GetDateTimeOffset("own")!.Value, row.GetString("day")!, row.GetInt64("micro")!.Value));
        }

        var open = new List<(string Metric, DateTimeOffset Period, long Micro)>();
        await foreach (var row in Home.RangeAsync(BillingKeys.Lapses, CancellationToken.None)) open.Add((row.GetString("metric")!, row.GetDateTimeOffset("period")!.Value, row.GetInt64("micro")!.Value));

        var periods = await PeriodsAsync();
        Assert.All(events, e => Assert.Contains(periods, p => p.Period.Start == e.Billed));
        foreach (var period in periods)
        {
            foreach (var (metric, usage) in period.Metrics)
            {
                var billed = events.Where(e => e.Metric == metric && e.Billed == period.Period.Start).ToList();
                var (onTime, late) = (billed.Where(e => e.Own == e.Billed).ToList(), billed.Where(e => e.Own != e.Billed).ToList());
                Assert.Equal(onTime.Sum(e => e.Micro), usage.Used);
                Assert.Equal(onTime.GroupBy(e => e.Day).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(e => e.Micro))), usage.Days.Select(d => (d.Key, d.Value)));
                Assert.Equal(late.GroupBy(e => PeriodUsage.Name(e.Own)).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(e => e.Micro))), usage.Late.Select(d => (d.Key, d.Value)));
                Assert.Equal(late.Sum(e => e.Micro), usage.LateDays.Values.Sum());
                if (!period.Closed) Assert.Equal(open.Where(o => o.Metric == metric && o.Period == period.Period.Start).Sum(o => o.Micro), usage.Reserved);
                if (usage is { Soft: false, Limit: { } limit }) Assert.True(usage.Used + usage.Reserved <= limit || metric == "api_calls", $"{metric}: {usage.Used} + {usage.Reserved} of {limit}");
            }
        }

        return events.Count;
    }

    public static object Event(string id, decimal quantity = 1, string metric = "emails_sent", DateTimeOffset? time = null) => new { id, metric, quantity, time = time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", System.Globalization.CultureInfo.InvariantCulture) };

    public static async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpClient client, string path, object body)
    {
        using var content = System.Net.Http.Json.JsonContent.Create(body);
        await content.LoadIntoBufferAsync();
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
