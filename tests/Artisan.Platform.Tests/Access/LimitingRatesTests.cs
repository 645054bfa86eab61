using Artisan.Platform.Access;
using Artisan.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Platform.Tests.Access;

public sealed class LimitingRatesTests : PlatformTest
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 30, TimeSpan.Zero);

    private static readonly RateRule Rule = new("test", 10, TimeSpan.FromMinutes(1));

    [Fact]
    public async Task Of_fifty_parallel_tries_exactly_the_limit_is_admitted_over_all_instances()
    {
        var time = new FakeTime(Start);
        await using var one = new PlatformUnderTest(sharing: Platform, time: time);
        await using var two = new PlatformUnderTest(sharing: Platform, time: time);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => (i % 2 == 0 ? one : two).Get<RateLimits>().TakeAsync(Rule, "ada@example.com", default)));

        Assert.Equal(10, answers.Count(a => a is null));
        Assert.All(answers.Where(a => a is not null), a => Assert.Equal((429, 30), (a!.Status, a.RetryAfter)));
        Assert.Null(await one.Get<RateLimits>().TakeAsync(Rule, "other@example.com", default));

        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await one.Get<RateLimits>().TakeAsync(Rule, "ada@example.com", default));
    }

    [Fact]
    public async Task A_restart_forgets_no_try()
    {
        var time = new FakeTime(Start);
        await using (var before = new PlatformUnderTest(sharing: Platform, time: time))
        {
            for (var i = 0; i < 10; i++) Assert.Null(await before.Get<RateLimits>().TakeAsync(Rule, "x", default));
        }

        await using var after = new PlatformUnderTest(sharing: Platform, time: time);
        Assert.NotNull(await after.Get<RateLimits>().TakeAsync(Rule, "x", default));
    }

    [Fact]
    public async Task A_caller_gets_his_limit_per_minute_over_all_instances_and_is_told_what_is_left()
    {
        var time = new FakeTime(Start);
        Action<IServiceCollection> limit = s => s.Configure<RateLimitOptions>(o => o.PerCallerPerMinute = 50);
        await using var one = new PlatformUnderTest(sharing: Platform, time: time, services: limit);
        await using var two = new PlatformUnderTest(sharing: Platform, time: time, services: limit);
        var caller = new Caller { UserId = Platform.Ids.New("usr") };
        var headers = new HeaderDictionary();

        var answers = await Task.WhenAll(Enumerable.Range(0, 120).Select(i => (i % 2 == 0 ? one : two).Get<RateLimits>().TakeCallAsync(caller, new HeaderDictionary(), default)));
        Assert.InRange(answers.Count(a => a is null), 40, 50);

        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await one.Get<RateLimits>().TakeCallAsync(caller, headers, default));
        Assert.Equal("\"calls\";r=49;t=60", headers["RateLimit"]);
        Assert.Equal("\"calls\";q=50;w=60", headers["RateLimit-Policy"]);
    }

    [Fact]
    public async Task An_address_is_limited_before_anything_is_read()
    {
        var time = new FakeTime(Start);
        var policy = new FaultInjectionPolicy();
        await using var platform = new PlatformUnderTest(sharing: Platform, time: time, policy: policy, services: s => s.Configure<RateLimitOptions>(o => o.PerAddressPerMinute = 5));
        var limits = platform.Get<RateLimits>();
        Assert.Equal(5, Enumerable.Range(0, 9).Count(_ => limits.TakeAddress("203.0.113.7") is null));
        Assert.Null(limits.TakeAddress("203.0.113.8"));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(limits.TakeAddress("203.0.113.7"));
        Assert.Equal(0, policy.Calls);
    }
}
