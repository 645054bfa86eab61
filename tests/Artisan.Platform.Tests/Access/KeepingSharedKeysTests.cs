using Artisan.Platform.Access;
using Artisan.Testing;

namespace Artisan.Platform.Tests.Access;

public sealed class KeepingSharedKeysTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), AzuriteFixture.NewName("artisan-keys-"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Processes_that_start_at_once_end_with_the_same_keys()
    {
        var rings = Enumerable.Range(0, 16).Select(_ => new LocalKeyRing(_folder)).ToList();
        foreach (var purpose in KeyMaterial.Purposes)
        {
            var keys = await Task.WhenAll(rings.Select(r => Task.Run(() => Convert.ToHexString(r.Get(purpose).Current))));
            Assert.Single(keys.Distinct());
        }

        Assert.Equal(KeyMaterial.Purposes.Count, Directory.GetFiles(_folder, "*.key").Length);
    }

    [Fact]
    public void Nobody_but_the_owner_can_read_them()
    {
        new LocalKeyRing(_folder).Get(KeyPurpose.Cursors);
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Directory.GetFiles(_folder, "*.key"))));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder));
    }

    [Fact]
    public async Task A_new_key_comes_first_and_the_old_one_is_accepted_until_its_file_is_removed()
    {
        var ring = new LocalKeyRing(_folder);
        var old = ring.Get(KeyPurpose.RefreshTokens).Current;
        await ring.RotateAsync(KeyPurpose.RefreshTokens, default);

        var keys = new LocalKeyRing(_folder).Get(KeyPurpose.RefreshTokens);
        Assert.NotEqual(old, keys.Current);
        Assert.Equal([keys.Current, old], keys.All);
        File.Delete(Path.Combine(_folder, "refresh-tokens.1.key"));
        Assert.Equal([keys.Current], new LocalKeyRing(_folder).Get(KeyPurpose.RefreshTokens).All);
    }

    [Theory]
    [InlineData("no base64 at all!")]
    [InlineData("c2hvcnQ=")]
    [InlineData("")]
    public void A_file_that_holds_no_key_stops_the_start_with_its_name(string content)
    {
        Directory.CreateDirectory(_folder);
        var path = Path.Combine(_folder, "access-tokens.1.key");
        File.WriteAllText(path, content);
        Assert.Contains(path, Assert.Throws<InvalidOperationException>(() => new LocalKeyRing(_folder).Get(KeyPurpose.AccessTokens)).Message, StringComparison.Ordinal);
    }
}
