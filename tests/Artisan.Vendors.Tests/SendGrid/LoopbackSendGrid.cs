using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Artisan.Vendors.Tests.SendGrid;

/// <summary>SendGrid's mail endpoint on loopback: checks key, shape and limits as its documentation says, and keeps what it took.</summary>
internal sealed class LoopbackSendGrid : IAsyncDisposable
{
    public const string Key = "SG.test-key-0123456789.abcdefghijklmnop";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<JsonNode> _taken = new();
    private int _full;
    private int _broken;

    private LoopbackSendGrid(WebApplication app) => _app = app;

    public Uri Uri { get; private set; } = new("http://127.0.0.1");

    public IReadOnlyList<JsonNode> Taken => [.. _taken];

    public int Requests { get; private set; }

    /// <summary>When a full minute is over, in seconds from now.</summary>
    public long ResetsIn { get; set; }

    public static async Task<LoopbackSendGrid> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new LoopbackSendGrid(app);
        app.MapPost("/v3/mail/send", server.AnswerAsync);
        await app.StartAsync();
        server.Uri = new Uri(app.Urls.Single());
        return server;
    }

    /// <summary>Answers the next requests with 429.</summary>
    public void BeFull(int requests) => _full = requests;

    /// <summary>Answers the next requests with 503.</summary>
    public void Break(int requests) => _broken = requests;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Requests++;
        var mail = (await JsonNode.ParseAsync(context.Request.Body))!;
        if (context.Request.Headers.Authorization != $"Bearer {Key}") await RefuseAsync(context, 401, null);
        else if (_full-- > 0)
        {
            context.Response.Headers["X-RateLimit-Reset"] = (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + ResetsIn).ToString(CultureInfo.InvariantCulture);
            await RefuseAsync(context, 429, null);
        }
        else if (_broken-- > 0) await RefuseAsync(context, 503, null);
        else if (FieldAtFault(mail) is { } field) await RefuseAsync(context, 400, field);
        else
        {
            _taken.Enqueue(mail);
            context.Response.StatusCode = 202;
            context.Response.Headers["X-Message-Id"] = $"m{_taken.Count}";
        }
    }

    private static string? FieldAtFault(JsonNode mail)
    {
        if ((string?)mail["personalizations"]?[0]?["to"]?[0]?["email"] is not { } to || to.EndsWith(".invalid", StringComparison.Ordinal)) return "personalizations.0.to.0.email";
        if (string.IsNullOrEmpty((string?)mail["from"]?["email"])) return "from.email";
        if (string.IsNullOrEmpty((string?)mail["subject"])) return "subject";
        return (string?)mail["content"]?[0]?["type"] == "text/plain" ? null : "content";
    }

    private static Task RefuseAsync(HttpContext context, int status, string? field)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$"""{"errors":[{"message":"ada@example.invalid is no address","field":{{(field is null ? "null" : $"\"{field}\"")}},"help":null}]}""");
    }
}
