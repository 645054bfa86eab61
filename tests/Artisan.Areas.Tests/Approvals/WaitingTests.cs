using System.Net;
using Artisan.Areas.Tests.Identity;
using Artisan.Azure;
using Artisan.Azure.Tables;
using Artisan.Platform.Audit;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Approvals;

/// <summary>What time does to approvals, and what people are told. The business clock is the app's own here.</summary>
public sealed class WaitingTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private ArtisanApp _app = null!;
    private Boardroom _room = null!;

    public async Task InitializeAsync()
    {
        _app = await ArtisanApp.StartAsync();
        _app.BusinessClock.Set(Start, running: false);
        _room = await Boardroom.OpenAsync(_app);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_round_that_nobody_ends_expires_after_fourteen_days_and_can_be_submitted_anew()
    {
        var approval = await _room.SubmitAsync();
        await Boardroom.DecideAsync(_room.Finance, approval);
        await AtAsync(Start.AddDays(14).AddMinutes(-1));
        Assert.Equal("in_review", (string)(await _room.ReadAsync((string)approval["id"]!))["state"]!);
        await AtAsync(Start.AddDays(14));
        Assert.Equal("expired", (string)(await _room.ReadAsync((string)approval["id"]!))["state"]!);
        Assert.Equal("draft", await _room.StateAsync(approval));
        Assert.Equal("approvals.closed", (string)(await Boardroom.DecideAsync(_room.Technical, approval, expected: HttpStatusCode.Conflict))["code"]!);
        Assert.Equal("approval-due", Assert.Single(await _app.AuditAsync(AuditScope.Workspace(_room.WorkspaceId), "approval.expired")).Actor.Id);
        Assert.Contains(await MailsAsync(_room.Author.Email), m => m.EndsWith("has expired", StringComparison.Ordinal));

        var again = await _room.SubmitAsync((string)approval["definitionId"]!);
        Assert.NotEqual((string)approval["id"]!, (string)again["id"]!);
        Assert.Equal("signed_off", (string)(await _room.AgreeAsync(again))["state"]!);
    }

    [Fact]
    public async Task Those_whose_turn_it_is_are_reminded_three_times()
    {
        await _room.SubmitAsync();
        await _app.SettleAsync();
        Assert.Equal(["Monthly revenue waits for you"], await MailsAsync(_room.Finance.Email));
        for (var day = 1; day < 14; day++) await AtAsync(Start.AddDays(day).AddMinutes(1));
        Assert.Equal(3, (await MailsAsync(_room.Finance.Email)).Count(m => m.Contains("still waits", StringComparison.Ordinal)));
        Assert.Empty(await MailsAsync(_room.Technical.Email));
    }

    [Fact]
    public async Task Each_stage_is_told_when_its_turn_comes_and_the_author_how_it_went()
    {
        var approval = await _room.SubmitAsync();
        await Boardroom.DecideAsync(_room.Finance, approval);
        await Boardroom.DecideAsync(_room.Technical, approval, "request-changes");
        await _app.SettleAsync();
        Assert.Single(await MailsAsync(_room.Technical.Email));
        Assert.Empty(await MailsAsync(_room.Executive.Email));
        Assert.Equal(["Changes are requested for Monthly revenue"], await MailsAsync(_room.Author.Email));
        await AtAsync(Start.AddDays(20));
        Assert.Equal("changes_requested", (string)(await _room.ReadAsync((string)approval["id"]!))["state"]!);
        Assert.Single(await MailsAsync(_room.Technical.Email));
    }

    private async Task AtAsync(DateTimeOffset at)
    {
        _app.BusinessClock.Set(at, running: false);
        await _app.SettleAsync();
        await _app.Pump.FireAsync("due-work");
        await _app.Pump.FireAsync("reminders");
        await _app.SettleAsync();
    }

    private async Task<IReadOnlyList<string>> MailsAsync(string to)
    {
        var subjects = new List<string>();
        var table = StorageClients.Create(_app.ConnectionString).Tables.GetTableClient("platform");
        await foreach (var row in table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {"dev|outbox"}")))
        {
            if (row.GetString("to") == to) subjects.Add(row.GetString("subject")!);
        }

        return subjects;
    }
}
