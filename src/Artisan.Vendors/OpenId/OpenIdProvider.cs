using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Artisan.Platform.SigningIn;
using Artisan.Platform.Time;
using Microsoft.AspNetCore.WebUtilities;

namespace Artisan.Vendors.OpenId;

/// <summary>
/// An OpenID Connect provider: code flow with PKCE S256. An identity token counts with RS256, one of the provider's published keys, our audience, the
/// question's nonce and within its lifetime; nothing else of its head chooses anything.
/// </summary>
internal sealed class OpenIdProvider(OpenIdClient client, IHttpClientFactory http, SystemClock clock) : IIdentityProvider
{
    public const string ClientName = "openid";
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeysKeptAtLeast = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private volatile Known? _known;

    private sealed record Known(string Issuer, Uri Authorize, Uri Token, IReadOnlyDictionary<string, RSAParameters> Keys, DateTimeOffset At);

    public string Name => client.Name;

    public Task<Uri?> AskAsync(ProviderQuestion question, CancellationToken ct) => QuietlyAsync<Uri>(async () =>
    {
        var known = await KnownAsync(Kept, ct);
        return new Uri(QueryHelpers.AddQueryString(known.Authorize.AbsoluteUri, new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = client.ClientId,
            ["redirect_uri"] = question.RedirectUri.AbsoluteUri,
            ["scope"] = "openid email profile",
            ["state"] = question.State,
            ["nonce"] = question.Nonce,
            ["code_challenge"] = question.Challenge,
            ["code_challenge_method"] = "S256",
        }));
    });

    public Task<ExternalIdentity?> RedeemAsync(ProviderAnswer answer, CancellationToken ct) => QuietlyAsync(async () =>
    {
        var known = await KnownAsync(Kept, ct);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = answer.Code,
            ["redirect_uri"] = answer.RedirectUri.AbsoluteUri,
            ["client_id"] = client.ClientId,
            ["client_secret"] = client.ClientSecret,
            ["code_verifier"] = answer.Verifier,
        });
        using var response = await http.CreateClient(ClientName).PostAsync(known.Token, form, ct);
        if (!response.IsSuccessStatusCode) return null;
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(ct));
        return await ReadAsync(Claims.Text(body.RootElement, "id_token"), answer.Nonce, known, ct);
    });

    private async Task<ExternalIdentity?> ReadAsync(string token, string nonce, Known known, CancellationToken ct)
    {
        if (token.Split('.') is not [var head, var payload, var signature] || !Base64Url.IsValid(head) || !Base64Url.IsValid(payload) || !Base64Url.IsValid(signature)) return null;
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(head));
        if (Claims.Text(header.RootElement, "alg") != "RS256") return null;
        var keyId = Claims.Text(header.RootElement, "kid");
        // The provider may have a new key since its keys were read; asked for at most once a minute, whatever tokens come.
        if (!known.Keys.ContainsKey(keyId)) known = await KnownAsync(KeysKeptAtLeast, ct);
        if (!known.Keys.TryGetValue(keyId, out var key)) return null;

        using var rsa = RSA.Create(key);
        if (!rsa.VerifyData(Encoding.ASCII.GetBytes($"{head}.{payload}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)) return null;
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
        return IsForUs(claims.RootElement, nonce) ? client.Read(claims.RootElement, known.Issuer) : null;
    }

    private bool IsForUs(JsonElement claims, string nonce) =>
        Claims.Text(claims, "aud") == client.ClientId
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Claims.Text(claims, "nonce")), Encoding.UTF8.GetBytes(nonce))
        && At(claims, "exp") is { } expires && expires + Skew > clock.Now
        && At(claims, "iat") is { } issued && issued - Skew <= clock.Now;

    private static DateTimeOffset? At(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private async Task<Known> KnownAsync(TimeSpan oldest, CancellationToken ct)
    {
        if (_known is { } known && clock.Now - known.At < oldest) return known;
        var authority = client.Authority.AbsoluteUri.TrimEnd('/');
        using var document = await GetAsync(new Uri($"{authority}/.well-known/openid-configuration"), ct);
        var root = document.RootElement;
        using var keys = await GetAsync(Address(root, "jwks_uri"), ct);
        return _known = new Known(Claims.Text(root, "issuer"), Address(root, "authorization_endpoint"), Address(root, "token_endpoint"), Keys(keys.RootElement), clock.Now);
    }

    private async Task<JsonDocument> GetAsync(Uri address, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var response = await http.CreateClient(ClientName).SendAsync(request, ct);
        response.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(ct));
    }

    // Secrets go to these addresses: plain HTTP only on the machine itself, as in tests.
    private static Uri Address(JsonElement document, string name) =>
        Uri.TryCreate(Claims.Text(document, name), UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)
            ? address
            : throw new JsonException($"The discovery document has no {name}.");

    private static Dictionary<string, RSAParameters> Keys(JsonElement set)
    {
        var keys = new Dictionary<string, RSAParameters>(StringComparer.Ordinal);
        foreach (var key in set.GetProperty("keys").EnumerateArray())
        {
            if (Claims.Text(key, "kty") != "RSA" || Claims.Text(key, "use") == "enc") continue;
            var modulus = Base64Url.DecodeFromChars(Claims.Text(key, "n"));
            if (modulus.Length >= 256) keys[Claims.Text(key, "kid")] = new RSAParameters { Modulus = modulus, Exponent = Base64Url.DecodeFromChars(Claims.Text(key, "e")) };
        }

        return keys;
    }

    // Whatever a provider answers, it is no fault of ours: the caller is told that it did not work.
    private static async Task<T?> QuietlyAsync<T>(Func<Task<T?>> work) where T : class
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or FormatException or CryptographicException or KeyNotFoundException or InvalidOperationException or TaskCanceledException { InnerException: TimeoutException })
        {
            return null;
        }
    }
}
