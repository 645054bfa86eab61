using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Time;

namespace Artisan.Platform.Due;

/// <summary>Every hour: hands over the reminders of all areas that have come due.</summary>
internal sealed class EnqueueReminders(DueIndex index, IEnumerable<ReminderKind> kinds, Queues queues, BusinessClock clock) : ITimedJob
{
    private readonly EnqueueDueWork _work = new(index, kinds.Select(k => k.Kind), queues, clock);

    public Task RunAsync(CancellationToken ct) => _work.RunAsync(ct);
}
