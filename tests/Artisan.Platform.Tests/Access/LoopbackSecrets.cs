using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Artisan.Platform.Tests.Access;

/// <summary>The secrets of a Key Vault on loopback, behind the official client: versions, properties, disabling. It speaks plain HTTP, which a transport hides.</summary>
internal sealed class LoopbackSecrets : IAsyncDisposable
{
    public sealed record Version(string Id, string Value, DateTimeOffset Created)
    {
        public bool Enabled { get; set; } = true;

        public DateTimeOffset? Expires { get; set; }
    }

    private static readonly Uri Vault = new("https://artisan-test.vault.azure.net");

    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private readonly Lock _sync = new();
    private int _versions;

    private LoopbackSecrets(WebApplication app, TimeProvider time) => (_app, _time) = (app, time);

    /// <summary>Versions by secret, the oldest first.</summary>
    public Dictionary<string, List<Version>> Secrets { get; } = [];

    public bool Unreachable { get; set; }

    public static async Task<LoopbackSecrets> StartAsync(TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new LoopbackSecrets(app, time);
        app.MapGet("/secrets/{name}/versions", (string name) => server.Answer(name, list => new JsonObject { ["value"] = new JsonArray([.. list.Select(v => server.Properties(name, v, null))]), ["nextLink"] = null }));
        app.MapGet("/secrets/{name}/{version}", (string name, string version) => server.Answer(name, list => server.Properties(name, list.Single(v => v.Id == version), list.Single(v => v.Id == version).Value)));
        app.MapPut("/secrets/{name}", async (string name, HttpRequest request) => server.Set(name, (string)(await JsonNode.ParseAsync(request.Body))!["value"]!));
        await app.StartAsync();
        return server;
    }

    public SecretClient Client()
    {
        var options = new SecretClientOptions { Transport = new HttpClientTransport(new ToLoopback(new Uri(_app.Urls.Single()))), DisableChallengeResourceVerification = true };
        options.Retry.MaxRetries = 0;
        return new SecretClient(Vault, new AnyToken(), options);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult Set(string name, string value)
    {
        lock (_sync)
        {
            var version = new Version((++_versions).ToString("x32", CultureInfo.InvariantCulture), value, _time.GetUtcNow());
            if (!Secrets.TryGetValue(name, out var versions)) Secrets[name] = versions = [];
            versions.Add(version);
            return Results.Text(Properties(name, version, value).ToJsonString(), "application/json");
        }
    }

    private IResult Answer(string name, Func<List<Version>, JsonNode> answer)
    {
        lock (_sync)
        {
            if (Unreachable) return Results.Text("""{"error":{"code":"Busy","message":"Busy."}}""", "application/json", statusCode: 503);
            return Secrets.TryGetValue(name, out var versions)
                ? Results.Text(answer(versions).ToJsonString(), "application/json")
                : Results.Text("""{"error":{"code":"SecretNotFound","message":"A secret with (name/id) was not found in this key vault."}}""", "application/json", statusCode: 404);
        }
    }

    private JsonObject Properties(string name, Version version, string? value)
    {
        var json = new JsonObject
        {
            ["id"] = $"{Vault}secrets/{name}/{version.Id}",
            ["attributes"] = new JsonObject { ["enabled"] = version.Enabled, ["created"] = version.Created.ToUnixTimeSeconds(), ["updated"] = version.Created.ToUnixTimeSeconds() },
        };
        if (version.Expires is { } expires) json["attributes"]!["exp"] = expires.ToUnixTimeSeconds();
        if (value is not null) json["value"] = value;
        return json;
    }

    private sealed class ToLoopback(Uri server) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Headers.Authorization is null)
            {
                var challenge = new HttpResponseMessage(System.Net.HttpStatusCode.Unauthorized) { RequestMessage = request, Content = new ByteArrayContent([]) };
                challenge.Headers.TryAddWithoutValidation("WWW-Authenticate", "Bearer authorization=\"https://login.microsoftonline.com/72f988bf-0000-0000-0000-2d7cd011db47\", resource=\"https://vault.azure.net\"");
                return challenge;
            }

            request.RequestUri = new Uri(server, request.RequestUri!.PathAndQuery);
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class AnyToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("token", TimeProvider.System.GetUtcNow().AddHours(1));

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
