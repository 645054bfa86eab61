using System.Collections.Concurrent;
using System.Security.Cryptography;
using Azure.Core;

namespace Artisan.Testing;

/// <summary>Gives tokens that the loopback vault accepts until they are revoked, and remembers what was asked for.</summary>
public sealed class LoopbackVaultCredential : TokenCredential
{
    public const string Tenant = "72f988bf-0000-0000-0000-2d7cd011db47";
    private readonly ConcurrentDictionary<string, bool> _valid = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<TokenRequestContext> _asked = new();

    /// <summary>Every request for a token, with its scopes and tenant.</summary>
    public IReadOnlyCollection<TokenRequestContext> Asked => _asked;

    /// <summary>How long new tokens say they are good for. Default one hour.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The vault refuses all tokens given so far.</summary>
    public void Revoke() => _valid.Clear();

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        _asked.Enqueue(requestContext);
        var token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _valid[token] = true;
        return new AccessToken(token, TimeProvider.System.GetUtcNow() + Lifetime);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => ValueTask.FromResult(GetToken(requestContext, cancellationToken));

    internal bool Accepts(string token) => _valid.ContainsKey(token);
}
