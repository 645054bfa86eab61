using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Artisan.Testing.Vendors.Slack;

/// <summary>Slack's incoming webhooks: text and blocks within Slack's limits are taken with 200 <c>ok</c>, everything else is refused in its words, as Slack's documentation says.</summary>
public sealed class LoopbackSlack : LoopbackVendor
{
    private const string Path = "/services/T00000000/B00000000/loopbackloopbackloopback";

    private readonly ConcurrentQueue<JsonNode> _posts = new();

    /// <summary>The address of the one webhook there is.</summary>
    public string Webhook => new Uri(Uri, Path).AbsoluteUri;

    /// <summary>What was posted, in order.</summary>
    public IReadOnlyList<JsonNode> Posts => [.. _posts];

    public static async Task<LoopbackSlack> StartAsync()
    {
        var vendor = new LoopbackSlack();
        await vendor.ListenAsync();
        return vendor;
    }

    protected override async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path != Path) await SayAsync(context, 404, "no_service");
        else if (await ReadAsync(context) is not { } post) await SayAsync(context, 400, "invalid_payload");
        else if (!IsPost(post)) await SayAsync(context, 400, "invalid_blocks");
        else
        {
            _posts.Enqueue(post);
            await SayAsync(context, 200, "ok");
        }
    }

    private static async Task<JsonNode?> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonNode.ParseAsync(context.Request.Body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsPost(JsonNode post) => (string?)post["text"] is { Length: > 0 } && post["blocks"]!.AsArray().All(b => (string?)b!["type"] switch
    {
        "header" => (string?)b["text"]!["type"] == "plain_text" && ((string)b["text"]!["text"]!).Length is > 0 and <= 150,
        "section" => ((string)b["text"]!["text"]!).Length is > 0 and <= 3_000,
        "context" => b["elements"]!.AsArray().Count is > 0 and <= 10,
        _ => false,
    });

    private static Task SayAsync(HttpContext context, int status, string word)
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, "text/html");
        return context.Response.WriteAsync(word);
    }
}
