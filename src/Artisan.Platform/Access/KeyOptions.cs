using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Artisan.Platform.Access;

/// <summary>Where keys are kept.</summary>
public enum KeyMode
{
    /// <summary>Files of this machine, for development only.</summary>
    Local,

    /// <summary>Azure Key Vault.</summary>
    KeyVault,
}

/// <summary>Where the keys that all instances share are kept; section <c>Keys</c>.</summary>
public sealed class KeyOptions
{
    /// <summary>Where: <c>Local</c> or <c>KeyVault</c>. Default <c>Local</c>, which only a Development environment accepts.</summary>
    public KeyMode Mode { get; set; } = KeyMode.Local;

    /// <summary>The folder of local keys. Default <c>.data/keys</c>.</summary>
    [Required]
    public string Folder { get; set; } = Path.Combine(".data", "keys");

    /// <summary>The vault, such as <c>https://contoso.vault.azure.net/</c>. Required with <c>KeyVault</c>; default none.</summary>
    public Uri? VaultUri { get; set; }

    /// <summary>The vault's RSA key that wraps data keys; not the one that signs receipts. Default <c>artisan-wrap</c>.</summary>
    [Required, RegularExpression("^[0-9a-zA-Z-]{1,127}$")]
    public string WrapKeyName { get; set; } = "artisan-wrap";
}

/// <summary>Stops the start where keys would not be safe or not be found, and says so in a sentence.</summary>
internal sealed class KeyOptionsCheck(IHostEnvironment environment) : IValidateOptions<KeyOptions>
{
    public ValidateOptionsResult Validate(string? name, KeyOptions options) => options switch
    {
        { Mode: KeyMode.Local } when !environment.IsDevelopment() =>
            ValidateOptionsResult.Fail("Keys:Mode is Local, which keeps keys in files and is for Development only; set Keys:Mode to KeyVault and Keys:VaultUri."),
        { Mode: KeyMode.KeyVault, VaultUri: not { IsAbsoluteUri: true, Scheme: "https" } } =>
            ValidateOptionsResult.Fail("Keys:Mode is KeyVault, so Keys:VaultUri must be the https address of the vault."),
        _ => ValidateOptionsResult.Success,
    };
}
