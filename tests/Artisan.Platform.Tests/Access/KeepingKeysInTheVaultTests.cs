using Artisan.Platform.Access;
using Artisan.Platform.Time;
using Artisan.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Artisan.Platform.Tests.Access;

public sealed class KeepingKeysInTheVaultTests : IAsyncLifetime
{
    private const string Cursors = "artisan-cursors";

    private readonly FakeTime _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private LoopbackSecrets _vault = null!;

    public async Task InitializeAsync() => _vault = await LoopbackSecrets.StartAsync(_time);

    public async Task DisposeAsync() => await _vault.DisposeAsync();

    [Fact]
    public async Task Missing_secrets_are_made_and_instances_that_start_together_accept_each_others_keys()
    {
        var (one, two) = (Ring(), Ring());
        await Task.WhenAll(one.LoadAsync(default), two.LoadAsync(default));
        Assert.Equal(KeyMaterial.Purposes.Count, _vault.Secrets.Count);
        foreach (var purpose in KeyMaterial.Purposes)
        {
            Assert.Contains(one.Get(purpose).Current, two.Get(purpose).All);
            Assert.Contains(two.Get(purpose).Current, one.Get(purpose).All);
        }

        var later = Ring();
        await later.LoadAsync(default);
        Assert.Contains(later.Get(KeyPurpose.Cursors).Current, one.Get(KeyPurpose.Cursors).All);
    }

    [Fact]
    public void Before_they_are_loaded_no_key_is_given() => Assert.Throws<InvalidOperationException>(() => Ring().Get(KeyPurpose.Cursors));

    [Fact]
    public async Task A_new_version_is_accepted_at_once_and_used_when_everyone_has_seen_it()
    {
        var ring = Ring();
        await ring.LoadAsync(default);
        var old = ring.Get(KeyPurpose.Cursors).Current;
        _time.Advance(TimeSpan.FromHours(1));
        await _vault.Client().SetSecretAsync(Cursors, Convert.ToBase64String(KeyMaterial.Create(KeyPurpose.Cursors)));

        await ring.LoadAsync(default);
        Assert.Equal(old, ring.Get(KeyPurpose.Cursors).Current);
        Assert.Equal(2, ring.Get(KeyPurpose.Cursors).All.Count);

        _time.Advance(TimeSpan.FromMinutes(11));
        await ring.LoadAsync(default);
        Assert.NotEqual(old, ring.Get(KeyPurpose.Cursors).Current);
        Assert.Contains(old, ring.Get(KeyPurpose.Cursors).All);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_expired_or_disabled_version_is_accepted_no_more(bool expired)
    {
        var ring = Ring();
        await ring.LoadAsync(default);
        var old = ring.Get(KeyPurpose.Cursors).Current;
        await _vault.Client().SetSecretAsync(Cursors, Convert.ToBase64String(KeyMaterial.Create(KeyPurpose.Cursors)));
        var version = _vault.Secrets[Cursors][0];
        if (expired) version.Expires = _time.GetUtcNow();
        else version.Enabled = false;

        await ring.LoadAsync(default);
        Assert.DoesNotContain(old, ring.Get(KeyPurpose.Cursors).All);
        Assert.Single(ring.Get(KeyPurpose.Cursors).All);
    }

    [Fact]
    public async Task While_the_vault_cannot_be_reached_the_keys_in_memory_serve_on_and_unchanged_keys_stay_the_same_set()
    {
        var ring = Ring();
        await ring.LoadAsync(default);
        var keys = ring.Get(KeyPurpose.AccessTokens);
        _vault.Unreachable = true;
        await ring.LoadAsync(default);
        _vault.Unreachable = false;
        await ring.LoadAsync(default);
        Assert.Same(keys, ring.Get(KeyPurpose.AccessTokens));

        _vault.Unreachable = true;
        await Assert.ThrowsAnyAsync<global::Azure.RequestFailedException>(() => Ring().LoadAsync(default));
    }

    [Fact]
    public async Task A_secret_that_holds_no_key_stops_the_start_with_its_name()
    {
        await _vault.Client().SetSecretAsync(Cursors, "changeme");
        Assert.Contains(Cursors, (await Assert.ThrowsAsync<InvalidOperationException>(() => Ring().LoadAsync(default))).Message, StringComparison.Ordinal);
    }

    private VaultKeyRing Ring() => new(_vault.Client(), new SystemClock(_time), NullLogger<VaultKeyRing>.Instance);
}
