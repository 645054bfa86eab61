using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Periods;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>Switches value billing on the subscription's row, each occasion once.</summary>
internal sealed class SwitchValueBilling(
    BillingStore store, SubscriptionEdits edits, SubscriptionWriter writer, PlanCatalog plans, IWorkspaces workspaces, BusinessClock clock, SystemClock system) : IValueBilling
{
    private static readonly ValueBillingState Never = new(ValueBillingPhase.Off, null, null);

    public async Task<ValueBillingState> GetAsync(string workspaceId, CancellationToken ct) => State((await store.ReadAsync(workspaceId, ct)).Subscription);

    public async Task<Fault?> RefusesAsync(string workspaceId, string currency, CancellationToken ct)
    {
        var billed = await CurrencyAsync(workspaceId, (await store.ReadAsync(workspaceId, ct)).Subscription, ct);
        return billed == currency ? null : BillingFaults.CurrencyMismatch.With("currency", currency).With("billedIn", billed);
    }

    public Task<Outcome<ValueBillingState>> EnableAsync(string workspaceId, string key, Func<Change, ValueBillingState, ValueTask<Fault?>> also, CancellationToken ct) => SwitchAsync(
        workspaceId, key, also, async subscription => (subscription.Value is null ? subscription with { Currency = await CurrencyAsync(workspaceId, subscription, ct) } : subscription) with
        {
            Value = subscription.Value?.On(clock.Now) ?? new ValueTime([new ValueSpan(clock.Now)], system.Now),
        },
        ct);

    public Task<Outcome<ValueBillingState>> PauseFromNextPeriodAsync(string workspaceId, string key, Func<Change, ValueBillingState, ValueTask<Fault?>> also, CancellationToken ct) => SwitchAsync(
        workspaceId, key, also, subscription => Task.FromResult(subscription.Value is { } value ? subscription with { Value = value.OffAt(NextPeriod(subscription), clock.Now) } : null), ct);

    public Task<Outcome<ValueBillingState>> ResumeAsync(string workspaceId, string key, Func<Change, ValueBillingState, ValueTask<Fault?>> also, CancellationToken ct) => SwitchAsync(
        workspaceId, key, also, subscription => Task.FromResult(subscription.Value is { } value ? subscription with { Value = value.On(clock.Now) } : null), ct);

    private Task<Outcome<ValueBillingState>> SwitchAsync(
        string workspaceId, string key, Func<Change, ValueBillingState, ValueTask<Fault?>> also, Func<Subscription, Task<Subscription?>> turn, CancellationToken ct) => edits.RunAsync<ValueBillingState>(workspaceId, async before =>
    {
        var home = store.Home(workspaceId);

        // What came of it is read after it: the subscription that was read before may be older.
        if (await home.FindAsync(BillingKeys.Switched(key), ct) is not null) return await GetAsync(workspaceId, ct);
        if (await turn(before.Subscription) is not { } after) return BillingFaults.ValueBillingOff;

        // That nothing is to be done is noted too, or the same call, come late, would undo what followed it.
        var changes = State(after) != State(before.Subscription);
        var change = (changes ? await writer.BeginAsync(workspaceId, before, after, ct) : home.Change()).Insert(home.Row(BillingKeys.Switched(key)));
        if (changes && await also(change, State(after)) is { } refused) return refused;
        await change.CommitAsync(ct);
        return State(after);
    }, ct);

    private ValueBillingState State(Subscription subscription) => subscription.Value?.At(clock.Now) ?? Never;

    // Where the renewal is still on its way, the period that has begun is the present one.
    private DateTimeOffset NextPeriod(Subscription subscription) => clock.Now < subscription.PeriodEnd
        ? subscription.PeriodEnd
        : new BillingPeriods(subscription.Anchor, TimeZoneInfo.FindSystemTimeZoneById(subscription.TimeZone)).Containing(clock.Now).End;

    // Whoever pays nothing yet is billed in what the workspace says now.
    private async Task<string> CurrencyAsync(string workspaceId, Subscription subscription, CancellationToken ct) => subscription.KeepsCurrency || !subscription.PaysNothing(plans)
        ? subscription.Currency
        : plans.CurrencyFor((await workspaces.FindAsync(workspaceId, ct))?.Currency ?? subscription.Currency);
}
