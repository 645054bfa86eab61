using System.Text.Json.Serialization.Metadata;
using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;

namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>Asks to send one page of failed deliveries again.</summary>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="From">The first instant of the events.</param>
/// <param name="To">The first instant behind them.</param>
/// <param name="After">The row key behind which the page begins.</param>
internal sealed record ReplayPage(string WorkspaceId, string EndpointId, DateTimeOffset From, DateTimeOffset To, string? After)
{
    public const string Queue = "webhook-replay";

    public static JsonTypeInfo<ReplayPage> JsonType => WebhooksJson.Default.ReplayPage;
}

/// <summary>Sends one page of failed deliveries again and asks for the next.</summary>
internal sealed class ReplayFailed(EndpointStore endpoints, DeliveryStore deliveries, Redelivery redelivery, Queues queues) : IQueueHandler<ReplayPage>
{
    private const int PageLength = 50;

    public async Task HandleAsync(QueueMessage<ReplayPage> message, CancellationToken ct)
    {
        var asked = message.Body;
        if (await endpoints.FindAsync(asked.WorkspaceId, asked.EndpointId, ct) is not { Endpoint: { State: EndpointState.Enabled } endpoint }) return;
        var page = await deliveries.Home(asked.WorkspaceId, asked.EndpointId).PageAsync(WebhookKeys.FailedOf(asked.From, asked.To), PageLength, asked.After, ct);
        if (page.Next is { } next) await queues.SendAsync(ReplayPage.Queue, asked with { After = next }, ReplayPage.JsonType, ct);
        foreach (var row in page.Rows) await redelivery.RunAsync(asked.WorkspaceId, endpoint, WebhookKeys.EventOf(row.RowKey), ct);
    }
}
