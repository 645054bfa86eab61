using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Setup.Contracts;
using Artisan.Areas.Tests.Value;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Approvals;

/// <summary>What other areas say about a workspace's readiness, as a test wants it.</summary>
internal sealed class Readiness : ISetupState, IOpenAlerts
{
    public bool SetUp { get; set; } = true;

    public int CriticalAlerts { get; set; }

    /// <summary>What happens right after the alerts were counted the next time.</summary>
    public Action? OnceCounted { get; set; }

    public ValueTask<SetupProgress> GetAsync(string workspaceId, CancellationToken ct) => ValueTask.FromResult(SetUp ? new SetupProgress(5, 5, DateTimeOffset.UnixEpoch) : new SetupProgress(2, 5, null));

    public ValueTask<int> CountAsync(string workspaceId, AlertSeverity severity, CancellationToken ct)
    {
        var open = severity is AlertSeverity.Critical ? CriticalAlerts : 0;
        var happens = OnceCounted;
        OnceCounted = null;
        happens?.Invoke();
        return ValueTask.FromResult(open);
    }

    public Task<ArtisanApp> StartAsync(ArtisanApp? sharing = null, IReadOnlyList<global::Azure.Core.Pipeline.HttpPipelinePolicy>? policies = null, IReadOnlyDictionary<string, string?>? settings = null) =>
        ArtisanApp.StartAsync(sharing, policies: policies, settings: settings, services: services => services.AddSingleton<ISetupState>(this).AddSingleton<IOpenAlerts>(this));

    /// <summary>A workspace with a signed-off, active definition that measures right.</summary>
    public static async Task<Boardroom> ReadyAsync(ArtisanApp app, params string[] references)
    {
        var room = await Boardroom.OpenAsync(app);
        await SignOffAsync(room, references);
        return room;
    }

    public static async Task<string> SignOffAsync(Boardroom room, params string[] references)
    {
        var approval = await room.SubmitAsync(Definitions.Body("sum(amount)"));
        await room.AgreeAsync(approval);
        var id = (string)approval["definitionId"]!;
        await room.Author.Client.PostJsonAsync($"/api/value/definitions/{id}/activate", new { });
        foreach (var (reference, month) in references.Select((r, i) => (r, i + 1)))
        {
            await Definitions.PushAsync(room.Author.Client, Definitions.Point($"m{month}-{id}", month == 1 ? "0" : "300", $"1997-{month:D2}-11T00:00:00Z"));
            await Definitions.RunAsync(room.Author.Client, id, $"1997-{month:D2}");
            await room.Finance.Client.PostJsonAsync("/api/value/accuracy-feedback", new { definitionId = id, period = $"1997-{month:D2}", reference });
        }

        return id;
    }
}
