using Artisan.Azure.KeyVault;
using Artisan.Testing;

namespace Artisan.Azure.Tests.KeyVault;

/// <summary>A loopback vault of its own for each test.</summary>
public abstract class VaultScenario : IAsyncLifetime
{
    protected LoopbackKeyVault Vault { get; private set; } = null!;

    protected KeyClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Vault = await LoopbackKeyVault.StartAsync();
        Client = Connect();
    }

    public async Task DisposeAsync() => await Vault.DisposeAsync();

    protected KeyClient Connect(Action<KeyClientOptions>? configure = null)
    {
        var options = new KeyClientOptions { DisableChallengeResourceVerification = true, ThrottlingDelays = [.. Enumerable.Range(1, 5).Select(i => TimeSpan.FromMilliseconds(i))] };
        configure?.Invoke(options);
        return new KeyClient(Vault.Uri, Vault.Credential, options);
    }
}
