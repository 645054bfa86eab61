using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>Edits a subscription that others may change at the same time: reads it, edits it, and begins anew where it, or what is counted beside it, has changed meanwhile.</summary>
internal sealed class SubscriptionEdits(BillingStore store, IEntitlements entitlements)
{
    private const int MostTries = 10;

    /// <summary>Runs an edit until it meets nobody else's.</summary>
    public async Task<Outcome<T>> RunAsync<T>(string workspaceId, Func<StoredSubscription, Task<Outcome<T>>> edit, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var outcome = await edit(await store.ReadAsync(workspaceId, ct));
                // Others learn of it by the outbox; whoever edits must not be answered by the plan of before in his next call.
                entitlements.Forget(workspaceId);
                return outcome;
            }
            catch (WriteConflictException e) when (!e.RowKey.StartsWith("idk|", StringComparison.Ordinal))
            {
                if (tries == MostTries) return Faults.Busy;
            }
        }
    }

    /// <summary>What a caller asks, with a key that stays the same until the subscription has changed: whoever collects the money acts once for it.</summary>
    public static SubscriptionOrder Order(string workspaceId, StoredSubscription before, string what, Action<Change, Subscription> also) =>
        new(workspaceId, before, $"{before.Subscription.Id}:{before.Subscription.Seq}:{what}", also);
}
