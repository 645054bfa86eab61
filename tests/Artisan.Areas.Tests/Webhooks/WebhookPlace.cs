using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Testing.Host;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Webhooks;

/// <summary>An app that may send to this machine, and a receiver on it; the tests of a class share both and differ by workspace and path.</summary>
public sealed class WebhookPlace : IAsyncLifetime
{
    internal const string Calculations = "value.calculation.created";
    internal const string Everything = "everything";

    internal ArtisanApp App { get; private set; } = null!;

    internal Receiver Receiver { get; private set; } = null!;

    /// <summary>How long the messages that ask for attempts wait in the queue, by the endpoint that they are for.</summary>
    internal QueueWatch Waits { get; } = new();

    public async Task InitializeAsync()
    {
        Receiver = await Receiver.StartAsync();
        App = await ArtisanApp.StartAsync(policies: [Waits], settings: new Dictionary<string, string?> { ["Outbound:AllowPrivate"] = "true", ["Webhooks:TimeoutSeconds"] = "1" });
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    /// <summary>An endpoint that leads to a path of the receiver and wants calculations, or what is named; answers its id and secret.</summary>
    internal Task<(string Id, string Secret)> EndpointAsync(HttpClient admin, string path, bool ordered = false, params string[] types) => EndpointAsync(Receiver, admin, path, ordered, types);

    internal static async Task<(string Id, string Secret)> EndpointAsync(Receiver receiver, HttpClient admin, string path, bool ordered = false, params string[] types)
    {
        string[] wanted = types switch { [] => [Calculations], [Everything] => [], _ => types };
        var made = await admin.PostJsonAsync("/api/webhooks/endpoints", new { url = receiver.Url(path), types = wanted, ordered }, HttpStatusCode.Created);
        return ((string)made["endpoint"]!["id"]!, (string)made["secret"]!);
    }

    /// <summary>Makes an event happen: a period is calculated. Answers the id of what it happened to.</summary>
    internal static async Task<string> HappenAsync(HttpClient owner, string period = "1997-01")
    {
        var definition = await owner.PostJsonAsync("/api/value/definitions", new { name = "Orders", source = "shop", formula = "count()", startsOn = "1997-01-01", terms = new { unitPrice = "1" } }, HttpStatusCode.Created);
        await owner.PostJsonAsync($"/api/value/definitions/{(string)definition["id"]!}/activate", new { });
        return (string)(await owner.PostJsonAsync("/api/value/calculations/run", new { definitionId = (string)definition["id"]!, period }, HttpStatusCode.Created))["id"]!;
    }

    /// <summary>Has everything sent that waits to be sent now.</summary>
    internal async Task SettleAsync()
    {
        await App.Services.GetRequiredService<Outbox>().SettleAsync();
        await App.Pump.DrainAsync();
    }

    /// <summary>Makes the attempt that a message in the queue would ask for later.</summary>
    internal Task AttemptAsync(string workspaceId, JsonNode delivery, int tries) => AttemptAsync(App, workspaceId, delivery, tries);

    internal static Task AttemptAsync(ArtisanApp app, string workspaceId, JsonNode delivery, int tries)
    {
        var message = JsonSerializer.SerializeToElement(new { workspaceId, endpointId = (string)delivery["endpointId"]!, eventId = (string)delivery["eventId"]!, @try = tries });
        return app.Services.GetRequiredKeyedService<IQueueFunction>("webhook-delivery").RunAsync(new QueueEnvelope("test", null, message), default);
    }

    /// <summary>The log of an endpoint, the newest first.</summary>
    internal static async Task<JsonArray> LogAsync(HttpClient admin, string endpoint, string more = "") => (await admin.GetJsonAsync($"/api/webhooks/deliveries?endpoint={endpoint}{more}"))["items"]!.AsArray();
}

/// <summary>Sees how long messages wait in the queue of attempts, and which messages of sources are to be handled.</summary>
internal sealed class QueueWatch : HttpPipelinePolicy
{
    public ConcurrentQueue<(string Body, int Seconds)> Sent { get; } = new();

    public ConcurrentQueue<string> Inbound { get; } = new();

    public IReadOnlyList<int> For(string endpoint) => [.. Sent.Where(s => s.Body.Contains(endpoint, StringComparison.Ordinal)).Select(s => s.Seconds)];

    /// <summary>The message that asks to handle what a workspace's source sent.</summary>
    public JsonElement Taken(string workspaceId) => JsonDocument.Parse(Inbound.Last(s => s.Contains(workspaceId, StringComparison.Ordinal))).RootElement.GetProperty("body");

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var uri = message.Request.Uri.ToUri();
        var inbound = uri.AbsolutePath.EndsWith("/webhook-inbound/messages", StringComparison.Ordinal);
        if (message.Request.Method == RequestMethod.Post && (inbound || uri.AbsolutePath.EndsWith("/webhook-delivery/messages", StringComparison.Ordinal)))
        {
            using var body = new MemoryStream();
            await message.Request.Content!.WriteToAsync(body, default);
            var text = System.Xml.Linq.XDocument.Parse(System.Text.Encoding.UTF8.GetString(body.ToArray())).Descendants("MessageText").Single().Value;
            var sent = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(text));
            if (inbound) Inbound.Enqueue(sent);
            else Sent.Enqueue((sent, int.Parse(HttpUtility.ParseQueryString(uri.Query)["visibilitytimeout"] ?? "0", System.Globalization.CultureInfo.InvariantCulture)));
        }

        await ProcessNextAsync(message, pipeline);
    }
}
