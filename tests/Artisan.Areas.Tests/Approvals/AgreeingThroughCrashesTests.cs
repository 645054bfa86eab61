using System.Globalization;
using Artisan.Areas.Tests.Identity;
using Artisan.Areas.Tests.Value;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Testing.Host;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Approvals;

/// <summary>Something breaks in a decision, a sign-off, a calculation and in going live; the same call again finds or makes it whole, with each receipt once.</summary>
public sealed class AgreeingThroughCrashesTests(AgreeingThroughCrashesTests.Lab lab) : IClassFixture<AgreeingThroughCrashesTests.Lab>
{
    [Fact]
    public async Task Approving()
    {
        var room = await Boardroom.OpenAsync(lab.Healthy);
        var count = await lab.EachCallAsync(async moments =>
        {
            var approval = await room.SubmitAsync();
            await moments.BreakAsync(app => SendAsync(app, room.Finance, $"/api/approvals/{approval["id"]}/approve", new { contentHash = (string)approval["contentHash"]!, stage = "finance" }));
            var after = await Boardroom.DecideAsync(room.Finance, approval, stage: "finance");
            Assert.Equal("technical", (string)after["stage"]!);
            Assert.Single((await room.ReadAsync((string)approval["id"]!))["decisions"]!.AsArray());
            Assert.Equal("in_review", await room.StateAsync(approval));
        });
        await IsProvenOnceAsync(room, "approval.decision", "approval", count);
    }

    [Fact]
    public async Task Signing_off()
    {
        var room = await Boardroom.OpenAsync(lab.Healthy);
        var count = await lab.EachCallAsync(async moments =>
        {
            var approval = await room.SubmitAsync();
            await Boardroom.DecideAsync(room.Finance, approval);
            await Boardroom.DecideAsync(room.Technical, approval);
            await moments.BreakAsync(app => SendAsync(app, room.Executive, $"/api/approvals/{approval["id"]}/sign-off", new { contentHash = (string)approval["contentHash"]! }));
            Assert.Equal("signed_off", (string)(await Boardroom.DecideAsync(room.Executive, approval, "sign-off"))["state"]!);
            Assert.Equal("approved", await room.StateAsync(approval));
        });
        await IsProvenOnceAsync(room, "approval.signed_off", "approval", count);
    }

    [Fact]
    public async Task Calculating()
    {
        var room = await Boardroom.OpenAsync(lab.Healthy);
        var id = await Definitions.ActivateAsync(room.Author.Client);
        var month = new DateOnly(1997, 1, 1);
        var count = await lab.EachCallAsync(async moments =>
        {
            var asked = new { definitionId = id, period = month.ToString("yyyy-MM", CultureInfo.InvariantCulture) };
            month = month.AddMonths(1);
            await moments.BreakAsync(app => SendAsync(app, room.Author, "/api/value/calculations/run", asked));
            using var again = await room.Author.Client.SendAsync(IdentityCalls.Post("/api/value/calculations/run", asked));
            Assert.True(again.IsSuccessStatusCode, await again.Content.ReadAsStringAsync());
        });
        await RingAsync(room);
        var receipts = await room.ReceiptsAsync("calculation");
        Assert.Equal((count, count), (receipts.Count, receipts.Select(r => (string)r["body"]!["period"]!["from"]!).Distinct().Count()));
        Assert.All(receipts, r => Assert.Null(r["body"]!["replaces"]));
    }

    // Switched on again after a pause: the same steps as the first time, which a workspace has only once.
    [Fact]
    public async Task Going_live()
    {
        var room = await Readiness.ReadyAsync(lab.Healthy, "300", "300", "300");
        await room.Author.Client.PostJsonAsync("/api/golive", new { });
        var count = await lab.EachCallAsync(async moments =>
        {
            Assert.Equal("pausing", (string)(await room.Author.Client.PostJsonAsync("/api/golive/pause", new { }))["state"]!);
            await moments.BreakAsync(app => SendAsync(app, room.Author, "/api/golive/resume", new { }));
            Assert.Equal("on", (string)(await room.Author.Client.PostJsonAsync("/api/golive/resume", new { }))["state"]!);
        });
        await RingAsync(room, "billing");
        Assert.Single(await room.ReceiptsAsync("golive.enabled"));
        Assert.Equal(count, (await room.ReceiptsAsync("golive.resumed")).Count);
    }

    private async Task IsProvenOnceAsync(Boardroom room, string kind, string by, int count)
    {
        await RingAsync(room);
        var receipts = await room.ReceiptsAsync(kind);
        Assert.Equal((count, count), (receipts.Count, receipts.Select(r => (string)r["body"]![by]!).Distinct().Count()));
    }

    // What the bell does a minute after the process died.
    private Task<bool> RingAsync(Boardroom room, string table = "value") =>
        lab.Healthy.Services.GetRequiredService<Outbox>().DrainAsync(lab.Healthy.Services.GetRequiredService<Stores>().Workspace(table, room.WorkspaceId).Partition(table), CancellationToken.None);

    private static async Task SendAsync(ArtisanApp app, SignedInUser by, string path, object body)
    {
        using var client = app.CreateClient(by.AccessToken);
        using var answer = await client.SendAsync(IdentityCalls.Post(path, body));
    }

    /// <summary>An app whose workspaces are set up and without alerts.</summary>
    public sealed class Lab : CrashLab
    {
        private readonly Readiness _readiness = new();

        protected override Task<ArtisanApp> StartAsync(ArtisanApp? sharing, IReadOnlyList<HttpPipelinePolicy> policies) => _readiness.StartAsync(sharing, policies);
    }
}
