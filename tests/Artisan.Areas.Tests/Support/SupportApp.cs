using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Support;

/// <summary>The app of the scenarios that are not about asking too often.</summary>
public sealed class SupportApp : IAsyncLifetime
{
    public ArtisanApp App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await ArtisanApp.StartAsync(settings: new Dictionary<string, string?> { ["Support:TicketsPerMemberPerHour"] = "10000", ["Support:MessagesPerMemberPerHour"] = "10000" });

    public async Task DisposeAsync() => await App.DisposeAsync();
}
