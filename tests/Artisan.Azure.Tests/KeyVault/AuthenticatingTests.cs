using System.Diagnostics;
using Artisan.Azure.KeyVault;
using Artisan.Testing;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Artisan.Azure.Tests.KeyVault;

public sealed class AuthenticatingTests : VaultScenario
{
    [Fact]
    public async Task The_first_request_goes_without_body_and_token_and_the_challenge_is_remembered()
    {
        await Client.CreateRsaKeyAsync(new CreateRsaKeyOptions("receipts"));
        await Client.GetKeyAsync("receipts");
        await Client.GetKeyAsync("receipts");

        Assert.Equal(["POST /keys/receipts/create anonymous 0", "POST /keys/receipts/create bearer", "GET /keys/receipts bearer", "GET /keys/receipts bearer"], Vault.Requests);
        var asked = Assert.Single(Vault.Credential.Asked);
        Assert.Equal(["https://vault.azure.net/.default"], asked.Scopes);
        Assert.Equal(LoopbackVaultCredential.Tenant, asked.TenantId);
    }

    [Fact]
    public async Task A_token_that_the_vault_no_longer_accepts_is_replaced_once()
    {
        await Client.CreateRsaKeyAsync(new CreateRsaKeyOptions("receipts"));
        Vault.Credential.Revoke();

        await Client.GetKeyAsync("receipts");

        Assert.Equal(2, Vault.Credential.Asked.Count);
    }

    [Fact]
    public async Task A_token_is_renewed_two_minutes_before_it_ends()
    {
        Vault.Credential.Lifetime = TimeSpan.FromSeconds(119);
        await Client.CreateRsaKeyAsync(new CreateRsaKeyOptions("receipts"));
        await Client.GetKeyAsync("receipts");
        Assert.Equal(2, Vault.Credential.Asked.Count);

        Vault.Credential.Lifetime = TimeSpan.FromSeconds(180);
        await Client.GetKeyAsync("receipts");
        await Client.GetKeyAsync("receipts");
        Assert.Equal(3, Vault.Credential.Asked.Count);
    }

    [Fact]
    public async Task Concurrent_calls_share_one_token()
    {
        await Client.CreateRsaKeyAsync(new CreateRsaKeyOptions("receipts"));
        var other = Connect();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => other.GetKeyAsync("receipts")));

        Assert.Equal(2, Vault.Credential.Asked.Count);
    }

    [Fact]
    public async Task A_challenge_for_another_domain_gets_no_token()
    {
        // The host name is the vault's own in the address, so the check sees a real vault; the transport leads to the loopback one.
        var transport = new RedirectingTransport(Vault.Uri);
        var client = new KeyClient(new Uri("https://artisan.vault.azure.net"), Vault.Credential, new KeyClientOptions { Transport = transport });
        Vault.ChallengeResource = "https://vault.evil.example";

        await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetKeyAsync("receipts"));
        Assert.Empty(Vault.Credential.Asked);

        Vault.ChallengeResource = "https://vault.azure.net";
        var missing = await Assert.ThrowsAsync<RequestFailedException>(() => client.GetKeyAsync("receipts"));
        Assert.Equal(404, missing.Status);
        Assert.Single(Vault.Credential.Asked);
    }

    [Fact]
    public async Task A_vault_without_tls_gets_nothing_unless_it_is_a_loopback_one_that_is_trusted()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => new KeyClient(Vault.Uri, Vault.Credential).GetKeyAsync("receipts"));
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            new KeyClient(new Uri("http://artisan.vault.azure.net"), Vault.Credential, new KeyClientOptions { DisableChallengeResourceVerification = true }).GetKeyAsync("receipts"));
        Assert.Empty(Vault.Requests);
    }

    [Fact]
    public async Task Throttling_is_waited_out_with_growing_delays()
    {
        await Client.CreateRsaKeyAsync(new CreateRsaKeyOptions("receipts"));
        var patient = Connect(o => o.ThrottlingDelays = [.. Enumerable.Range(0, 5).Select(i => TimeSpan.FromMilliseconds(20 << i))]);
        Vault.Throttle(5);
        var started = Stopwatch.GetTimestamp();

        await patient.GetKeyAsync("receipts");

        Assert.True(Stopwatch.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(600), "The delays add up to 620 ms.");
        Assert.Equal(6, Vault.Requests.Count(r => r == "GET /keys/receipts bearer"));
        Assert.Equal([1, 2, 4, 8, 16], new KeyClientOptions().ThrottlingDelays.Select(d => (int)d.TotalSeconds));
    }

    [Fact]
    public async Task A_retry_after_is_respected_and_endless_throttling_is_told()
    {
        await Client.CreateRsaKeyAsync(new CreateRsaKeyOptions("receipts"));
        Vault.Throttle(1, TimeSpan.FromSeconds(1));
        var started = Stopwatch.GetTimestamp();
        await Client.GetKeyAsync("receipts");
        Assert.True(Stopwatch.GetElapsedTime(started) >= TimeSpan.FromSeconds(0.95));

        Vault.Throttle(100);
        var throttled = await Assert.ThrowsAsync<RequestFailedException>(() => Client.GetKeyAsync("receipts"));
        Assert.Equal((429, "Throttled", true), (throttled.Status, throttled.ErrorCode, throttled.WasRetried()));
        Assert.Equal(2 + 6, Vault.Requests.Count(r => r == "GET /keys/receipts bearer"));
    }

    [Fact]
    public async Task Operations_are_counted_for_the_vault()
    {
        using var operations = StorageOperations.Begin();
        await Client.CreateRsaKeyAsync(new CreateRsaKeyOptions("receipts"));
        await Client.GetCryptographyClient("receipts").SignDataAsync(SignatureAlgorithm.RS256, [1]);
        Assert.Equal(new StorageCounts(0, 0, 0, 2), operations.Counts);
    }

    private sealed class RedirectingTransport(Uri target) : HttpPipelineTransport
    {
        private readonly HttpPipelineTransport _inner = new HttpClientTransport();

        public override Request CreateRequest() => _inner.CreateRequest();

        public override void Process(HttpMessage message) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message)
        {
            var original = message.Request.Uri.ToUri();
            message.Request.Uri.Reset(new Uri(target, original.PathAndQuery));
            await _inner.ProcessAsync(message);
            message.Request.Uri.Reset(original);
        }
    }
}
