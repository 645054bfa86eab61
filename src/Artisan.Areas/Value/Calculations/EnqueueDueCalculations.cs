using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Time;

namespace Artisan.Areas.Value.Calculations;

/// <summary>
/// Every hour: enqueues a message for each definition whose period has ended, and for each source into which late points came. A definition is looked at once
/// more an hour later: where its message failed too often and was set aside, it would otherwise wait for ever.
/// </summary>
internal sealed class EnqueueDueCalculations(DueIndex index, Queues queues, BusinessClock clock) : ITimedJob
{
    private readonly EnqueueDueWork _work = new(index, [new DueKind(CalculationWork.Kind, CalculationWork.Queue)], queues, clock, async (work, ct) =>
    {
        if (CalculationWork.Parse(work.Id) is { Definition: { } definition, Period: null, IsLookAgain: false })
        {
            await index.ScheduleAsync(CalculationWork.Kind, work.Owner, CalculationWork.OfLookAgain(definition), clock.Now + CalculationWork.LookAgainAfter, ct);
        }
    });

    public Task RunAsync(CancellationToken ct) => _work.RunAsync(ct);
}
