using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Time;

namespace Artisan.Areas.Value.Calculations;

/// <summary>Every hour: enqueues a message for each definition whose period has ended, and for each source into which late points came.</summary>
internal sealed class EnqueueDueCalculations(DueIndex index, Queues queues, BusinessClock clock) : ITimedJob
{
    private readonly EnqueueDueWork _work = new(index, [new DueKind(CalculationWork.Kind, CalculationWork.Queue)], queues, clock);

    public Task RunAsync(CancellationToken ct) => _work.RunAsync(ct);
}
