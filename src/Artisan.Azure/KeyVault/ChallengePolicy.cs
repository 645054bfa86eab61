using Azure.Core;
using Azure.Core.Pipeline;

namespace Artisan.Azure.KeyVault;

/// <summary>
/// Key Vault's challenge flow: the first request to a vault goes without body and token to learn whom the token is for, later ones carry it.
/// A token goes only over TLS and only to a vault in the domain it is for; it is renewed two minutes before it ends.
/// </summary>
internal sealed class ChallengePolicy(TokenCredential credential, KeyClientOptions options, TimeProvider clock) : HttpPipelinePolicy, IDisposable
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(2);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Ticket? _cached;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("The clients are asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var vault = message.Request.Uri.ToUri();
        if (vault.Scheme != Uri.UriSchemeHttps && !Trusted(vault)) throw new InvalidOperationException("A token is sent over https only.");

        if (VaultChallenge.Of(vault) is { } known)
        {
            await AuthorizeAsync(message, known, renew: false);
            await ProcessNextAsync(message, pipeline);
        }
        else
        {
            var body = message.Request.Content;
            message.Request.Content = null;
            await ProcessNextAsync(message, pipeline);
            message.Request.Content = body;
        }

        if (message.Response.Status != 401 || Read(message, vault) is not { } challenge) return;
        VaultChallenge.Remember(vault, challenge);
        await AuthorizeAsync(message, challenge, renew: true);
        message.Response.Dispose();
        await ProcessNextAsync(message, pipeline);
    }

    public void Dispose() => _turn.Dispose();

    private bool Trusted(Uri vault) => options.DisableChallengeResourceVerification && vault.IsLoopback;

    private VaultChallenge? Read(HttpMessage message, Uri vault)
    {
        if (!message.Response.Headers.TryGetValue(HttpHeader.Names.WwwAuthenticate, out var header) || VaultChallenge.Parse(header) is not { } challenge) return null;
        if (!challenge.Covers(vault) && !Trusted(vault))
            throw new InvalidOperationException($"The challenge's resource '{challenge.Scope}' does not match the vault's domain '{vault.Host}'; no token is given to it.");
        return challenge;
    }

    private async ValueTask AuthorizeAsync(HttpMessage message, VaultChallenge challenge, bool renew)
    {
        var token = await TokenAsync(challenge, renew, message.CancellationToken);
        message.Request.Headers.SetValue(HttpHeader.Names.Authorization, $"Bearer {token.Token}");
    }

    private async ValueTask<AccessToken> TokenAsync(VaultChallenge challenge, bool renew, CancellationToken ct)
    {
        if (!renew && Fresh(challenge) is { } fresh) return fresh;
        var seen = _cached?.Token.Token;
        await _turn.WaitAsync(ct);
        try
        {
            // Whoever waited takes what the first one fetched.
            if (Fresh(challenge) is { } fetched && (!renew || fetched.Token != seen)) return fetched;
            var token = await credential.GetTokenAsync(new TokenRequestContext([challenge.Scope], tenantId: challenge.TenantId), ct);
            _cached = new Ticket(challenge, token);
            return token;
        }
        finally
        {
            _turn.Release();
        }
    }

    private AccessToken? Fresh(VaultChallenge challenge) =>
        _cached is { } cached && cached.Challenge == challenge && cached.Token.ExpiresOn - RenewBefore > clock.GetUtcNow() ? cached.Token : null;

    private sealed record Ticket(VaultChallenge Challenge, AccessToken Token);
}
