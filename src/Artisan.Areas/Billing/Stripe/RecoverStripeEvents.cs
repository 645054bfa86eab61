using Artisan.Platform.Functions;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>
/// Every hour: takes the events of the last three days that Stripe could not deliver. They go the way of a delivery, so nothing happens twice.
/// </summary>
internal sealed class RecoverStripeEvents(StripeConnection stripe, StripeInbox inbox, SystemClock clock) : ITimedJob
{
    private static readonly TimeSpan Back = TimeSpan.FromDays(3);

    public async Task RunAsync(CancellationToken ct)
    {
        if (!stripe.IsOn) return;
        await foreach (var happened in stripe.Events.UndeliveredAsync(clock.Now - Back, ct))
        {
            if (StripeEventTypes.Concern(happened.Type)) await inbox.TakeAsync(happened, ct);
        }
    }
}
