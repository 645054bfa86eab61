using Artisan.Areas.Receipts.Contracts;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Azure.KeyVault;
using Artisan.Platform.Signing;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Artisan.Testing;
using Artisan.Value.Receipts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Artisan.Areas.Tests.Receipts;

/// <summary>The steps of docs/how-to/rotate-the-signing-key.md, on a vault.</summary>
public sealed class RotatingTheVaultsKeyTests : IAsyncLifetime, IDisposable
{
    private const string Key = "artisan-receipts";

    private readonly FakeTime _time = new(TimeProvider.System.GetUtcNow());
    private readonly LogHome _home = new();
    private LoopbackKeyVault _vault = null!;

    private string Ws => _home.WorkspaceId;

    public async Task InitializeAsync() => _vault = await LoopbackKeyVault.StartAsync();

    public async Task DisposeAsync() => await _vault.DisposeAsync();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_new_version_is_published_before_it_signs_and_who_pinned_the_old_one_follows_it()
    {
        var process = Process();
        await process.AppendAsync(Ws, "calc:1");
        var first = (await process.SealAsync(Ws))!;
        var before = await RestoredLogsTests.ExportBytesAsync(process, Ws);

        await Vault().CreateRsaKeyAsync(new CreateRsaKeyOptions(Key) { KeySize = 2048, KeyOperations = ["sign", "verify"] });
        _time.Advance(TimeSpan.FromMinutes(20));
        await process.AppendAsync(Ws, "calc:2");
        Assert.Equal(first.Kid, (await process.SealAsync(Ws))!.Kid);
        var published = await process.Get<SigningKeys>().RecordsAsync(default);
        Assert.Equal([null, first.Kid], published.Select(k => k.Previous));

        _time.Advance(TimeSpan.FromMinutes(61));
        await process.AppendAsync(Ws, "calc:3");
        var second = (await process.SealAsync(Ws))!;
        Assert.Equal(published[1].Key.Thumbprint, second.Kid);

        var after = await RestoredLogsTests.ExportBytesAsync(process, Ws);
        foreach (var export in new[] { before, after })
        {
            using var file = new MemoryStream(export);
            Assert.Equal(VerificationOutcome.Valid, (await ExportVerifier.VerifyAsync(file, TrustAnchors.Of(first.Kid) with { HeldCheckpoints = export == after ? [first.Signed] : [] }, default)).Outcome);
        }

        // Whoever pins only the new key cannot take what the old one signed for the log's.
        using var old = new MemoryStream(before);
        Assert.Equal(VerificationOutcome.Invalid, (await ExportVerifier.VerifyAsync(old, TrustAnchors.Of(second.Kid), default)).Outcome);

        // A process that starts anew signs with the new one too, and both stay published.
        var restarted = Process();
        await restarted.AppendAsync(Ws, "calc:4");
        Assert.Equal(second.Kid, (await restarted.SealAsync(Ws))!.Kid);
        Assert.Equal(2, (await restarted.Get<SigningKeys>().RecordsAsync(default)).Count);
        Assert.Equal(ReceiptState.Sealed, (await restarted.Log.FindAsync(Ws, ReceiptIds.For(Ws, "calc:1"), default))!.State);
    }

    private LogProcess Process()
    {
        LogProcess? self = null;
        var settings = new Dictionary<string, string?> { ["Receipts:SealAfterMilliseconds"] = "60000", ["Receipts:KeyPublishedMinutes"] = "60" };
        return self = new LogProcess(_home, settings: settings, time: _time, signer: _ =>
            new VaultReceiptSigner(Vault(), Key, self!.Get<Stores>(), self.Get<SystemClock>(), NullLogger<VaultReceiptSigner>.Instance));
    }

    private KeyClient Vault() => new(_vault.Uri, _vault.Credential, new KeyClientOptions { DisableChallengeResourceVerification = true });
}
