using System.ComponentModel.DataAnnotations;
using Artisan.Platform.Access;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Artisan.Platform.Signing;

/// <summary>Where the key that signs receipts is kept; section <c>ReceiptSigning</c>.</summary>
public sealed class ReceiptSigningOptions
{
    /// <summary>Where: <c>Local</c> or <c>KeyVault</c>. Default <c>Local</c>, which only a Development environment accepts.</summary>
    public KeyMode Mode { get; set; } = KeyMode.Local;

    /// <summary>The name of the vault's RSA-2048 key, letters, digits and hyphens. Default <c>artisan-receipts</c>.</summary>
    [Required, RegularExpression("^[0-9a-zA-Z-]{1,127}$")]
    public string KeyName { get; set; } = "artisan-receipts";

    /// <summary>The vault, such as <c>https://contoso.vault.azure.net/</c>. Required with <c>KeyVault</c>; default none.</summary>
    public Uri? VaultUri { get; set; }

    /// <summary>The folder of the local key. Default <c>.data/signing</c>.</summary>
    [Required]
    public string Folder { get; set; } = Path.Combine(".data", "signing");
}

/// <summary>Stops the start where receipts could not be signed as they must, and says so in a sentence.</summary>
internal sealed class ReceiptSigningOptionsCheck(IHostEnvironment environment) : IValidateOptions<ReceiptSigningOptions>
{
    public ValidateOptionsResult Validate(string? name, ReceiptSigningOptions options) => options switch
    {
        { Mode: KeyMode.Local } when !environment.IsDevelopment() =>
            ValidateOptionsResult.Fail("ReceiptSigning:Mode is Local, which signs with a key in a file and is for Development only; set ReceiptSigning:Mode to KeyVault and ReceiptSigning:VaultUri."),
        { Mode: KeyMode.KeyVault, VaultUri: not { IsAbsoluteUri: true, Scheme: "https" } } =>
            ValidateOptionsResult.Fail("ReceiptSigning:Mode is KeyVault, so ReceiptSigning:VaultUri must be the https address of the vault."),
        _ => ValidateOptionsResult.Success,
    };
}
