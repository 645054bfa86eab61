using Artisan.Platform.Functions;

namespace Artisan.Areas.Receipts.Sealing;

/// <summary>Seals a log on request; where it is sealed already there is nothing to do.</summary>
internal sealed class SealRequests(SealLog seal) : IQueueHandler<SealRequested>
{
    public const string Queue = "receipt-seal";

    // Another process appended, and this one may remember an older head.
    public Task HandleAsync(QueueMessage<SealRequested> message, CancellationToken ct) => seal.RunAsync(message.Body.WorkspaceId, anew: true, ct);
}
