using System.Security.Cryptography;

namespace Artisan.Azure.KeyVault;

/// <summary>Operations with a private key, done inside the vault; every result names the version of the key that did it.</summary>
public sealed class CryptographyClient
{
    private readonly VaultRequests _requests;
    private readonly string _name;
    private readonly string _path;

    internal CryptographyClient(string name, string? version, VaultRequests requests) =>
        (_requests, _name, _path) = (requests, name, version is null ? name : $"{name}/{Uri.EscapeDataString(version)}");

    /// <summary>Signs data: hashed here, signed there.</summary>
    public Task<SignResult> SignDataAsync(SignatureAlgorithm algorithm, byte[] data, CancellationToken cancellationToken = default) =>
        SignAsync(algorithm, SHA256.HashData(data), cancellationToken);

    /// <summary>Signs a SHA-256 digest of exactly 32 bytes.</summary>
    public async Task<SignResult> SignAsync(SignatureAlgorithm algorithm, byte[] digest, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(digest);
        if (algorithm != SignatureAlgorithm.RS256) throw new ArgumentException($"Only RS256 is signed, not {algorithm}.", nameof(algorithm));
        if (digest.Length != SHA256.HashSizeInBytes) throw new ArgumentException($"RS256 signs a digest of {SHA256.HashSizeInBytes} bytes, this one has {digest.Length}.", nameof(digest));
        var (kid, value) = await RunAsync("sign", algorithm.Name, digest, "Sign", cancellationToken);
        return new SignResult(kid, value, algorithm);
    }

    /// <summary>Wraps a data key.</summary>
    public async Task<WrapResult> WrapKeyAsync(KeyWrapAlgorithm algorithm, byte[] key, CancellationToken cancellationToken = default)
    {
        var (kid, value) = await RunAsync("wrapkey", algorithm.Name, key, "WrapKey", cancellationToken);
        return new WrapResult(kid, value, algorithm);
    }

    /// <summary>Unwraps a data key; use the version that wrapped it.</summary>
    public async Task<UnwrapResult> UnwrapKeyAsync(KeyWrapAlgorithm algorithm, byte[] encryptedKey, CancellationToken cancellationToken = default)
    {
        var (kid, value) = await RunAsync("unwrapkey", algorithm.Name, encryptedKey, "UnwrapKey", cancellationToken);
        return new UnwrapResult(kid, value, algorithm);
    }

    private async Task<(string Kid, byte[] Value)> RunAsync(string path, string algorithm, byte[] value, string operation, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(value);
        var body = new OperationWire(algorithm, VaultJson.Encode(value));
        var response = await _requests.PostAsync(_requests.Address($"{_path}/{path}"), body, VaultJson.Default.OperationWire, operation, _name, ct);
        var result = VaultRequests.Read(response, VaultJson.Default.OperationResultWire);
        return (result.Kid, VaultJson.Decode(result.Value));
    }
}
