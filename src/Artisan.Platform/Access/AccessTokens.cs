using System.Collections.Concurrent;
using System.Security.Cryptography;
using Artisan.Platform.Time;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Artisan.Platform.Access;

/// <summary>What an access token says.</summary>
public sealed record AccessClaims(string UserId, string SessionId, string WorkspaceId, DateTimeOffset SignedInAt);

/// <summary>
/// Access tokens: JWTs of 15 minutes, ES256, for one audience. Only the exact algorithm and type and our own keys are accepted; <c>kid</c>, <c>jku</c> and <c>x5u</c>
/// of a token choose nothing.
/// </summary>
public sealed class AccessTokens(IKeyRing ring, SystemClock clock)
{
    /// <summary>How long a token lives.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private const string Issuer = "artisan";
    private const string Audience = "artisan-app";
    private const int MostKnown = 5_000;
    private const string TokenType = "JWT";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private volatile Keys? _keys;

    private sealed record Keys(KeySet Source, SigningCredentials Signing, IReadOnlyList<SecurityKey> Accepted);

    // A signature costs a tenth of a millisecond to check, as much as the rest of a request; a token is checked once in an instance and key set.
    private sealed record Known(AccessClaims Claims, Keys Keys, DateTime NotBefore, DateTime Expires);

    /// <summary>A new token and the instant it ends.</summary>
    public (string Token, DateTimeOffset ExpiresAt) Issue(AccessClaims claims)
    {
        var now = clock.Now;
        var token = _handler.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Issuer,
                Audience = Audience,
                IssuedAt = now.UtcDateTime,
                NotBefore = now.UtcDateTime,
                Expires = (now + Lifetime).UtcDateTime,
                SigningCredentials = Current().Signing,
                Claims = new Dictionary<string, object>
                {
                    ["sub"] = claims.UserId,
                    ["sid"] = claims.SessionId,
                    ["ws"] = claims.WorkspaceId,
                    ["auth_time"] = claims.SignedInAt.ToUnixTimeSeconds(),
                },
            });
        return (token, now + Lifetime);
    }

    /// <summary>The claims of a valid token; null for anything else.</summary>
    public AccessClaims? Validate(string token)
    {
        var keys = Current();
        if (_known.TryGetValue(token, out var known) && ReferenceEquals(known.Keys, keys) && IsTime(known.NotBefore, known.Expires)) return known.Claims;
        if (token.Length > 4096 || !_handler.CanReadToken(token)) return null;
        try
        {
            if (new JsonWebToken(token) is not { Alg: SecurityAlgorithms.EcdsaSha256, Typ: TokenType }) return null;
            var result = _handler.ValidateToken(token, new TokenValidationParameters
            {
                ValidIssuer = Issuer,
                ValidAudience = Audience,
                IssuerSigningKeys = keys.Accepted,
                // Every accepted key is tried: the token's kid is not asked.
                IssuerSigningKeyResolver = (_, _, _, _) => keys.Accepted,
                RequireExpirationTime = true,
                RequireSignedTokens = true,
                ClockSkew = TimeSpan.Zero,
                LifetimeValidator = (notBefore, expires, _, _) => notBefore is { } from && expires is { } to && IsTime(from, to),
            });
            if (!result.IsValid || result.SecurityToken is not JsonWebToken jwt) return null;
            var claims = new AccessClaims(
                jwt.GetPayloadValue<string>("sub"), jwt.GetPayloadValue<string>("sid"), jwt.GetPayloadValue<string>("ws"),
                DateTimeOffset.FromUnixTimeSeconds(jwt.GetPayloadValue<long>("auth_time")));
            if (_known.Count >= MostKnown) _known.Clear();
            _known[token] = new Known(claims, keys, jwt.ValidFrom, jwt.ValidTo);
            return claims;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or FormatException or System.Text.Json.JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private bool IsTime(DateTime notBefore, DateTime expires) => notBefore <= clock.Now.UtcDateTime.AddSeconds(5) && expires > clock.Now.UtcDateTime;

    private Keys Current()
    {
        var source = ring.Get(KeyPurpose.AccessTokens);
        if (_keys is { } keys && ReferenceEquals(keys.Source, source)) return keys;
        var accepted = source.All.Select(Key).ToList();
        return _keys = new Keys(source, new SigningCredentials(Key(source.Current), SecurityAlgorithms.EcdsaSha256), accepted);
    }

    private static ECDsaSecurityKey Key(byte[] pkcs8)
    {
        var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(pkcs8, out _);
        return new ECDsaSecurityKey(ecdsa)
        {
            KeyId = Convert.ToHexStringLower(SHA256.HashData(ecdsa.ExportSubjectPublicKeyInfo())),
            // The library caches providers by key id; two keys with one id would validate each other's tokens.
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        };
    }
}
