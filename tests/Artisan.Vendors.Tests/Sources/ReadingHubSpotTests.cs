using System.Text.Json.Nodes;
using Artisan.Platform.Sources;
using Artisan.Testing.Vendors;
using Artisan.Testing.Vendors.HubSpot;

namespace Artisan.Vendors.Tests.Sources;

public sealed class ReadingHubSpotTests : IAsyncLifetime
{
    private static readonly SourceQuery Deals = new("deals", ["arr_custom"]);
    private static readonly SourceCredentials Right = Reading.Credentials(("accessToken", LoopbackHubSpot.Token));
    private static readonly DateTimeOffset Start = Reading.At("2026-01-01T00:00:00Z");

    private LoopbackHubSpot _vendor = null!;
    private IDataSource _source = null!;

    public async Task InitializeAsync()
    {
        _vendor = await LoopbackHubSpot.StartAsync();
        _source = Reading.Source("hubspot", hubSpot: _vendor.Uri.ToString());
    }

    public async Task DisposeAsync() => await _vendor.DisposeAsync();

    [Fact]
    public async Task Every_deal_comes_once_over_all_pages_and_later_only_what_changed()
    {
        for (var i = 0; i < 230; i++) Put($"{i:000}", Start.AddHours(i), i);
        var (records, cursor, pages) = await _source.AllAsync(Right, Deals);
        Assert.Equal((230, 3), (records.Select(r => r.Id).Distinct().Count(), pages));

        Put("007", Start.AddDays(30), 4242);
        var (later, _, _) = await _source.AllAsync(Right, Deals, cursor);
        Assert.Equal("4242", later.Last().Fields["amount"]);
        Assert.True(later.Count <= 2);
    }

    [Fact]
    public async Task A_search_that_is_as_deep_as_it_goes_is_begun_anew_at_the_last_change()
    {
        for (var i = 0; i < 10_150; i++) Put($"{i:00000}", Start.AddHours(i), i);
        var page = await _source.ReadAsync(Right, Deals, """{"since":0,"after":"9900"}""", CancellationToken.None);
        Assert.Equal(("9999", true), (page.Records[^1].Fields["amount"], page.HasMore));
        var (rest, _, pages) = await _source.AllAsync(Right, Deals, page.Cursor);
        Assert.Equal(Enumerable.Range(9_999, 151).Select(i => $"{i}"), rest.Select(r => r.Fields["amount"]));
        Assert.Equal(2, pages);
    }

    [Fact]
    public async Task A_record_has_its_numbers_and_the_further_fields_that_were_asked_for()
    {
        Put("1", Start, 12.5m, new JsonObject { ["arr_custom"] = "77", ["hs_object_source"] = "x", ["closedate"] = null });
        var record = Assert.Single(await _source.SampleAsync(Right, Deals, CancellationToken.None));
        Assert.Equal(("12.5", "77"), (record.Fields["amount"], record.Fields["arr_custom"]));
        Assert.False(record.Fields.ContainsKey("hs_object_source") || record.Fields.ContainsKey("closedate"));
        Assert.Equal(Start, record.Time);
    }

    [Fact]
    public async Task A_token_is_tested()
    {
        Assert.Equal("HubSpot account 1234567", await _source.TestAsync(Right, CancellationToken.None));
        await Reading.FailsAsync(() => _source.TestAsync(Reading.Credentials(("accessToken", "pat-wrong")), CancellationToken.None), SourceFailure.WrongCredentials);
        await Reading.FailsAsync(() => _source.SampleAsync(Right, new SourceQuery("owners", []), CancellationToken.None), SourceFailure.NoPermission);
    }

    [Fact]
    public async Task Failures_say_what_they_are()
    {
        _vendor.Spoil(new Mishap(429), new Mishap(403, """{"category":"MISSING_SCOPES"}"""), Mishap.Down, Mishap.NotJson, Mishap.OtherShape);
        var limited = await Reading.FailsAsync(() => _source.SampleAsync(Right, Deals, CancellationToken.None), SourceFailure.RateLimited);
        Assert.Equal(TimeSpan.FromSeconds(10), limited.RetryAfter);
        foreach (var failure in new[] { SourceFailure.NoPermission, SourceFailure.Unreachable, SourceFailure.Malformed, SourceFailure.Malformed })
        {
            await Reading.FailsAsync(() => _source.SampleAsync(Right, Deals, CancellationToken.None), failure);
        }
    }

    private void Put(string id, DateTimeOffset changed, decimal amount, JsonObject? more = null)
    {
        var properties = more ?? [];
        properties["amount"] = amount.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _vendor.Put("deals", id, Start, changed, properties);
    }
}
