using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Platform.Events;
using Artisan.Platform.Functions;

namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>Puts an event into the log of every endpoint that wants it, and asks for the first attempt. Being told twice of an event does nothing more.</summary>
internal sealed class FanOutEvent(EndpointStore endpoints, SendDelivery send) : IQueueHandler<WorkspaceEvent>
{
    public const string Queue = "webhook-events";

    public async Task HandleAsync(QueueMessage<WorkspaceEvent> message, CancellationToken ct)
    {
        var happened = message.Body;
        var wanted = (await endpoints.KnownAsync(happened.WorkspaceId, ct)).Select(e => e.Endpoint).Where(e => e.Wants(happened.Type)).ToList();
        if (wanted.Count == 0) return;
        var body = Body(happened);
        await Parallel.ForEachAsync(wanted, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (endpoint, stop) =>
            await send.BeginAsync(happened.WorkspaceId, endpoint, $"evt_{happened.Id}", happened.Type, body, stop));
    }

    // Standard Webhooks: type, timestamp and data; whose event it is stands beside them.
    private static string Body(WorkspaceEvent happened) => new JsonObject
    {
        ["type"] = happened.Type,
        ["timestamp"] = JsonSerializer.SerializeToNode(happened.At, WebhooksJson.Default.DateTimeOffset),
        ["workspaceId"] = happened.WorkspaceId,
        ["subject"] = happened.Subject,
        ["data"] = happened.Data is { } data ? JsonNode.Parse(data.GetRawText()) : null,
    }.ToJsonString();
}
