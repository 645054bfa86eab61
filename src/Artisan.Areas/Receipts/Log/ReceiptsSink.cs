using System.Text.Json;
using Artisan.Areas.Receipts.Contracts;
using Artisan.Platform.Messaging;

namespace Artisan.Areas.Receipts.Log;

/// <summary>Appends the receipts that other areas' changes carry in their outboxes; a repeated delivery finds the leaf it made before.</summary>
internal sealed class ReceiptsSink(IReceiptLog log) : IOutboxSink
{
    public string Name => ReceiptSink.Name;

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        var requests = messages.Select(m => JsonSerializer.Deserialize(m.Body, ReceiptsContractsJson.Default.ReceiptRequest) ?? throw new JsonException("A request for a receipt is null."));
        await Task.WhenAll(requests.Select(r => log.AppendAsync(r, ct)));
    }
}
