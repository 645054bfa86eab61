using System.Text;
using Artisan.Azure.KeyVault;
using Artisan.Platform.Secrets;
using Artisan.Platform.Signing;
using Artisan.Platform.Time;
using Artisan.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Artisan.Platform.Tests.Signing;

public sealed class SigningReceiptsInTheVaultTests : IAsyncLifetime
{
    private const string Key = "artisan-receipts";

    private readonly FakeTime _time = new(TimeProvider.System.GetUtcNow());
    private readonly PlatformUnderTest _platform = new();
    private LoopbackKeyVault _vault = null!;

    public async Task InitializeAsync() => _vault = await LoopbackKeyVault.StartAsync();

    public async Task DisposeAsync()
    {
        await _vault.DisposeAsync();
        await _platform.DisposeAsync();
    }

    [Fact]
    public async Task A_missing_key_is_made_and_signs()
    {
        using var signer = Signer();
        var (key, data) = (await signer.CurrentAsync(default), Encoding.UTF8.GetBytes("checkpoint"));
        var signature = await signer.SignAsync(key, data, default);
        Assert.True(key.Verifies(data, signature));
        Assert.Equal(1, _vault.Keys.VersionsOf(Key));
        SuccessionCheck.Holds(await signer.AllAsync(default));
    }

    [Fact]
    public async Task What_is_public_is_answered_from_memory()
    {
        using var signer = Signer();
        var key = await signer.CurrentAsync(default);
        var before = _vault.Requests.Count;
        for (var i = 0; i < 20; i++) await signer.AllAsync(default);
        var signature = await signer.SignAsync(key, new byte[] { 1 }, default);
        Assert.True(key.Verifies([1], signature));
        Assert.Equal(before + 1, _vault.Requests.Count);
    }

    [Fact]
    public async Task A_new_version_is_known_before_it_signs_and_is_handed_over_to()
    {
        using var signer = Signer();
        var first = await signer.CurrentAsync(default);
        await CreateVersionAsync();

        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(2, (await signer.AllAsync(default)).Count);
        Assert.Equal(first.Kid, (await signer.CurrentAsync(default)).Kid);

        _time.Advance(TimeSpan.FromMinutes(6));
        var second = await signer.CurrentAsync(default);
        Assert.NotEqual(first.Kid, second.Kid);
        SuccessionCheck.Holds(await signer.AllAsync(default));
        using var other = Signer();
        Assert.Equal([first.Kid, second.Kid], (await other.AllAsync(default)).Select(k => k.Kid));
    }

    [Fact]
    public async Task Without_the_vault_the_keys_in_memory_serve_on()
    {
        using var signer = Signer();
        var key = await signer.CurrentAsync(default);
        _time.Advance(TimeSpan.FromMinutes(6));
        _vault.Throttle(1000);
        Assert.Equal(key.Kid, (await signer.CurrentAsync(default)).Kid);
    }

    [Fact]
    public async Task With_every_version_disabled_nothing_is_signed()
    {
        using (var signer = Signer()) await signer.CurrentAsync(default);
        _vault.Keys.Disable(Key);
        using var restarted = Signer();
        Assert.Contains(Key, (await Assert.ThrowsAsync<InvalidOperationException>(() => restarted.CurrentAsync(default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_keys_are_wrapped_by_a_key_of_their_own_and_unwrapped_by_the_version_that_did_it()
    {
        var wrap = new VaultKeyWrap(Client(), "artisan-wrap");
        var key = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var wrapped = await wrap.WrapAsync(key, default);
        await Client().CreateRsaKeyAsync(new CreateRsaKeyOptions("artisan-wrap"));

        Assert.Equal(key, await wrap.UnwrapAsync(wrapped, default));
        Assert.NotEqual(wrapped.WrappingKey, (await wrap.WrapAsync(key, default)).WrappingKey);
        await Assert.ThrowsAsync<SecretUnreadableException>(() => wrap.UnwrapAsync(wrapped with { WrappingKey = "00000000000000000000000000000000" }, default));
    }

    private async Task CreateVersionAsync() => await Client().CreateRsaKeyAsync(new CreateRsaKeyOptions(Key) { KeyOperations = ["sign", "verify"] });

    private VaultReceiptSigner Signer() => new(Client(), Key, _platform.Stores, new SystemClock(_time), NullLogger<VaultReceiptSigner>.Instance);

    private KeyClient Client() => new(_vault.Uri, _vault.Credential, new KeyClientOptions { DisableChallengeResourceVerification = true, ThrottlingDelays = [TimeSpan.FromMilliseconds(1)] });
}
