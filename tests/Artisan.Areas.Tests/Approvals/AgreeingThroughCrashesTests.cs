using System.Text.Json.Nodes;
using Artisan.Areas.Tests.Identity;
using Artisan.Areas.Tests.Value;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Approvals;

/// <summary>The process dies at each storage call of a decision, a sign-off, a calculation and of going live; the same call again finds or makes it whole, with each receipt once.</summary>
public sealed class AgreeingThroughCrashesTests : IAsyncLifetime
{
    private readonly FaultInjectionPolicy _faults = new();
    private readonly Readiness _readiness = new();
    private ArtisanApp _healthy = null!;
    private ArtisanApp _dying = null!;

    public async Task InitializeAsync()
    {
        _healthy = await _readiness.StartAsync();
        _dying = await _readiness.StartAsync(sharing: _healthy, policies: [_faults]);
    }

    public async Task DisposeAsync()
    {
        _faults.Reset();
        await _dying.DisposeAsync();
        await _healthy.DisposeAsync();
    }

    [Theory]
    [InlineData(Fault.ProcessDiesAfter)]
    [InlineData(Fault.ProcessDiesBefore)]
    public async Task Approving(Fault fault)
    {
        var room = await Boardroom.OpenAsync(_healthy);
        var count = await EachCallAsync(
            fault, () => room.SubmitAsync(),
            approval => HereAsync(room.Finance, $"/api/approvals/{approval["id"]}/approve", new { contentHash = (string)approval["contentHash"]!, stage = "finance" }),
            async approval =>
            {
                var after = await Boardroom.DecideAsync(room.Finance, approval, stage: "finance");
                Assert.Equal("technical", (string)after["stage"]!);
                Assert.Single((await room.ReadAsync((string)approval["id"]!))["decisions"]!.AsArray());
                Assert.Equal("in_review", await room.StateAsync(approval));
            });
        await RingAsync(room);
        Assert.Equal(count, (await room.ReceiptsAsync("approval.decision")).Select(r => (string)r["body"]!["approval"]!).Distinct().Count());
        Assert.Equal(count, (await room.ReceiptsAsync("approval.decision")).Count);
    }

    [Theory]
    [InlineData(Fault.ProcessDiesAfter)]
    [InlineData(Fault.ProcessDiesBefore)]
    public async Task Signing_off(Fault fault)
    {
        var room = await Boardroom.OpenAsync(_healthy);
        var count = await EachCallAsync(
            fault,
            async () =>
            {
                var approval = await room.SubmitAsync();
                await Boardroom.DecideAsync(room.Finance, approval);
                await Boardroom.DecideAsync(room.Technical, approval);
                return approval;
            },
            approval => HereAsync(room.Executive, $"/api/approvals/{approval["id"]}/sign-off", new { contentHash = (string)approval["contentHash"]! }),
            async approval =>
            {
                Assert.Equal("signed_off", (string)(await Boardroom.DecideAsync(room.Executive, approval, "sign-off"))["state"]!);
                Assert.Equal("approved", await room.StateAsync(approval));
            });
        await RingAsync(room);
        var receipts = await room.ReceiptsAsync("approval.signed_off");
        Assert.Equal((count, count), (receipts.Count, receipts.Select(r => (string)r["body"]!["approval"]!).Distinct().Count()));
    }

    [Fact]
    public async Task Calculating()
    {
        var room = await Boardroom.OpenAsync(_healthy);
        var id = await Definitions.ActivateAsync(room.Author.Client);
        var month = 0;
        var count = await EachCallAsync(
            Fault.ProcessDiesAfter, () => Task.FromResult<JsonNode>(JsonValue.Create(new DateOnly(1997, 1, 1).AddMonths(month++).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture))!),
            period => HereAsync(room.Author, "/api/value/calculations/run", new { definitionId = id, period = (string)period! }),
            async period =>
            {
                using var again = await room.Author.Client.SendAsync(IdentityCalls.Post("/api/value/calculations/run", new { definitionId = id, period = (string)period! }));
                Assert.True(again.IsSuccessStatusCode, await again.Content.ReadAsStringAsync());
            });
        await RingAsync(room);
        var receipts = await room.ReceiptsAsync("calculation");
        Assert.Equal((count, count), (receipts.Count, receipts.Select(r => (string)r["body"]!["period"]!["from"]!).Distinct().Count()));
        Assert.All(receipts, r => Assert.Null(r["body"]!["replaces"]));
    }

    [Fact]
    public async Task Going_live()
    {
        var rooms = new List<Boardroom>();
        await EachCallAsync(
            Fault.ProcessDiesAfter,
            async () =>
            {
                rooms.Add(await Readiness.ReadyAsync(_healthy, "300", "300", "300"));
                return new JsonObject();
            },
            _ => HereAsync(rooms[^1].Author, "/api/golive", new { }),
            async _ =>
            {
                Assert.Equal("on", (string)(await rooms[^1].Author.Client.PostJsonAsync("/api/golive", new { }))["state"]!);
                await RingAsync(rooms[^1], "billing");
                Assert.Single(await rooms[^1].ReceiptsAsync("golive.enabled"));
            });
    }

    private async Task<int> EachCallAsync(Fault fault, Func<Task<JsonNode>> begin, Func<JsonNode, Task> dying, Func<JsonNode, Task> whole)
    {
        var first = await begin();
        _faults.Reset();
        await dying(first);
        var calls = _faults.Calls;
        await whole(first);
        Assert.InRange(calls, 4, 80);
        for (var call = 1; call <= calls; call++)
        {
            var started = await begin();
            _faults.Reset();
            _faults.Inject(fault, call);
            await dying(started);
            _faults.Reset();
            await whole(started);
        }

        return calls + 1;
    }

    // What the bell does a minute after the process died.
    private Task<bool> RingAsync(Boardroom room, string table = "value") =>
        _healthy.Services.GetRequiredService<Outbox>().DrainAsync(_healthy.Services.GetRequiredService<Stores>().Workspace(table, room.WorkspaceId).Partition(table), CancellationToken.None);

    private async Task HereAsync(SignedInUser by, string path, object body)
    {
        using var client = _dying.CreateClient(by.AccessToken);
        using var answer = await client.SendAsync(IdentityCalls.Post(path, body));
        await _dying.SettleOutboxAsync();
    }
}
