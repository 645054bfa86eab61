using Artisan.Platform.Sources;
using Artisan.Testing.Vendors;
using Artisan.Testing.Vendors.Stripe;

namespace Artisan.Vendors.Tests.Sources;

public sealed class ReadingStripeTests : IAsyncLifetime
{
    private static readonly SourceQuery Charges = new("charges", []);
    private static readonly SourceCredentials Right = Reading.Credentials(("apiKey", LoopbackStripeLists.Key));

    private LoopbackStripeLists _vendor = null!;
    private IDataSource _source = null!;

    public async Task InitializeAsync()
    {
        _vendor = await LoopbackStripeLists.StartAsync();
        _source = Reading.Source("stripe", stripe: _vendor.Uri.ToString());
    }

    public async Task DisposeAsync() => await _vendor.DisposeAsync();

    [Fact]
    public async Task Every_record_comes_once_over_all_pages_and_later_only_what_is_new()
    {
        for (var i = 0; i < 250; i++) _vendor.Put("charges", $"ch_{i:000}", Reading.At("2026-01-01T00:00:00Z").AddHours(i), 100 + i);
        var (records, cursor, pages) = await _source.AllAsync(Right, Charges);
        Assert.Equal((250, 3, 250), (records.Count, pages, records.Select(r => r.Id).Distinct().Count()));

        _vendor.Put("charges", "ch_new", Reading.At("2026-02-01T00:00:00Z"), 5);
        var (later, _, once) = await _source.AllAsync(Right, Charges, cursor);
        Assert.Equal(1, once);
        Assert.Equal("ch_new", later[0].Id);
        Assert.All(later, r => Assert.True(r.Time >= Reading.At("2026-01-08T09:00:00Z")));
    }

    [Fact]
    public async Task A_record_that_comes_while_the_pages_are_read_is_met_by_the_next_reading()
    {
        for (var i = 0; i < 150; i++) _vendor.Put("balance_transactions", $"txn_{i:000}", Reading.At("2026-01-01T00:00:00Z").AddHours(i), 1);
        var query = new SourceQuery("balance_transactions", []);
        var first = await _source.ReadAsync(Right, query, null, CancellationToken.None);
        _vendor.Put("balance_transactions", "txn_new", Reading.At("2026-01-07T06:00:00Z"), 1);
        var second = await _source.ReadAsync(Right, query, first.Cursor, CancellationToken.None);
        Assert.DoesNotContain(first.Records.Concat(second.Records), r => r.Id == "txn_new");
        Assert.Contains((await _source.ReadAsync(Right, query, second.Cursor, CancellationToken.None)).Records, r => r.Id == "txn_new");
    }

    [Theory]
    [InlineData(1999, "usd", "19.99")]
    [InlineData(-5, "eur", "-0.05")]
    [InlineData(1999, "jpy", "1999")]
    [InlineData(1999, "kwd", "1.999")]
    public async Task Amounts_are_in_the_major_unit_and_personal_data_is_left_out(long minor, string currency, string amount)
    {
        var more = new System.Text.Json.Nodes.JsonObject { ["receipt_email"] = "ada@example.com", ["billing_details"] = new System.Text.Json.Nodes.JsonObject { ["email"] = "ada@example.com" }, ["outcome"] = new System.Text.Json.Nodes.JsonObject { ["risk_score"] = 7 } };
        _vendor.Put("charges", "ch_1", Reading.At("2026-01-01T00:00:00Z"), minor, currency, more);
        var record = Assert.Single(await _source.SampleAsync(Right, Charges, CancellationToken.None));
        Assert.Equal((amount, currency, "7"), (record.Fields["amount"], record.Fields["currency"], record.Fields["outcome_risk_score"]));
        Assert.DoesNotContain(record.Fields.Values, v => v.Contains('@', StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_is_tested_and_one_that_may_not_read_charges_is_still_a_key()
    {
        Assert.Equal("A Stripe account, in test mode", await _source.TestAsync(Right, CancellationToken.None));
        _vendor.Forbidden.Add("charges");
        Assert.Equal("A Stripe account, in test mode", await _source.TestAsync(Right, CancellationToken.None));
        await Reading.FailsAsync(() => _source.SampleAsync(Right, Charges, CancellationToken.None), SourceFailure.NoPermission);
        await Reading.FailsAsync(() => _source.TestAsync(Reading.Credentials(("apiKey", "rk_live_wrong")), CancellationToken.None), SourceFailure.WrongCredentials);
        await Reading.FailsAsync(() => _source.SampleAsync(Right, new SourceQuery("../v1/customers", []), CancellationToken.None), SourceFailure.NoPermission);
    }

    [Fact]
    public async Task Failures_say_what_they_are()
    {
        _vendor.Spoil(new Mishap(429, RetryAfter: 17), Mishap.Down, Mishap.NoAnswer, Mishap.NotJson, Mishap.OtherShape);
        var limited = await Reading.FailsAsync(() => _source.SampleAsync(Right, Charges, CancellationToken.None), SourceFailure.RateLimited);
        Assert.Equal(TimeSpan.FromSeconds(17), limited.RetryAfter);
        await Reading.FailsAsync(() => _source.SampleAsync(Right, Charges, CancellationToken.None), SourceFailure.Unreachable);
        await Reading.FailsAsync(() => _source.SampleAsync(Right, Charges, CancellationToken.None), SourceFailure.Unreachable);
        await Reading.FailsAsync(() => _source.SampleAsync(Right, Charges, CancellationToken.None), SourceFailure.Malformed);
        await Reading.FailsAsync(() => _source.SampleAsync(Right, Charges, CancellationToken.None), SourceFailure.Malformed);
    }
}
