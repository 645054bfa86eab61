using System.Text.Json;
using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Alerts.Storage;
using Artisan.Platform.Messaging;

namespace Artisan.Areas.Alerts.Checking;

/// <summary>Takes what other areas raise or clear with their changes.</summary>
internal sealed class TakeRaised(AlertBook book) : IOutboxSink
{
    public string Name => ChangeAlerts.SinkName;

    public Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct) => Task.WhenAll(messages.Select(m =>
    {
        var message = JsonSerializer.Deserialize(m.Body, AlertContractsJson.Default.AlertMessage)!;
        return message.Raise is { } raise
            ? book.TakeAsync(AlertSignal.Of(m.Id, raise), ct)
            : book.TakeAsync(new AlertSignal(m.Id, message.Clear!.WorkspaceId, message.Clear.Key, null), ct);
    }));
}
