using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Time;

namespace Artisan.Areas.Notifications.Digests;

/// <summary>Every full hour: hands over the digests whose local time has come.</summary>
internal sealed class EnqueueDigests(DueIndex index, Queues queues, BusinessClock clock) : ITimedJob
{
    public const string Job = "digest";

    private readonly EnqueueDueWork _work = new(index, [new DueKind(SendDigest.Kind, SendDigest.Queue)], queues, clock);

    public Task RunAsync(CancellationToken ct) => _work.RunAsync(ct);
}
