using Artisan.Testing.Host;
using Azure.Core.Pipeline;

namespace Artisan.Areas.Tests.Setup;

/// <summary>Something breaks while a page of a source is read; another process goes on.</summary>
public sealed class ReadingThroughCrashesTests(ReadingThroughCrashesTests.Lab lab) : IClassFixture<ReadingThroughCrashesTests.Lab>
{
    [Fact]
    public async Task Whatever_breaks_nothing_counts_twice_and_nothing_is_missing()
    {
        for (var i = 0; i < 120; i++) Wizard.Deal(lab.Sources.HubSpot, $"d-{i}", "2026-01-10", "10", changed: Wizard.Change(i));
        foreach (var app in new[] { lab.Healthy, lab.Breaking }) app.BusinessClock.Set(Wizard.At("2026-07-01T12:00:00Z"), running: false);
        await lab.EachCallAsync(async moments =>
        {
            var wizard = await new Wizard(lab.Sources).BeginAsync();
            await wizard.BeforeReadingAsync();
            await moments.BreakAsync(async app => await wizard.DeliverAsync(app, (await wizard.SyncAsync())!.Due));
            for (var state = await wizard.SyncAsync(); state!.Status != "idle"; state = await wizard.SyncAsync()) await wizard.DeliverAsync(lab.Healthy, state.Due);
            Assert.Equal(1200m, await wizard.SumAsync());
        });
    }

    /// <summary>The sources, and the app twice on top of them.</summary>
    public sealed class Lab : CrashLab
    {
        internal SetupLab Sources { get; } = new();

        public override async Task DisposeAsync()
        {
            await Breaking.DisposeAsync();
            await Sources.DisposeAsync();
        }

        protected override async Task<ArtisanApp> StartAsync(ArtisanApp? sharing, IReadOnlyList<HttpPipelinePolicy> policies)
        {
            if (sharing is not null) return await ArtisanApp.StartAsync(sharing, policies: policies, settings: Sources.Settings);
            await Sources.InitializeAsync();
            return Sources.App;
        }
    }
}
