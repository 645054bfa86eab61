using System.Globalization;
using Artisan.Areas.Billing.Stripe;
using Artisan.Platform.Backups;

namespace Artisan.Areas.Billing.Restoring;

/// <summary>
/// Forgets the events of Stripe that were taken and not handled: the messages that would have them handled were in a queue, which no backup holds. What they were about is read from Stripe for each
/// workspace, and one that is delivered again is taken again.
/// </summary>
internal sealed class RestoreStripeEvents(StripeInbox inbox) : IRestoreStart
{
    public string Name => "events of Stripe";

    public async Task<string> RunAsync(CancellationToken ct)
    {
        var open = await inbox.ForgetOpenAsync(ct);
        return string.Create(CultureInfo.InvariantCulture, $"{open} were open.");
    }
}
