using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Artisan.LocalHost.Tests.Stub;

/// <summary>
/// A handler whose behaviour is written in files: it notes every call in seen.jsonl and answers by plan.json, both in the folder STUB_FOLDER,
/// so that a restarted one goes on where the killed one stopped.
/// </summary>
public static class StubHandlerProgram
{
    private static readonly Lock Writing = new();

    public static async Task<int> Main(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        if (builder.Configuration["STUB_FOLDER"] is not { } folder) return 2;

        var early = Path.Combine(folder, "exit-at-start");
        if (File.Exists(early)) return int.Parse(await File.ReadAllTextAsync(early));
        if (builder.Configuration["STUB_START_DELAY"] is { } delay) await Task.Delay(int.Parse(delay));

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.ListenLocalhost(int.Parse(builder.Configuration["FUNCTIONS_CUSTOMHANDLER_PORT"]!));
        });
        var app = builder.Build();
        await using var _ = app;
        app.Run(context => context.Request.Path == "/" ? Task.CompletedTask : AnswerAsync(context, folder));
        await app.StartAsync();
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context, string folder)
    {
        var (body, length) = Plan(folder, context.Request.Path.Value!) is [{ Unread: true }, ..] ? ("", 0) : await ReadAsync(context.Request);
        var request = context.Request;
        var call = new SeenCall(
            request.Method, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body, length, Environment.ProcessId, Environment.TickCount64);
        var answer = Next(folder, request.Path.Value!, call);
        if (answer.DelayMs > 0) await Task.Delay(answer.DelayMs);
        if (answer.Exit is { } code) Environment.Exit(code);

        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers ?? []) context.Response.Headers[name] = value;
        if (answer.ContentType is { } type) context.Response.ContentType = type;
        if (answer.Body is { Length: > 0 } text) await context.Response.WriteAsync(text);
        if (answer.ThenAfterMs is not { } pause) return;

        await context.Response.Body.FlushAsync();
        await Task.Delay(pause);
        await context.Response.WriteAsync("end");
    }

    private static async Task<(string Text, long Length)> ReadAsync(HttpRequest request)
    {
        var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        long length = 0;
        for (int read; (read = await request.Body.ReadAsync(buffer)) > 0; length += read)
        {
            if (kept.Length < 256 * 1024) kept.Write(buffer, 0, read);
        }

        return (Encoding.UTF8.GetString(kept.ToArray()), length);
    }

    private static PlannedAnswer Next(string folder, string path, SeenCall call)
    {
        lock (Writing)
        {
            var file = Path.Combine(folder, "seen.jsonl");
            var before = File.Exists(file) ? File.ReadLines(file).Select(line => JsonSerializer.Deserialize<SeenCall>(line)!).Count(seen => seen.Path == path) : 0;
            File.AppendAllText(file, JsonSerializer.Serialize(call) + "\n");

            return Plan(folder, path) is { } list ? list[Math.Min(before, list.Length - 1)] : new PlannedAnswer();
        }
    }

    private static PlannedAnswer[]? Plan(string folder, string path)
    {
        var plan = Path.Combine(folder, "plan.json");
        return File.Exists(plan) ? JsonSerializer.Deserialize<Dictionary<string, PlannedAnswer[]>>(File.ReadAllText(plan))!.GetValueOrDefault(path) : null;
    }
}

/// <summary>One call as the handler got it.</summary>
public sealed record SeenCall(string Method, string Target, Dictionary<string, string> Headers, string Body, long Length, int Pid, long Tick)
{
    public string Path => Target.Split('?')[0];
}

/// <summary>How the handler is to answer a call; the last of a list answers all later ones too. An unread one is answered before its body is read.</summary>
public sealed record PlannedAnswer(
    int Status = 200, string? ContentType = "application/json", string? Body = "{}", int DelayMs = 0, int? Exit = null,
    Dictionary<string, string>? Headers = null, int? ThenAfterMs = null, bool Unread = false);
