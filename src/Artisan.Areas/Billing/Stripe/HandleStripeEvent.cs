using Artisan.Platform.Functions;
using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>Handles one event: brings the workspace's rows to what Stripe says now. An event that was handled before does nothing.</summary>
internal sealed class HandleStripeEvent(StripeInbox inbox, StripeSync sync) : IQueueHandler<PaymentEvent>
{
    public async Task HandleAsync(QueueMessage<PaymentEvent> message, CancellationToken ct)
    {
        if (!await inbox.IsOpenAsync(message.Body, ct)) return;
        await sync.FollowAsync(message.Body, ct);
        await inbox.CloseAsync(message.Body, ct);
    }
}
