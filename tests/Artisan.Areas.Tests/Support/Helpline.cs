using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Support.Contracts;
using Artisan.Areas.Tests.Value;
using Artisan.Azure;
using Artisan.Azure.Tables;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Support;

/// <summary>What people say to support, and what support answers.</summary>
internal static class Helpline
{
    public const string Tickets = "/api/support/tickets";

    public const string Domain = "in.example.com";

    public static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    public static readonly DeskStaff Sam = new("adm_01kaxamp1e0000000000000000", "Sam");

    public static ITicketDesk Desk(this ArtisanApp app) => app.Services.GetRequiredService<ITicketDesk>();

    public static async Task<string> OpenAsync(this HttpClient client, string subject = "It does not work", string? priority = null) =>
        (string)(await client.PostJsonAsync(Tickets, priority is null ? new { subject, text = "Since this morning." } : new { subject, text = "Since this morning.", priority }, HttpStatusCode.Created))["id"]!;

    public static Task<JsonNode> TicketAsync(this HttpClient client, string id, HttpStatusCode expected = HttpStatusCode.OK) => client.GetJsonAsync($"{Tickets}/{id}", expected);

    public static Task<JsonNode> SayAsync(this HttpClient client, string id, string text, HttpStatusCode expected = HttpStatusCode.Created, params (string, string)[] headers) =>
        client.PostJsonAsync($"{Tickets}/{id}/messages", new { text }, expected, headers);

    public static Task<JsonNode> ChangeAsync(this HttpClient client, string id, object change, HttpStatusCode expected = HttpStatusCode.OK, string etag = "*") =>
        client.PutJsonAsync($"{Tickets}/{id}", change, expected, ("If-Match", etag));

    public static async Task<IReadOnlyList<string>> ListAsync(this HttpClient client, string query = "") =>
        [.. (await client.GetJsonAsync(Tickets + query))["items"]!.AsArray().Select(t => (string)t!["id"]!)];

    /// <summary>A form with fields and files.</summary>
    public static MultipartFormDataContent Form(IEnumerable<(string Name, string Value)> fields, params (string Name, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields) form.Add(new StringContent(value, Encoding.UTF8), name);
        foreach (var (name, content) in files)
        {
            var part = new ByteArrayContent(content);
            part.Headers.ContentType = new MediaTypeHeaderValue("text/html");
            form.Add(part, "files", name);
        }

        return form;
    }

    public static async Task<JsonNode> SendFormAsync(this HttpClient client, string path, MultipartFormDataContent form, HttpStatusCode expected, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        await form.LoadIntoBufferAsync();
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await Json.ReadAsync(client.SendAsync(request), expected);
    }

    public static async Task<JsonNode> AnswerAsync(this ArtisanApp app, string ticket, string text = "Try again.", bool resolves = false, string? key = null)
    {
        await app.SettleAsync();
        var outcome = await app.Desk().AnswerAsync(Sam, ticket, new DeskAnswer(key ?? AzuriteFixture.NewName(), text, resolves), CancellationToken.None);
        Assert.Null(outcome.Fault);
        await app.SettleAsync();
        return JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(outcome.Value, System.Text.Json.JsonSerializerOptions.Web))!;
    }

    /// <summary>Moves business time and does what has come due.</summary>
    public static async Task PassAsync(this ArtisanApp app, TimeSpan time)
    {
        await app.SettleAsync();
        app.BusinessClock.Set(app.BusinessClock.Now + time, running: false);
        await app.Pump.FireAsync("due-work");
        await app.SettleAsync();
    }

    /// <summary>Where the newest mail to an address wants its answer.</summary>
    public static async Task<string> ReplyToAsync(this ArtisanApp app, string address)
    {
        await app.SettleAsync();
        await foreach (var row in StorageClients.Create(app.ConnectionString).Tables.GetTableClient("platform").QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {"dev|outbox"}")))
        {
            if (row.GetString("to") == address && row.GetString("replyTo") is { Length: > 0 } reply) return reply;
        }

        throw new InvalidOperationException("No mail that can be answered.");
    }

    public static int Cost(HttpResponseMessage response) => ServerTiming.Of(response);
}
