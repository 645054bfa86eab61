using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.AspNetCore.Http;

namespace Artisan.Testing.Vendors.Consents;

/// <summary>How a vendor speaks OAuth 2.</summary>
public sealed record OAuthManner(string TokenPath, string? RevokePath)
{
    /// <summary>Whether it wants a verifier; one that does not refuses it.</summary>
    public bool TakesPkce { get; init; } = true;

    /// <summary>Whether the client's secret comes in the header.</summary>
    public bool SecretInHeader { get; init; }

    /// <summary>Whether each refresh token is good for once.</summary>
    public bool Rotates { get; init; }

    /// <summary>Whether it gives refresh tokens.</summary>
    public bool Refreshes { get; init; } = true;

    /// <summary>How long it says that an access token lives, in seconds; null where it does not say.</summary>
    public int? ExpiresIn { get; init; } = 3600;

    /// <summary>How it says that a refresh token is worth nothing.</summary>
    public Func<JsonObject> Withdrawn { get; init; } = () => new JsonObject { ["error"] = "invalid_grant", ["error_description"] = "expired access/refresh token" };

    /// <summary>What else is in the answer that brings a token.</summary>
    public Func<JsonObject> Also { get; init; } = () => [];
}

/// <summary>A vendor's OAuth 2: each code is redeemed once, by who has its verifier, the client's secret and the same redirect address.</summary>
public sealed class OAuthDesk(OAuthManner manner)
{
    public const string ClientId = "artisan-at-a-vendor";
    public const string ClientSecret = "a secret of the vendor";

    private readonly Lock _sync = new();
    private readonly Dictionary<string, (string Challenge, string Redirect)> _codes = [];
    private readonly HashSet<string> _access = [];
    private readonly HashSet<string> _refresh = [];

    /// <summary>How often tokens were refreshed.</summary>
    public int Refreshed { get; private set; }

    /// <summary>How often a grant was revoked by the client.</summary>
    public int Revoked { get; private set; }

    /// <summary>How long each refresh takes.</summary>
    public TimeSpan Thinks { get; set; }

    /// <summary>A person consents on the page of this address; where his browser goes then.</summary>
    public Uri Consent(Uri page, string? error = null)
    {
        var query = HttpUtility.ParseQueryString(page.Query);
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["scope"] is not { Length: > 0 } || manner.TakesPkce != (query["code_challenge_method"] == "S256")) throw new InvalidOperationException($"No page of consent: {page}");
        if (error is not null) return new Uri($"{query["redirect_uri"]}?error={error}&state={query["state"]}");
        var code = RandomNumberGenerator.GetHexString(32);
        lock (_sync) _codes[code] = (query["code_challenge"] ?? "", query["redirect_uri"]!);
        return new Uri($"{query["redirect_uri"]}?code={code}&state={query["state"]}");
    }

    /// <summary>Whether a request bears a token that is good.</summary>
    public bool Opens(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        lock (_sync) return header.StartsWith("Bearer ", StringComparison.Ordinal) && _access.Contains(header["Bearer ".Length..]);
    }

    /// <summary>Ends all access tokens, as time does.</summary>
    public void Expire()
    {
        lock (_sync) _access.Clear();
    }

    /// <summary>Ends all tokens, as a person does who takes his consent back.</summary>
    public void Withdraw()
    {
        lock (_sync)
        {
            _access.Clear();
            _refresh.Clear();
        }
    }

    /// <summary>Answers a request for tokens or for their end; null where it is another one.</summary>
    public async Task<(int Status, JsonNode? Body)?> AnswerAsync(HttpRequest request)
    {
        if (request.Path == manner.TokenPath) return await TokenAsync(await request.ReadFormAsync(), request);
        if (manner.RevokePath is not { } revoke || !request.Path.Value!.StartsWith(revoke, StringComparison.Ordinal)) return null;
        var token = request.HasFormContentType ? (await request.ReadFormAsync())["token"].ToString() : request.Path.Value[revoke.Length..];
        lock (_sync)
        {
            if (!_refresh.Remove(token) && !_access.Remove(token)) return (400, new JsonObject { ["error"] = "invalid_token" });
            _access.Clear();
            Revoked++;
        }

        return (200, null);
    }

    private async Task<(int Status, JsonNode? Body)> TokenAsync(IFormCollection form, HttpRequest request)
    {
        if (!IsClient(form, request)) return (401, new JsonObject { ["error"] = "invalid_client" });
        if (form["grant_type"] == "refresh_token")
        {
            if (Thinks > TimeSpan.Zero) await Task.Delay(Thinks);
            lock (_sync)
            {
                var token = form["refresh_token"].ToString();
                if (!(manner.Rotates ? _refresh.Remove(token) : _refresh.Contains(token))) return (400, manner.Withdrawn());
                Refreshed++;
                return (200, Tokens(manner.Rotates ? null : token));
            }
        }

        lock (_sync)
        {
            if (form["grant_type"] != "authorization_code" || !_codes.Remove(form["code"].ToString(), out var asked) || asked.Redirect != form["redirect_uri"]) return (400, manner.Withdrawn());
            var challenge = form["code_verifier"] is { Count: > 0 } verifier ? Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier.ToString()))) : "";
            return challenge == asked.Challenge ? (200, Tokens(null)) : (401, new JsonObject { ["error"] = "invalid_client" });
        }
    }

    private bool IsClient(IFormCollection form, HttpRequest request) => manner.SecretInHeader
        ? request.Headers.Authorization == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{Uri.EscapeDataString(ClientSecret)}"))}"
        : form["client_id"] == ClientId && form["client_secret"] == ClientSecret;

    private JsonObject Tokens(string? refresh)
    {
        var (access, answer) = ($"at-{RandomNumberGenerator.GetHexString(24)}", manner.Also());
        _access.Add(access);
        (answer["access_token"], answer["token_type"]) = (access, "Bearer");
        if (manner.ExpiresIn is { } seconds) answer["expires_in"] = seconds;
        if (!manner.Refreshes) return answer;
        refresh ??= $"rt-{RandomNumberGenerator.GetHexString(24)}";
        _refresh.Add(refresh);
        answer["refresh_token"] = refresh;
        return answer;
    }
}
