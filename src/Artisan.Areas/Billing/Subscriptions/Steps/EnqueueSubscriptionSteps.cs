using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>Every ten minutes: enqueues a message for each subscription whose period or trial has ended, or whose draft becomes final.</summary>
internal sealed class EnqueueRenewals(DueIndex index, Queues queues, BusinessClock clock) : ITimedJob
{
    private readonly EnqueueDueWork _work = new(index, [new DueKind(Agenda.Renewals, Agenda.Queue)], queues, clock);

    public Task RunAsync(CancellationToken ct) => _work.RunAsync(ct);
}

/// <summary>Every hour: enqueues a message for each subscription with a payment to try again or to give up.</summary>
internal sealed class EnqueueDunning(DueIndex index, Queues queues, BusinessClock clock) : ITimedJob
{
    private readonly EnqueueDueWork _work = new(index, [new DueKind(Agenda.Dunning, Agenda.Queue)], queues, clock);

    public Task RunAsync(CancellationToken ct) => _work.RunAsync(ct);
}
