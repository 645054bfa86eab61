using System.Net;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Tests.Value;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Billing;

public sealed class PlanCatalogTests
{
    private readonly PlanCatalog _plans = new();

    [Fact]
    public void Every_plan_says_something_of_every_metric_and_feature_name()
    {
        var metrics = _plans.Metrics.Select(m => m.Name).Order(StringComparer.Ordinal).ToList();
        Assert.All(_plans.All, plan => Assert.Equal(metrics, plan.Limits.Keys.Order(StringComparer.Ordinal)));
        Assert.Equal(Constants(typeof(UsageMetrics)), metrics);
        Assert.Equal(Constants(typeof(PlanFeatures)), _plans.All.SelectMany(p => p.Features).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_larger_plan_never_gives_less_and_never_costs_less()
    {
        foreach (var (small, large) in _plans.All.Zip(_plans.All.Skip(1)))
        {
            Assert.All(small.Prices, p => Assert.True(large.PriceIn(p.Key) >= p.Value));
            Assert.All(small.Limits, l => Assert.True(large.Limits[l.Key] is not { } more || more >= l.Value));
            Assert.Subset(large.Features.ToHashSet(), small.Features.ToHashSet());
            Assert.True(large.RequestsPerMinute > small.RequestsPerMinute && large.EventsPerMinute > small.EventsPerMinute);
            Assert.Equal(small.Rank + 1, large.Rank);
        }
    }

    [Fact]
    public void Prices_and_overage_are_in_the_same_currencies_and_only_paid_plans_have_soft_limits()
    {
        var currencies = _plans.Free.Prices.Keys.ToHashSet();
        Assert.All(currencies, c => Assert.True(Currencies.IsKnown(c)));
        Assert.All(_plans.All, plan => Assert.True(currencies.SetEquals(plan.Prices.Keys) && plan.Overage.Values.All(o => o.Per > 0 && currencies.SetEquals(o.Prices.Keys))));
        Assert.Empty(_plans.Free.Overage);
        Assert.All(_plans.All.Skip(1), plan => Assert.Equal([UsageMetrics.ApiCalls, UsageMetrics.EmailsSent], plan.Overage.Keys.Order(StringComparer.Ordinal)));
        Assert.Equal(["free"], _plans.All.Where(p => p.IsFree).Select(p => p.Id));
    }

    [Fact]
    public void The_plan_that_fits_is_the_smallest_that_takes_the_quantity()
    {
        Assert.Equal("starter", _plans.SmallestFor(UsageMetrics.EmailsSent, 5_001)!.Id);
        Assert.Equal("professional", _plans.SmallestFor(UsageMetrics.AiTasks, 100)!.Id);
        Assert.Equal("enterprise", _plans.SmallestFor(UsageMetrics.Campaigns, 1_000_000)!.Id);
        Assert.Null(_plans.SmallestFor(UsageMetrics.AiTasks, 1_001));
        Assert.Equal("professional", _plans.SmallestWith(PlanFeatures.Workflows)!.Id);
    }

    [Fact]
    public void A_currency_without_prices_is_billed_in_dollars() => Assert.Equal(("EUR", "USD"), (_plans.CurrencyFor("EUR"), _plans.CurrencyFor("CHF")));

    private static IEnumerable<string> Constants(Type type) => type.GetFields().Select(f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal);
}

public sealed class PriceListTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task Anyone_may_read_the_price_list()
    {
        var list = await shared.App.Client.GetJsonAsync("/api/billing/pricing-plans", HttpStatusCode.OK);
        var plans = list["plans"]!.AsArray();
        Assert.Equal(["free", "starter", "professional", "enterprise"], plans.Select(p => (string?)p!["id"]));
        Assert.Equal([0, 4_900, 29_900, 99_900], plans.Select(p => (long)p!["prices"]!["USD"]!));
        var campaigns = plans[3]!["limits"]!.AsArray().Single(l => (string?)l!["metric"] == "campaigns")!;
        Assert.Null(campaigns["limit"]);
        Assert.Equal("gauge", (string?)campaigns["kind"]);
        var emails = plans[1]!["limits"]!.AsArray().Single(l => (string?)l!["metric"] == "emails_sent")!;
        Assert.Equal((5_000, true, 1_000, 200), ((long)emails["limit"]!, (bool)emails["soft"]!, (long)emails["overage"]!["per"]!, (long)emails["overage"]!["prices"]!["USD"]!));
    }
}
