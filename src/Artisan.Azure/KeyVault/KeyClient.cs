using Azure;
using Azure.Core;

namespace Artisan.Azure.KeyVault;

/// <summary>The keys of a Key Vault. Private halves never leave it; what needs only the public half is done locally.</summary>
public sealed class KeyClient
{
    private readonly VaultRequests _requests;

    public KeyClient(Uri vaultUri, TokenCredential credential, KeyClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(vaultUri);
        options ??= new KeyClientOptions();
        _requests = new VaultRequests(vaultUri, new StoragePipeline(StorageKind.Vault, options, new ChallengePolicy(credential, options, TimeProvider.System)));
    }

    public Uri VaultUri => _requests.Vault;

    /// <summary>Reads a version of a key, the newest without one; 404 KeyNotFound where there is none.</summary>
    public async Task<Response<KeyVaultKey>> GetKeyAsync(string name, string? version = null, CancellationToken cancellationToken = default)
    {
        var address = _requests.Address(version is null ? Name(name) : $"{Name(name)}/{Uri.EscapeDataString(version)}");
        return Key(await _requests.GetAsync(address, "GetKey", name, cancellationToken));
    }

    /// <summary>Creates a key, or a new version of an existing one.</summary>
    public async Task<Response<KeyVaultKey>> CreateRsaKeyAsync(CreateRsaKeyOptions rsaKeyOptions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rsaKeyOptions);
        var body = new CreateKeyWire(rsaKeyOptions.HardwareProtected ? "RSA-HSM" : "RSA", rsaKeyOptions.KeySize, rsaKeyOptions.KeyOperations is { Count: > 0 } operations ? operations : null, new AttributesWire(rsaKeyOptions.Enabled));
        return Key(await _requests.PostAsync(_requests.Address($"{Name(rsaKeyOptions.Name)}/create"), body, VaultJson.Default.CreateKeyWire, "CreateKey", rsaKeyOptions.Name, cancellationToken));
    }

    /// <summary>All versions of a key, page by page, in the vault's order.</summary>
    public AsyncPageable<KeyProperties> GetPropertiesOfKeyVersionsAsync(string name, CancellationToken cancellationToken = default)
    {
        var first = _requests.Address($"{Name(name)}/versions", "maxresults=25&");
        return new Pages<KeyProperties>(async (token, _, ct) =>
        {
            var response = await _requests.GetAsync(token is null ? first : _requests.Next(token), "ListKeyVersions", name, ct);
            var page = VaultRequests.Read(response, VaultJson.Default.KeyListWire);
            return Page<KeyProperties>.FromValues([.. (page.Value ?? []).Select(k => VaultJson.Properties(k.Kid, k.Attributes))], page.NextLink, response);
        }, cancellationToken);
    }

    /// <summary>Signs and unwraps with a version of a key, the newest without one.</summary>
    public CryptographyClient GetCryptographyClient(string keyName, string? keyVersion = null) => new(Name(keyName), keyVersion, _requests);

    private static Response<KeyVaultKey> Key(Response response) => Response.FromValue(VaultJson.Key(VaultRequests.Read(response, VaultJson.Default.KeyBundleWire)), response);

    private static string Name(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is >= 1 and <= 127 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? name : throw new ArgumentException("The name of a key has 1 to 127 letters, digits and dashes.", nameof(name));
    }
}
