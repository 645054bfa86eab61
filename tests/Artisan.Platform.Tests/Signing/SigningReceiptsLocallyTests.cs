using System.Text;
using Artisan.Platform.Signing;
using Artisan.Platform.Time;
using Artisan.Testing;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;

namespace Artisan.Platform.Tests.Signing;

public sealed class SigningReceiptsLocallyTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), AzuriteFixture.NewName("artisan-signing-"));
    private readonly SystemClock _clock = new(TimeProvider.System);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Processes_that_start_at_once_sign_with_one_key()
    {
        var signers = Enumerable.Range(0, 8).Select(_ => new LocalReceiptSigner(_folder, _clock)).ToList();
        var keys = await Task.WhenAll(signers.Select(s => Task.Run(() => s.CurrentAsync(default))));
        Assert.Single(keys.Select(k => k.Kid).Distinct());
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "receipts.1.pem")));
        signers.ForEach(s => s.Dispose());
    }

    [Fact]
    public async Task A_signature_is_the_same_each_time_and_verifies_with_the_public_half()
    {
        using var signer = new LocalReceiptSigner(_folder, _clock);
        var (key, data) = (await signer.CurrentAsync(default), Encoding.UTF8.GetBytes("checkpoint"));
        var signature = await signer.SignAsync(key, data, default);

        Assert.Equal(signature, await signer.SignAsync(key, data, default));
        Assert.True(key.Verifies(data, signature));
        Assert.False(key.Verifies(Encoding.UTF8.GetBytes("another"), signature));
        Assert.Equal(2048 / 8, key.PublicKey.Modulus!.Length);
        Assert.Null(key.PublicKey.D);
    }

    [Fact]
    public async Task Each_version_is_handed_over_to_by_the_one_before_as_an_export_needs_it()
    {
        using var signer = new LocalReceiptSigner(_folder, _clock);
        await signer.CurrentAsync(default);
        await signer.RotateAsync(default);
        await signer.RotateAsync(default);

        using var restarted = new LocalReceiptSigner(_folder, _clock);
        var keys = await restarted.AllAsync(default);
        Assert.Equal(3, keys.Count);
        Assert.Equal(keys[2].Kid, (await restarted.CurrentAsync(default)).Kid);
        SuccessionCheck.Holds(keys);
        var old = await restarted.SignAsync(keys[0], new byte[] { 1, 2, 3 }, default);
        Assert.True(keys[0].Verifies([1, 2, 3], old));
    }

    [Fact]
    public async Task A_key_of_another_signer_is_not_signed_with()
    {
        using var signer = new LocalReceiptSigner(_folder, _clock);
        var key = await signer.CurrentAsync(default);
        await Assert.ThrowsAsync<InvalidOperationException>(() => signer.SignAsync(key with { Kid = "other" }, new byte[1], default));
    }
}

/// <summary>Whether a list of keys chains, judged by the code that verifies exports.</summary>
internal static class SuccessionCheck
{
    public static void Holds(IReadOnlyList<SigningKey> keys)
    {
        RsaPublicKey? before = null;
        foreach (var key in keys)
        {
            var publicKey = RsaPublicKey.From(key.PublicKey.Modulus, key.PublicKey.Exponent);
            Assert.Equal(publicKey.Thumbprint, key.Kid);
            Assert.Equal(before?.Thumbprint, key.PreviousKid);
            Assert.True(KeyRecord.Create(publicKey, key.ValidFrom, key.PreviousKid, key.Succession).Verifies(before ?? publicKey));
            before = publicKey;
        }
    }
}
