using System.Globalization;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>
/// Names the subscription that a workspace begins at Stripe. Whoever calls meanwhile, and whatever else is written, uses the same name, until one has begun or Stripe has refused it: so of several
/// calls one begins it, however long Stripe takes.
/// </summary>
internal sealed class Beginnings(BillingStore store, SubscriptionWriter writer, SystemClock clock)
{
    // Longer than two calls take with all their tries: what was begun before is found at Stripe by then.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    // Longer than one call takes: a name that has not so long left is not used any more.
    private static readonly TimeSpan OfOneCall = TimeSpan.FromMinutes(2);

    /// <summary>Names what is begun now; answers the subscription as it then is.</summary>
    /// <exception cref="WriteConflictException">Something was changed this moment; read again.</exception>
    /// <exception cref="FaultException">What another call began may still come about; busy for the moment.</exception>
    public async Task<StoredSubscription> BeginAsync(string workspaceId, StoredSubscription before, string? call, CancellationToken ct)
    {
        var (subscription, seq) = (before.Subscription, before.Subscription.Seq + 1);
        if (subscription.Beginning is { } open && clock.Now < open.Since + Longest) return clock.Now < open.Since + Longest - OfOneCall ? before : throw new FaultException(Faults.Busy);
        var named = subscription with { Beginning = new Beginning($"{subscription.Id}:{seq.ToString(CultureInfo.InvariantCulture)}", clock.Now), Prepared = new CallOnItsWay(call, seq) };
        await (await writer.BeginAsync(workspaceId, before, named, ct)).CommitAsync(ct);
        return await store.ReadAsync(workspaceId, ct);
    }

    /// <summary>Stripe has refused it, and repeats that for a day: the next one has another name.</summary>
    public Task EndAsync(string workspaceId, string name, CancellationToken ct) => Retry.OnConflictAsync(
        async () =>
        {
            var before = await store.ReadAsync(workspaceId, ct);
            if (before.Subscription.Beginning?.Name != name) return false;
            await (await writer.BeginAsync(workspaceId, before, before.Subscription with { Beginning = null }, ct)).CommitAsync(ct);
            return true;
        },
        ct);
}
