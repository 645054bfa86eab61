namespace Artisan.Platform.Tests;

/// <summary>A scenario with a platform of its own.</summary>
public abstract class PlatformTest : IAsyncLifetime
{
    private protected PlatformUnderTest Platform { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Platform.DisposeAsync();
}
