using Artisan.Areas.Billing.Periods;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Azure.Tables;
using Artisan.Platform.Ids;
using Artisan.Platform.Payments;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Storage;

/// <summary>A subscription as it was read; without ETag where it has no row yet.</summary>
internal sealed record StoredSubscription(Subscription Subscription, global::Azure.ETag ETag)
{
    /// <summary>The row, for a later If-Match; an empty one where it has still to be inserted.</summary>
    public required TableEntity Row { get; init; }

    /// <summary>Whether the row has still to be inserted.</summary>
    public bool IsNew => ETag == default;
}

/// <summary>A workspace's subscription and periods.</summary>
internal sealed class BillingStore(Stores stores, PlanCatalog plans, IWorkspaces workspaces, BusinessClock clock)
{
    /// <summary>The partition in which everything of a workspace's billing changes together.</summary>
    public Partition Home(string workspaceId) => stores.Workspace(BillingKeys.Table, workspaceId).Partition(BillingKeys.Partition);

    /// <summary>The subscription of a workspace; one that never subscribed is on Free, anchored on its creation.</summary>
    public async Task<StoredSubscription> ReadAsync(string workspaceId, CancellationToken ct)
    {
        var home = Home(workspaceId);
        if (await home.FindAsync(BillingKeys.Subscription, ct) is { } row) return new StoredSubscription(SubscriptionRow.From(row), row.ETag) { Row = row };
        return new StoredSubscription(FreeSince(workspaceId, await workspaces.FindAsync(workspaceId, ct)), default) { Row = home.Row(BillingKeys.Subscription) };
    }

    /// <summary>Adds a subscription to a change: replaced where it was read, inserted where it had no row.</summary>
    public static Change Save(Change change, Partition home, StoredSubscription before, Subscription after)
    {
        var row = SubscriptionRow.Into(home.Row(BillingKeys.Subscription), after with { Seq = before.Subscription.Seq + 1 });
        row.ETag = before.ETag;
        return change.Save(row);
    }

    /// <summary>The usage of the period with this start; null where nothing was used in it.</summary>
    public async Task<PeriodUsage?> FindPeriodAsync(string workspaceId, DateTimeOffset start, CancellationToken ct) =>
        await Home(workspaceId).FindAsync(BillingKeys.Period(start), ct) is { } row ? PeriodRow.From(row) : null;

    /// <summary>The usage of the periods that start in [from, to], oldest first.</summary>
    public async Task<IReadOnlyList<PeriodUsage>> PeriodsAsync(string workspaceId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var found = new List<PeriodUsage>();
        await foreach (var row in Home(workspaceId).RangeAsync(BillingKeys.Periods(from, to), ct)) found.Add(PeriodRow.From(row));
        return found;
    }

    // Whoever asks gets the same: the instant of creation stands in the workspace's id.
    private Subscription FreeSince(string workspaceId, WorkspaceSettings? settings)
    {
        var anchor = UlidIds.TimeOf(workspaceId["ws_".Length..]);
        var zone = settings?.TimeZone ?? "UTC";
        var period = new BillingPeriods(anchor, TimeZoneInfo.FindSystemTimeZoneById(zone)).Containing(clock.Now);
        return new Subscription
        {
            Id = $"sub_{workspaceId["ws_".Length..]}",
            Plan = PlanCatalog.FreeId,
            Status = SubscriptionStatus.Active,
            Provider = BillingProvider.Embedded,
            Anchor = anchor,
            TimeZone = zone,
            Currency = plans.CurrencyFor(settings?.Currency ?? ""),
            PeriodNumber = period.Number,
            PeriodStart = period.Start,
            PeriodEnd = period.End,
        };
    }
}
