using Artisan.Areas.Billing.Contracts;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing.Life;

public sealed class SwitchingValueBillingTests(BillingApp shared) : IClassFixture<BillingApp>
{
    private const string Start = "2027-01-31T10:00:00Z";

    private IValueBilling Switch => shared.App.Services.GetRequiredService<IValueBilling>();

    [Fact]
    public async Task It_goes_on_at_once_off_with_the_next_period_and_on_again()
    {
        var life = await shared.LifeAsync(Start);
        await life.SubscribeAsync("starter", "pm_card_visa");
        Assert.Equal(ValueBillingPhase.Off, (await Switch.GetAsync(life.WorkspaceId, CancellationToken.None)).Phase);
        Assert.Equal("billing.value_billing_off", (await PauseAsync(life, "too early")).Fault!.Code);
        Assert.Equal("billing.value_billing_off", (await ResumeAsync(life, "too early")).Fault!.Code);

        var since = shared.App.BusinessClock.Now;
        Assert.Equal(new ValueBillingState(ValueBillingPhase.On, since, null), (await EnableAsync(life, "a")).Value);
        await life.UntilAsync("2027-02-10T10:00:00Z");
        var end = BillingLife.Instant("2027-02-28T10:00:00Z");
        Assert.Equal(new ValueBillingState(ValueBillingPhase.Pausing, since, end), (await PauseAsync(life, "b")).Value);
        Assert.Equal(new ValueBillingState(ValueBillingPhase.On, since, null), (await ResumeAsync(life, "c")).Value);
        Assert.Equal(new ValueBillingState(ValueBillingPhase.Pausing, since, end), (await PauseAsync(life, "d")).Value);
        await life.UntilAsync("2027-03-05T10:00:00Z");
        Assert.Equal(new ValueBillingState(ValueBillingPhase.Paused, since, end), await Switch.GetAsync(life.WorkspaceId, CancellationToken.None));
        Assert.Equal(new ValueBillingState(ValueBillingPhase.On, BillingLife.Instant("2027-03-05T10:00:00Z"), null), (await ResumeAsync(life, "e")).Value);
    }

    [Fact]
    public async Task An_occasion_has_one_effect_however_late_it_is_repeated_and_whoever_calls_at_the_same_time()
    {
        var life = await shared.LifeAsync(Start);
        var effects = 0;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Switch.EnableAsync(life.WorkspaceId, $"golive-{i % 2}", (change, _) =>
        {
            change.Insert(Effect(life, ref effects));
            return default;
        }, CancellationToken.None)));
        Assert.All(outcomes, o => Assert.Equal(ValueBillingPhase.On, o.Value!.Phase));
        Assert.Equal(1, await EffectsAsync(life));

        await PauseAsync(life, "pause");
        Assert.Equal(ValueBillingPhase.Pausing, (await EnableAsync(life, "golive-1")).Value!.Phase);
        Assert.Equal(ValueBillingPhase.Pausing, (await EnableAsync(life, "golive-0")).Value!.Phase);
    }

    [Fact]
    public async Task What_is_refused_right_before_the_commit_leaves_nothing_behind()
    {
        var life = await shared.LifeAsync(Start);
        var effects = 0;
        var refused = await Switch.EnableAsync(life.WorkspaceId, "golive", (change, _) =>
        {
            change.Insert(Effect(life, ref effects));
            return new(Faults.Changed);
        }, CancellationToken.None);
        Assert.Equal(Faults.Changed, refused.Fault);
        Assert.Equal((0, ValueBillingPhase.Off), (await EffectsAsync(life), (await Switch.GetAsync(life.WorkspaceId, CancellationToken.None)).Phase));
        Assert.Equal(ValueBillingPhase.On, (await EnableAsync(life, "golive")).Value!.Phase);
    }

    [Fact]
    public async Task Only_the_currency_that_a_workspace_is_billed_in_can_stand_on_its_invoices()
    {
        var life = await shared.LifeAsync(Start);
        await life.LiveInAsync("UTC", "EUR");
        var refused = await Switch.RefusesAsync(life.WorkspaceId, "USD", CancellationToken.None);
        Assert.Equal("billing.currency_mismatch USD EUR", $"{refused!.Code} {refused.More["currency"]} {refused.More["billedIn"]}");
        Assert.Null(await Switch.RefusesAsync(life.WorkspaceId, "EUR", CancellationToken.None));

        // What was agreed on in a currency is billed in it, whatever the workspace says later.
        await EnableAsync(life, "golive");
        await life.LiveInAsync("UTC", "USD");
        Assert.Equal("EUR", (string?)(await life.SubscribeAsync("starter", "pm_card_visa"))["currency"]);
        Assert.Null(await Switch.RefusesAsync(life.WorkspaceId, "EUR", CancellationToken.None));
    }

    private static Artisan.Azure.Tables.TableEntity Effect(BillingLife life, ref int effects) => new($"{life.WorkspaceId}|billing", $"effect|{Interlocked.Increment(ref effects)}");

    private async Task<int> EffectsAsync(BillingLife life) =>
        await shared.App.Services.GetRequiredService<Artisan.Areas.Billing.Storage.BillingStore>().Home(life.WorkspaceId).RangeAsync(RowRange.Prefix("effect|"), CancellationToken.None).CountAsync();

    private Task<Outcome<ValueBillingState>> EnableAsync(BillingLife life, string key) => Switch.EnableAsync(life.WorkspaceId, key, (_, _) => default, CancellationToken.None);

    private Task<Outcome<ValueBillingState>> PauseAsync(BillingLife life, string key) => Switch.PauseFromNextPeriodAsync(life.WorkspaceId, key, (_, _) => default, CancellationToken.None);

    private Task<Outcome<ValueBillingState>> ResumeAsync(BillingLife life, string key) => Switch.ResumeAsync(life.WorkspaceId, key, (_, _) => default, CancellationToken.None);
}
