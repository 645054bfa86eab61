using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Artisan.Testing.Vendors;

/// <summary>A vendor's API on loopback: keeps records, counts requests, and can be told to fail.</summary>
public abstract class LoopbackVendor : IAsyncDisposable
{
    private readonly ConcurrentQueue<Mishap> _mishaps = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private WebApplication? _app;

    /// <summary>Where it listens.</summary>
    public Uri Uri { get; private set; } = new("http://127.0.0.1");

    /// <summary>Its clock.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Method, path and query of each request, in order.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Lets the next requests go wrong, one after the other.</summary>
    public void Spoil(params Mishap[] mishaps) => Array.ForEach(mishaps, _mishaps.Enqueue);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Answers a request; the mishaps of <see cref="Spoil"/> come before it.</summary>
    protected abstract Task AnswerAsync(HttpContext context);

    protected async Task ListenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(TakeAsync);
        await _app.StartAsync();
        Uri = new Uri(_app.Urls.Single() + "/");
    }

    /// <summary>Answers with JSON.</summary>
    protected static Task WriteAsync(HttpContext context, int status, JsonNode body) => WriteAsync(context, status, body.ToJsonString());

    private static Task WriteAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    }

    private async Task TakeAsync(HttpContext context)
    {
        _requests.Enqueue($"{context.Request.Method} {context.Request.Path}{Uri.UnescapeDataString(context.Request.QueryString.Value!.Replace('+', ' '))}");
        if (!_mishaps.TryDequeue(out var mishap))
        {
            await AnswerAsync(context);
            return;
        }

        if (mishap.RetryAfter is { } seconds) context.Response.Headers.RetryAfter = $"{seconds}";
        if (mishap.Status is 0) context.Abort();
        else await WriteAsync(context, mishap.Status, mishap.Body);
    }
}

/// <summary>How a request goes wrong; status 0 breaks the connection.</summary>
public sealed record Mishap(int Status, string Body = "{}", int? RetryAfter = null)
{
    public static readonly Mishap NoAnswer = new(0);
    public static readonly Mishap Down = new(503, "<html>");
    public static readonly Mishap NotJson = new(200, "<html>");
    public static readonly Mishap OtherShape = new(200, """["surprise"]""");
}
