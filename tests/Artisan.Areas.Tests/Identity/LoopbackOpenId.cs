using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Artisan.Areas.Tests.Identity;

/// <summary>
/// An OpenID Connect provider on loopback that keeps its promises: each code is redeemed once, by who has its verifier, the client's secret and the same
/// redirect address. What it signs can be made wrong on purpose.
/// </summary>
internal sealed class LoopbackOpenId : IAsyncDisposable
{
    public const string ClientId = "artisan-test";
    public const string ClientSecret = "a secret of the provider";

    private readonly WebApplication _app;
    private readonly RSA _key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce, string Redirect)> _codes = new();

    private LoopbackOpenId(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>Claims of whoever signs in next; iss, aud, iat, exp and nonce are added where they are missing.</summary>
    public JsonObject Claims { get; set; } = [];

    /// <summary>The issuer that the discovery document names; the address of the provider where it is null.</summary>
    public string? Issuer { get; set; }

    /// <summary>Makes the token of head and payload where it is to be a wrong one.</summary>
    public Func<string, string>? Forge { get; set; }

    /// <summary>Whether every call is answered with an error.</summary>
    public bool IsDown { get; set; }

    public static async Task<LoopbackOpenId> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var provider = new LoopbackOpenId(app);
        app.Use(async (context, next) =>
        {
            if (provider.IsDown) context.Response.StatusCode = 503;
            else await next();
        });
        app.MapGet("/.well-known/openid-configuration", provider.Discovery);
        app.MapGet("/keys", provider.Keys);
        app.MapGet("/authorize", provider.Authorize);
        app.MapPost("/token", provider.TokenAsync);
        await app.StartAsync();
        provider.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    /// <summary>A token as the provider would sign it, or under another head.</summary>
    public string Sign(string payload, string alg = "RS256", RSA? key = null)
    {
        var head = $"{Encode(new JsonObject { ["alg"] = alg, ["kid"] = "one" })}.{payload}";
        return $"{head}.{Base64Url.EncodeToString((key ?? _key).SignData(Encoding.ASCII.GetBytes(head), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public static string Encode(JsonNode json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private string Base => Address.AbsoluteUri.TrimEnd('/');

    private IResult Discovery() => Answer(new JsonObject
    {
        ["issuer"] = Issuer ?? Base,
        ["authorization_endpoint"] = $"{Base}/authorize",
        ["token_endpoint"] = $"{Base}/token",
        ["jwks_uri"] = $"{Base}/keys",
    });

    private IResult Keys()
    {
        var key = _key.ExportParameters(false);
        return Answer(new JsonObject { ["keys"] = new JsonArray(new JsonObject { ["kty"] = "RSA", ["kid"] = "one", ["use"] = "sig", ["n"] = Base64Url.EncodeToString(key.Modulus), ["e"] = Base64Url.EncodeToString(key.Exponent) }) });
    }

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256" || !query["scope"].ToString().Contains("openid", StringComparison.Ordinal)) return Results.BadRequest();
        var code = RandomNumberGenerator.GetHexString(32);
        _codes[code] = (query["code_challenge"]!, query["nonce"]!, query["redirect_uri"]!);
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={HttpUtility.UrlEncode(query["state"])}");
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (form["client_id"] != ClientId || form["client_secret"] != ClientSecret || form["grant_type"] != "authorization_code") return Results.Unauthorized();
        if (!_codes.TryRemove(form["code"].ToString(), out var asked) || asked.Redirect != form["redirect_uri"]) return Results.BadRequest();
        if (Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked.Challenge) return Results.BadRequest();

        var claims = (JsonObject)Claims.DeepClone();
        foreach (var (name, value) in new JsonObject { ["iss"] = Base, ["aud"] = ClientId, ["iat"] = Seconds(0), ["exp"] = Seconds(300), ["nonce"] = asked.Nonce })
        {
            if (!claims.ContainsKey(name)) claims[name] = value!.DeepClone();
        }

        var payload = Encode(claims);
        return Answer(new JsonObject { ["id_token"] = Forge is null ? Sign(payload) : Forge(payload), ["access_token"] = "unused", ["token_type"] = "Bearer" });
    }

    public static long Seconds(int fromNow) => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + fromNow;

    private static IResult Answer(JsonObject json) => Results.Text(json.ToJsonString(), "application/json");
}
