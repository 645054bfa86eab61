using Artisan.Azure;
using Artisan.Platform.Secrets;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Tests.Secrets;

public sealed class SealingSecretsTests : PlatformTest
{
    private SealedSecrets Secrets => Platform.Get<SealedSecrets>();

    [Theory]
    [InlineData("")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("päßwörd 🔑")]
    public async Task A_secret_opens_in_the_place_it_was_sealed_for(string secret)
    {
        var text = await Secrets.SealAsync(Platform.Partition, "ep|1", "secret", secret, default);
        Assert.Equal(secret, await Secrets.OpenAsync(Platform.Partition, "ep|1", "secret", text, default));
        if (secret.Length > 0) Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_secret_is_sealed_differently_each_time()
    {
        var texts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Secrets.SealAsync(Platform.Partition, "ep|1", "secret", "same", default)));
        Assert.Equal(20, texts.Distinct().Count());
        Assert.All(texts, t => Assert.StartsWith("v1.1.", t, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Copied_to_any_other_place_it_is_worthless()
    {
        var text = await Secrets.SealAsync(Platform.Partition, "ep|1", "secret", "s", default);
        var elsewhere = Platform.Stores.Workspace("things", Platform.WorkspaceId).Partition("other");
        var otherTable = Platform.Stores.Workspace("others", Platform.WorkspaceId).Partition("test");
        var foreign = Platform.Stores.Workspace("things", Platform.Ids.New("ws")).Partition("test");
        foreach (var (home, row, property) in new[] { (Platform.Partition, "ep|2", "secret"), (Platform.Partition, "ep|1", "other"), (elsewhere, "ep|1", "secret"), (otherTable, "ep|1", "secret"), (foreign, "ep|1", "secret") })
        {
            await Assert.ThrowsAsync<SecretUnreadableException>(() => Secrets.OpenAsync(home, row, property, text, default));
        }
    }

    [Fact]
    public async Task Changed_in_any_character_it_does_not_open()
    {
        var text = await Secrets.SealAsync(Platform.Partition, "ep|1", "secret", "s", default);
        for (var i = 0; i < text.Length; i++)
        {
            var changed = text[..i] + (text[i] == 'A' ? 'B' : 'A') + text[(i + 1)..];
            await Assert.ThrowsAsync<SecretUnreadableException>(() => Secrets.OpenAsync(Platform.Partition, "ep|1", "secret", changed, default));
        }

        await Assert.ThrowsAsync<SecretUnreadableException>(() => Secrets.OpenAsync(Platform.Partition, "ep|1", "secret", "", default));
    }

    [Fact]
    public async Task After_a_rotation_old_secrets_open_and_new_ones_use_the_new_key_in_every_instance()
    {
        await using var other = new PlatformUnderTest(sharing: Platform);
        var old = await Secrets.SealAsync(Platform.Partition, "ep|1", "secret", "old", default);
        Assert.Equal("old", await other.Get<SealedSecrets>().OpenAsync(other.Partition, "ep|1", "secret", old, default));

        await Platform.Get<DataKeys>().RotateAsync(Platform.Partition, default);
        var renewed = await Secrets.SealAsync(Platform.Partition, "ep|1", "secret", "new", default);

        Assert.StartsWith("v1.2.", renewed, StringComparison.Ordinal);
        Assert.True(await Secrets.IsOldAsync(Platform.Partition, old, default));
        Assert.False(await Secrets.IsOldAsync(Platform.Partition, renewed, default));
        Assert.Equal("old", await Secrets.OpenAsync(Platform.Partition, "ep|1", "secret", old, default));
        Assert.Equal("new", await other.Get<SealedSecrets>().OpenAsync(other.Partition, "ep|1", "secret", renewed, default));
    }

    [Fact]
    public async Task Instances_that_need_the_first_key_at_once_agree_on_one()
    {
        await using var other = new PlatformUnderTest(sharing: Platform);
        var texts = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => (i % 2 == 0 ? Platform : other).Get<SealedSecrets>().SealAsync(Platform.Partition, "r", "p", "s", default)));
        await using var third = new PlatformUnderTest(sharing: Platform);
        foreach (var text in texts) Assert.Equal("s", await third.Get<SealedSecrets>().OpenAsync(third.Partition, "r", "p", text, default));
    }

    [Fact]
    public async Task Users_and_the_platform_have_keys_of_their_own()
    {
        var (ada, bob) = (Platform.Stores.User(Platform.Ids.New("usr")).Root, Platform.Stores.User(Platform.Ids.New("usr")).Root);
        var text = await Secrets.SealAsync(ada, "totp", "seed", "JBSWY3DPEHPK3PXP", default);
        Assert.Equal("JBSWY3DPEHPK3PXP", await Secrets.OpenAsync(ada, "totp", "seed", text, default));
        await Assert.ThrowsAsync<SecretUnreadableException>(() => Secrets.OpenAsync(bob, "totp", "seed", text, default));

        var shared = Platform.Stores.Platform(TableNames.Platform).Partition("vendors");
        Assert.Equal("x", await Secrets.OpenAsync(shared, "r", "p", await Secrets.SealAsync(shared, "r", "p", "x", default), default));
    }

    [Fact]
    public async Task Destroying_an_erased_workspaces_keys_makes_its_secrets_unreadable_for_ever()
    {
        var text = await Secrets.SealAsync(Platform.Partition, "ep|1", "secret", "s", default);
        await Platform.Get<DataKeys>().DestroyAsync(Platform.Partition, default);
        await Assert.ThrowsAsync<SecretUnreadableException>(() => Secrets.OpenAsync(Platform.Partition, "ep|1", "secret", text, default));
        await using var other = new PlatformUnderTest(sharing: Platform);
        await Assert.ThrowsAsync<SecretUnreadableException>(() => other.Get<SealedSecrets>().OpenAsync(other.Partition, "ep|1", "secret", text, default));
    }

    [Fact]
    public async Task No_data_key_lies_in_storage_unwrapped()
    {
        await Secrets.SealAsync(Platform.Partition, "ep|1", "secret", "s", default);
        var rows = new List<Azure.Tables.TableEntity>();
        await foreach (var row in Platform.Get<StorageClients>().Tables.GetTableClient(TableNames.Identity).QueryAsync()) rows.Add(row);
        var key = Assert.Single(rows);
        Assert.Equal("dek|000001", key.RowKey);
        Assert.Equal(256, key.GetBinary("wrapped")!.Length);
    }
}
