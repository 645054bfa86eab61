using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Artisan.Testing.Host;

/// <summary>What a receiver was sent.</summary>
public sealed record Received(DateTimeOffset At, string Path, string Id, string Timestamp, string Signature, string ContentType, string Body);

/// <summary>A customer's system: it keeps what it is sent and answers as the path says, by default 200.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    /// <summary>All that it was sent.</summary>
    public ConcurrentQueue<Received> All { get; } = new();

    /// <summary>How paths are answered; what is not here gets 200.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Answers { get; } = new();

    /// <summary>The address of a path.</summary>
    public string Url(string path) => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + path;

    /// <summary>What a path was sent.</summary>
    public IReadOnlyList<Received> At(string path) => [.. All.Where(r => r.Path == path)];

    /// <summary>Has a path answer with a status.</summary>
    public void Status(string path, int status, params (string Name, string Value)[] headers) => Answers[path] = async context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers) context.Response.Headers[name] = value;
        await context.Response.WriteAsync($"answer {status}");
    };

    /// <summary>Starts one on a free port.</summary>
    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var receiver = new Receiver(app);
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var headers = context.Request.Headers;
            receiver.All.Enqueue(new Received(
                TimeProvider.System.GetUtcNow(), context.Request.Path, headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), context.Request.ContentType ?? "", await reader.ReadToEndAsync()));
            if (receiver.Answers.TryGetValue(context.Request.Path, out var answer)) await answer(context);
        });
        await app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
