using System.Globalization;
using System.Text.Json;
using Artisan.Azure.Tables;
using Artisan.LocalHost.Demo;
using Artisan.LocalHost.Tests.Stub;

namespace Artisan.LocalHost.Tests;

public sealed class SeedingTheDemoTests : IAsyncLifetime
{
    private readonly StubApp _app = new StubApp().Http("api", "api/{*path}", "get", "post");

    public Task InitializeAsync() => _app.StartAsync();

    public Task DisposeAsync() => _app.DisposeAsync().AsTask();

    [Fact]
    public async Task It_goes_the_way_of_a_user_and_is_not_gone_twice()
    {
        var table = await StubApp.PlatformTableAsync();
        var mail = new TableEntity("dev|outbox", StubApp.NewQueue()) { ["to"] = "demo@example.com", ["subject"] = "Confirm", ["text"] = "Go to http://localhost/verify#token=abc-_1\n" };
        await table.UpsertEntityAsync(mail);
        _app.Plan("/api/auth/login", new PlannedAnswer(401)).Plan("/api/auth/register", new PlannedAnswer(202)).Plan("/api/auth/email/verify", new PlannedAnswer(Body: """{"accessToken":"t0"}"""))
            .Plan("/api/value/definitions", new PlannedAnswer(Body: """{"items":[]}"""), new PlannedAnswer(201, Body: """{"id":"def_1"}"""));

        var login = await _app.Host!.EnsureDemoAsync(CancellationToken.None);
        var calls = _app.Seen().Count;
        var again = await _app.Host!.EnsureDemoAsync(CancellationToken.None);
        await table.DeleteEntityAsync(mail.PartitionKey, mail.RowKey);

        Assert.Equal((DemoLogin.Default, DemoLogin.Default, calls), (login, again, _app.Seen().Count));
        Assert.Equal($$"""{"token":"abc-_1","password":"{{DemoLogin.Default.Password}}"}""", Assert.Single(_app.Seen("/api/auth/email/verify")).Body);
        Assert.Equal("Bearer t0", _app.Seen("/api/value/definitions")[1].Headers["Authorization"]);
        Assert.Equal("""{"version":1}""", Assert.Single(_app.Seen("/api/value/definitions/def_1/activate")).Body);
        Assert.Equal(3, _app.Seen("/api/value/calculations/run").Count);
        Assert.All(_app.Seen("/api/value/data"), call => Assert.InRange(JsonDocument.Parse(call.Body).RootElement.GetProperty("points").GetArrayLength(), 1, 500));
    }

    [Fact]
    public async Task A_step_that_is_refused_is_told_and_the_host_goes_on()
    {
        _app.Plan("/api/auth/login", new PlannedAnswer(401)).Plan("/api/auth/register", new PlannedAnswer(400, Body: """{"code":"request.invalid"}"""));

        Assert.Null(await _app.Host!.EnsureDemoAsync(CancellationToken.None));

        lock (_app.Log) Assert.Contains(_app.Log, line => line.Contains("The demo workspace was not made: /api/auth/register answered 400", StringComparison.Ordinal));
        Assert.False(_app.Host!.Completion.IsCompleted);
    }

    [Fact]
    public void The_log_is_the_same_every_time_has_no_doubled_id_and_ends_now()
    {
        var until = DateTimeOffset.Parse("2026-11-21T12:00:00Z", CultureInfo.InvariantCulture);
        var log = PurchaseLog.Months(new DateOnly(2026, 8, 1), 4, until).ToList();

        Assert.Equal(log, PurchaseLog.Months(new DateOnly(2026, 8, 1), 4, until));
        Assert.Equal(log.Count, log.Select(purchase => purchase.Id).Distinct().Count());
        Assert.All(log, purchase => Assert.True(purchase.Time < until && decimal.Parse(purchase.Amount, CultureInfo.InvariantCulture) > 0));
        Assert.InRange(log.Count, 900, 2500);
    }
}
