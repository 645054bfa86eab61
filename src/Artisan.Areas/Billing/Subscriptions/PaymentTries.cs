using Artisan.Azure;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>
/// How often a card may be tried: by a workspace and by whoever asks, in rows that all instances share. Whoever has stolen cards tries them in numbers; whoever has one of his own does not.
/// </summary>
internal sealed class PaymentTries(RateLimits limits, IOptions<BillingOptions> options)
{
    private readonly RateRule _workspace = new("pay-workspace", options.Value.PaymentTriesPerHour, TimeSpan.FromHours(1));
    private readonly RateRule _person = new("pay-person", options.Value.PaymentTriesPerHour, TimeSpan.FromHours(1));

    /// <summary>Counts a try; the fault says when to come back.</summary>
    public async Task<Fault?> TakeAsync(Caller caller, CancellationToken ct)
    {
        using var _ = StorageOperations.Begin("limits");
        return await limits.TakeAsync(_workspace, caller.WorkspaceId, ct) ?? await limits.TakeAsync(_person, caller.Actor, ct);
    }
}
