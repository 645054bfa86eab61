using System.Text.Json.Nodes;
using Artisan.Platform.Sources;
using Artisan.Testing.Vendors;
using Artisan.Testing.Vendors.Salesforce;

namespace Artisan.Vendors.Tests.Sources;

public sealed class ReadingSalesforceTests : IAsyncLifetime
{
    private static readonly SourceQuery Opportunities = new("Opportunity", ["Arr__c"]);
    private static readonly DateTimeOffset Start = Reading.At("2026-01-01T00:00:00Z");

    private readonly IDataSource _source = Reading.Source("salesforce");
    private LoopbackSalesforce _vendor = null!;

    private SourceCredentials Right => Of(_vendor.Domain);

    public async Task InitializeAsync() => _vendor = await LoopbackSalesforce.StartAsync();

    public async Task DisposeAsync() => await _vendor.DisposeAsync();

    [Fact]
    public async Task Every_opportunity_comes_once_over_all_pages_and_later_only_what_changed()
    {
        _vendor.PageSize = 100;
        for (var i = 0; i < 230; i++) Put($"006{i:000}", Start.AddHours(i), i);
        var (records, cursor, pages) = await _source.AllAsync(Right, Opportunities);
        Assert.Equal((230, 3, 230), (records.Count, pages, records.Select(r => r.Id).Distinct().Count()));
        Assert.Contains(_vendor.Requests, r => r.Contains("nextRecordsUrl", StringComparison.Ordinal) || r.Contains("01gloopback1", StringComparison.Ordinal));

        Put("006007", Start.AddDays(30), 4242);
        var (later, _, _) = await _source.AllAsync(Right, Opportunities, cursor);
        Assert.Equal("4242", later.Last().Fields["Amount"]);
        Assert.True(later.Count <= 2);
    }

    [Fact]
    public async Task A_query_that_salesforce_forgot_is_begun_anew_at_the_last_change()
    {
        _vendor.PageSize = 100;
        for (var i = 0; i < 150; i++) Put($"006{i:000}", Start.AddHours(i), i);
        var first = await _source.ReadAsync(Right, Opportunities, null, CancellationToken.None);
        _vendor.ForgetQueries();
        var (rest, _, _) = await _source.AllAsync(Right, Opportunities, first.Cursor);
        Assert.Equal(150, first.Records.Concat(rest).Select(r => r.Id).Distinct().Count());
        Assert.True(rest.Count < 60);
    }

    [Fact]
    public async Task Credentials_are_tested()
    {
        Assert.Equal("Salesforce at 127.0.0.1", await _source.TestAsync(Right, CancellationToken.None));
        var wrong = Reading.Credentials(("domain", _vendor.Domain), ("clientId", LoopbackSalesforce.ClientId), ("clientSecret", "wrong"));
        await Reading.FailsAsync(() => _source.TestAsync(wrong, CancellationToken.None), SourceFailure.WrongCredentials);
    }

    [Theory]
    [InlineData("example.com")]
    [InlineData("salesforce.com.example.com")]
    [InlineData("evil.com/.salesforce.com")]
    [InlineData("user@x.my.salesforce.com")]
    [InlineData("x.my.salesforce.com:8080")]
    [InlineData("169.254.169.254")]
    [InlineData("10.0.0.1:80")]
    [InlineData("notsalesforce.com")]
    [InlineData("")]
    public async Task Credentials_go_to_salesforce_only(string domain) =>
        await Reading.FailsAsync(() => _source.TestAsync(Of(domain), CancellationToken.None), SourceFailure.WrongCredentials);

    [Fact]
    public async Task A_loopback_address_is_for_local_development_only()
    {
        await Reading.FailsAsync(() => Reading.Source("salesforce", allowLoopback: false).TestAsync(Right, CancellationToken.None), SourceFailure.WrongCredentials);
        Assert.Empty(_vendor.Requests);
    }

    [Fact]
    public async Task An_instance_that_is_not_salesforces_is_not_called()
    {
        _vendor.Instance = "https://metadata.internal.example";
        await Reading.FailsAsync(() => _source.SampleAsync(Right, Opportunities, CancellationToken.None), SourceFailure.WrongCredentials);
        Assert.Single(_vendor.Requests);
    }

    [Fact]
    public async Task Failures_say_what_they_are()
    {
        await Reading.FailsAsync(() => _source.SampleAsync(Right, Opportunities, CancellationToken.None), SourceFailure.NoPermission);
        Put("006", Start, 1);
        await Reading.FailsAsync(() => _source.SampleAsync(Right, new SourceQuery("Opportunity", ["Missing__c"]), CancellationToken.None), SourceFailure.NoPermission);
        await Reading.FailsAsync(() => _source.SampleAsync(Right, new SourceQuery("Opportunity", ["Id FROM User --"]), CancellationToken.None), SourceFailure.NoPermission);
        _vendor.Spoil(Mishap.Down, Mishap.NotJson, new Mishap(429, RetryAfter: 3));
        await Reading.FailsAsync(() => _source.SampleAsync(Right, Opportunities, CancellationToken.None), SourceFailure.Unreachable);
        await Reading.FailsAsync(() => _source.SampleAsync(Right, Opportunities, CancellationToken.None), SourceFailure.Malformed);
        Assert.Equal(TimeSpan.FromSeconds(3), (await Reading.FailsAsync(() => _source.SampleAsync(Right, Opportunities, CancellationToken.None), SourceFailure.RateLimited)).RetryAfter);
    }

    private void Put(string id, DateTimeOffset changed, decimal amount) => _vendor.Put("Opportunity", id, Start, changed, new JsonObject { ["Amount"] = amount, ["IsWon"] = true, ["Arr__c"] = null });

    private static SourceCredentials Of(string domain) => Reading.Credentials(("domain", domain), ("clientId", LoopbackSalesforce.ClientId), ("clientSecret", LoopbackSalesforce.ClientSecret));
}
