using Artisan.Platform.Functions;

namespace Artisan.Areas.Receipts.Sealing;

/// <summary>Seals a log on request; where it is sealed already there is nothing to do.</summary>
internal sealed class SealRequests(SealLog seal) : IQueueHandler<SealRequested>
{
    public const string Queue = "receipt-seal";

    public Task HandleAsync(QueueMessage<SealRequested> message, CancellationToken ct) => seal.RunAsync(message.Body.WorkspaceId, ct);
}
