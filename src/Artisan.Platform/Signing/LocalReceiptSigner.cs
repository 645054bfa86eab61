using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Platform.Signing;

/// <summary>
/// Signs with RSA-2048 keys in files <c>receipts.{number}.pem</c>, the first one made when it is asked for. Each file also holds the signature by which
/// the version before handed over. For development: formats and verification are those of production.
/// </summary>
public sealed class LocalReceiptSigner(string folder, SystemClock clock) : IReceiptSigner, IDisposable
{
    private const string SuccessionLabel = "ARTISAN KEY SUCCESSION";
    private const string SinceLabel = "ARTISAN VALID FROM";

    private sealed record Version(SigningKey Key, RSA Private);

    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly Lock _signing = new();
    private IReadOnlyList<Version>? _versions;

    public async Task<SigningKey> CurrentAsync(CancellationToken ct) => (await VersionsAsync(ct))[^1].Key;

    public async Task<IReadOnlyList<SigningKey>> AllAsync(CancellationToken ct) => [.. (await VersionsAsync(ct)).Select(v => v.Key)];

    public async Task<byte[]> SignAsync(SigningKey key, ReadOnlyMemory<byte> data, CancellationToken ct)
    {
        var version = (await VersionsAsync(ct)).FirstOrDefault(v => v.Key.Kid == key.Kid) ?? throw new InvalidOperationException("This key is not one of the signer's.");
        lock (_signing) return Sign(version.Private, data.Span);
    }

    /// <summary>Adds a version, which signs from now on; the one before hands over to it.</summary>
    public async Task RotateAsync(CancellationToken ct)
    {
        var versions = await VersionsAsync(ct);
        await CreateAsync(versions.Count + 1, versions[^1], ct);
        _versions = null;
    }

    public void Dispose()
    {
        foreach (var version in _versions ?? []) version.Private.Dispose();
        _loading.Dispose();
    }

    private async Task<IReadOnlyList<Version>> VersionsAsync(CancellationToken ct)
    {
        if (_versions is { } loaded) return loaded;
        await _loading.WaitAsync(ct);
        try
        {
            if (_versions is { } meanwhile) return meanwhile;
            if (!File.Exists(PathOf(1))) await CreateAsync(1, previous: null, ct);
            var versions = new List<Version>();
            for (var number = 1; File.Exists(PathOf(number)); number++) versions.Add(Read(number, await File.ReadAllTextAsync(PathOf(number), ct), versions.LastOrDefault()?.Key.Kid));
            return _versions = versions;
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task CreateAsync(int number, Version? previous, CancellationToken ct)
    {
        using var rsa = RSA.Create(2048);
        var since = clock.Now;
        var input = SigningKey.SuccessionInput(SigningKey.Thumbprint(rsa.ExportParameters(includePrivateParameters: false)), since, previous?.Key.Kid);
        var text = new StringBuilder(rsa.ExportPkcs8PrivateKeyPem()).Append('\n')
            .Append(PemEncoding.WriteString(SinceLabel, Encoding.ASCII.GetBytes(since.ToString("O", CultureInfo.InvariantCulture)))).Append('\n')
            .Append(PemEncoding.WriteString(SuccessionLabel, Sign(previous?.Private ?? rsa, input))).Append('\n');
        await LocalFiles.CreateAsync(PathOf(number), text.ToString(), ct);
    }

    private static Version Read(int number, string text, string? previousKid)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(text.AsSpan(0, text.IndexOf($"-----BEGIN {SinceLabel}", StringComparison.Ordinal)));
        var publicKey = rsa.ExportParameters(includePrivateParameters: false);
        var since = DateTimeOffset.Parse(Encoding.ASCII.GetString(Block(text, SinceLabel)), CultureInfo.InvariantCulture);
        return new Version(new SigningKey(SigningKey.Thumbprint(publicKey), number.ToString(CultureInfo.InvariantCulture), publicKey, since, previousKid, Block(text, SuccessionLabel)), rsa);
    }

    private static byte[] Block(string text, string label)
    {
        var pem = text.AsSpan(text.IndexOf($"-----BEGIN {label}-----", StringComparison.Ordinal));
        return Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data].ToString());
    }

    private static byte[] Sign(RSA rsa, ReadOnlySpan<byte> data) => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private string PathOf(int number) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"receipts.{number}.pem"));
}
