using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Artisan.Testing;

/// <summary>
/// A Key Vault on loopback: real RSA keys behind the REST contract, with its challenge, errors, paging and throttling. Clients of it switch the
/// challenge's domain check off.
/// </summary>
public sealed class LoopbackKeyVault : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _requests = new();
    private int _throttled;
    private TimeSpan? _retryAfter;

    private LoopbackKeyVault(WebApplication app) => _app = app;

    public Uri Uri { get; private set; } = new("http://127.0.0.1");

    /// <summary>The credential whose tokens the vault accepts.</summary>
    public LoopbackVaultCredential Credential { get; } = new();

    /// <summary>What the challenge asks a token for.</summary>
    public string ChallengeResource { get; set; } = "https://vault.azure.net";

    /// <summary>The keys, to look at and to disable.</summary>
    public LoopbackVaultKeys Keys { get; } = new();

    /// <summary>Method, path and authorization kind of every request, in order.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public int Signatures => _requests.Count(r => r.StartsWith("POST", StringComparison.Ordinal) && r.Contains("/sign bearer", StringComparison.Ordinal));

    public static async Task<LoopbackKeyVault> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var vault = new LoopbackKeyVault(app);
        app.Run(vault.AnswerAsync);
        await app.StartAsync();
        vault.Uri = new Uri(app.Urls.Single());
        return vault;
    }

    /// <summary>Answers the next requests that carry a token with 429, with a Retry-After where one is given.</summary>
    public void Throttle(int requests, TimeSpan? retryAfter = null) => (_throttled, _retryAfter) = (requests, retryAfter);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Keys.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var bearer = context.Request.Headers.Authorization.ToString() is { Length: > 0 } header ? header : null;
        var length = context.Request.ContentLength ?? 0;
        _requests.Enqueue($"{context.Request.Method} {context.Request.Path} {(bearer is null ? $"anonymous {length}" : "bearer")}");

        if (bearer is null || !Credential.Accepts(bearer.Replace("Bearer ", "", StringComparison.Ordinal)))
        {
            context.Response.Headers.WWWAuthenticate = $"Bearer authorization=\"https://login.microsoftonline.com/{LoopbackVaultCredential.Tenant}\", resource=\"{ChallengeResource}\"";
            await WriteErrorAsync(context, new(401, "Unauthorized", "AKV10000: Request is missing a Bearer or PoP token."));
            return;
        }
        if (Interlocked.Decrement(ref _throttled) >= 0)
        {
            if (_retryAfter is { } wait) context.Response.Headers.RetryAfter = $"{(int)wait.TotalSeconds}";
            await WriteErrorAsync(context, new(429, "Throttled", "Request was not processed because too many requests were received. Reason: VaultRequestTypeLimitReached"));
            return;
        }
        if (!context.Request.Query.ContainsKey("api-version"))
        {
            await WriteErrorAsync(context, new(400, "BadParameter", "The api-version is missing."));
            return;
        }

        try
        {
            var answer = await Keys.AnswerAsync(context.Request, Uri);
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(answer.ToJsonString());
        }
        catch (LoopbackVaultException refused)
        {
            await WriteErrorAsync(context, refused);
        }
    }

    private static Task WriteErrorAsync(HttpContext context, LoopbackVaultException error)
    {
        context.Response.StatusCode = error.Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(new System.Text.Json.Nodes.JsonObject
        {
            ["error"] = new System.Text.Json.Nodes.JsonObject { ["code"] = error.Code, ["message"] = error.Message }
        }.ToJsonString());
    }
}
