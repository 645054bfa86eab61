using System.Security.Cryptography;
using System.Text;
using Artisan.Azure.KeyVault;
using Azure;

namespace Artisan.Azure.Tests.KeyVault;

public sealed class UsingKeysTests : VaultScenario
{
    [Fact]
    public async Task A_signature_made_in_the_vault_verifies_locally_with_the_public_key()
    {
        var key = (await Client.CreateRsaKeyAsync(new CreateRsaKeyOptions("receipts") { KeyOperations = ["sign", "verify"] })).Value;
        var data = Encoding.UTF8.GetBytes("checkpoint");

        var signed = await Client.GetCryptographyClient("receipts").SignDataAsync(SignatureAlgorithm.RS256, data);
        var pinned = await Client.GetCryptographyClient("receipts", key.Properties.Version).SignAsync(SignatureAlgorithm.RS256, SHA256.HashData(data));

        using var rsa = (await Client.GetKeyAsync("receipts")).Value.Key.ToRSA();
        Assert.Equal(2048, rsa.KeySize);
        Assert.True(rsa.VerifyData(data, signed.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal(signed.Signature, pinned.Signature);
        Assert.Equal((key.Key.Id, SignatureAlgorithm.RS256), (signed.KeyId, signed.Algorithm));
        Assert.Equal(256, key.Key.N.Length);
        Assert.Equal(2, Vault.Signatures);
    }

    [Fact]
    public async Task A_data_key_is_wrapped_and_unwrapped_by_the_version_that_is_named()
    {
        await Client.CreateRsaKeyAsync(new CreateRsaKeyOptions("data"));
        var secret = RandomNumberGenerator.GetBytes(32);
        var wrapped = await Client.GetCryptographyClient("data").WrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, secret);
        await Client.CreateRsaKeyAsync(new CreateRsaKeyOptions("data"));

        var version = new Uri(wrapped.KeyId).Segments[^1];
        var unwrapped = await Client.GetCryptographyClient("data", version).UnwrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, wrapped.EncryptedKey);
        var wrongVersion = await Assert.ThrowsAsync<RequestFailedException>(() => Client.GetCryptographyClient("data").UnwrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, wrapped.EncryptedKey));

        Assert.Equal(secret, unwrapped.Key);
        Assert.NotEqual(secret, wrapped.EncryptedKey);
        Assert.Equal((400, "BadParameter"), (wrongVersion.Status, wrongVersion.ErrorCode));
    }

    [Fact]
    public async Task All_versions_of_a_key_are_listed_page_by_page()
    {
        for (var i = 0; i < 27; i++) await Client.CreateRsaKeyAsync(new CreateRsaKeyOptions("many") { KeySize = 1024 });

        List<KeyProperties> versions = [];
        await foreach (var version in Client.GetPropertiesOfKeyVersionsAsync("many")) versions.Add(version);

        Assert.Equal(27, versions.Select(v => v.Version).Distinct().Count());
        Assert.All(versions, v => Assert.Equal(("many", true), (v.Name, v.Enabled)));
        Assert.Equal(2, Vault.Requests.Count(r => r.Contains("/versions bearer", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Refusals_carry_the_vault_s_status_and_code()
    {
        var missing = await Assert.ThrowsAsync<RequestFailedException>(() => Client.GetKeyAsync("none"));
        Assert.Equal((404, "KeyNotFound"), (missing.Status, missing.ErrorCode));

        await Client.CreateRsaKeyAsync(new CreateRsaKeyOptions("off"));
        Vault.Keys.Disable("off");
        var disabled = await Assert.ThrowsAsync<RequestFailedException>(() => Client.GetCryptographyClient("off").SignDataAsync(SignatureAlgorithm.RS256, [1]));
        Assert.Equal((403, "Forbidden"), (disabled.Status, disabled.ErrorCode));
        Assert.False((await Client.GetKeyAsync("off")).Value.Properties.Enabled);

        await Client.CreateRsaKeyAsync(new CreateRsaKeyOptions("wrap-only") { KeyOperations = ["wrapKey", "unwrapKey"] });
        var forbidden = await Assert.ThrowsAsync<RequestFailedException>(() => Client.GetCryptographyClient("wrap-only").SignDataAsync(SignatureAlgorithm.RS256, [1]));
        Assert.Equal(403, forbidden.Status);
    }

    [Fact]
    public async Task A_wrong_digest_a_wrong_name_and_another_algorithm_are_refused_before_they_are_sent()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Client.GetCryptographyClient("receipts").SignAsync(SignatureAlgorithm.RS256, new byte[31]));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.GetCryptographyClient("receipts").SignAsync(new SignatureAlgorithm("PS256"), new byte[32]));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.GetKeyAsync("a/b"));
        Assert.Empty(Vault.Requests);
    }
}
