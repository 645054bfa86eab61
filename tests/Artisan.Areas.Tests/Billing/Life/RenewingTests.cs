using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing.Life;

public sealed class RenewingTests
{
    private const string Start = "2027-01-31T10:00:00Z";

    [Fact]
    public async Task Twenty_messages_at_once_and_as_many_afterwards_renew_once()
    {
        await using var app = await ArtisanApp.StartAsync();
        var life = await BillingLife.BeginAsync(app, Start);
        await life.SubscribeAsync("starter", "pm_card_visa");
        app.BusinessClock.Set(BillingLife.Instant("2027-02-28T11:00:00Z"), running: false);
        var step = app.Services.GetRequiredService<StepSubscription>();
        var work = new DueWork(Agenda.Renewals, life.WorkspaceId, await life.IdAsync(), BillingLife.Instant("2027-02-28T10:00:00Z"));
        for (var round = 0; round < 2; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
            {
                try
                {
                    await step.HandleAsync(new QueueMessage<DueWork>("m", work), CancellationToken.None);
                }
                catch (Artisan.Platform.Http.FaultException)
                {
                    // Too many at once: the message comes again.
                }
            }));
        }

        Assert.Equal(["000001 paid", "000002 paid"], (await life.InvoicesAsync()).Select(i => $"{((string)i["number"]!)[^6..]} {i["status"]}"));
        Assert.Equal(BillingLife.Instant("2027-03-31T10:00:00Z"), (DateTimeOffset)(await life.CurrentAsync())["periodEnd"]!);
    }

    [Fact]
    public async Task A_workspace_that_slept_for_a_year_is_billed_month_by_month()
    {
        await using var app = await ArtisanApp.StartAsync();
        var life = await BillingLife.BeginAsync(app, Start);
        await life.SubscribeAsync("starter", "pm_card_visa");
        await app.SettleAsync();
        app.BusinessClock.Set(BillingLife.Instant("2028-02-01T00:00:00Z"), running: false);
        await app.Pump.FireAsync("renewals");
        await app.SettleAsync();
        var invoices = await life.InvoicesAsync();
        Assert.Equal(13, invoices.Count);
        Assert.All(invoices, i => Assert.Equal("paid 4900", $"{i["status"]} {i["totalMinor"]}"));
        Assert.Equal(["2027-02-28", "2027-03-31", "2027-04-30"], invoices.Skip(1).Take(3).Select(i => $"{(DateTimeOffset)i["periodStart"]!:yyyy-MM-dd}"));
    }

    [Fact]
    public async Task A_plan_whose_first_payment_never_came_does_not_begin_with_the_next_period()
    {
        await using var app = await ArtisanApp.StartAsync();
        var life = await BillingLife.BeginAsync(app, Start);
        // As another provider tells it: the payment waits, and there is nothing that the payer could confirm.
        await life.AgreeAsync(s => s with { Status = Artisan.Platform.Payments.SubscriptionStatus.Incomplete, PendingPlan = "enterprise" });
        await life.UntilAsync("2027-04-01T00:00:00Z");
        Assert.Equal("free incomplete", await life.StateAsync());
        Assert.Empty(await life.InvoicesAsync());
    }

    [Fact]
    public async Task Of_two_invoices_that_are_owed_each_has_its_turn()
    {
        await using var app = await ArtisanApp.StartAsync();
        var life = await BillingLife.BeginAsync(app, Start);
        await life.SubscribeAsync("starter", "pm_card_visa");
        await life.PayWithAsync("pm_card_chargeCustomerFail");
        await life.UntilAsync("2027-03-01T10:00:00Z");
        Assert.Equal("starter past_due", await life.StateAsync());
        await life.UseAsync("emails_sent", 6_000);
        await life.CancelAsync(now: true);
        await life.UntilAsync("2027-03-01T12:00:00Z");
        Assert.Equal(["paid 4900", "open 4900", "open 200"], (await life.InvoicesAsync()).Select(i => $"{i["status"]} {i["totalMinor"]}"));

        await life.PayWithAsync("pm_card_visa");
        await life.UntilAsync("2027-03-01T14:00:00Z");
        Assert.All(await life.InvoicesAsync(), i => Assert.Equal("paid", (string?)i["status"]));
        Assert.Null((await life.CurrentAsync())["overdue"]);
    }

    [Fact]
    public async Task A_deleted_workspace_is_not_charged_again()
    {
        await using var app = await ArtisanApp.StartAsync();
        var life = await BillingLife.BeginAsync(app, Start);
        await life.SubscribeAsync("starter", "pm_card_visa");
        await life.UntilAsync("2027-02-10T10:00:00Z");
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/workspaces/workspaces/{life.WorkspaceId}");
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var deleted = await life.Client.SendAsync(request);
        Assert.Equal(200, (int)deleted.StatusCode);

        await life.UntilAsync("2027-03-11T10:00:00Z");
        var store = app.Services.GetRequiredService<BillingStore>();
        var left = (await store.ReadAsync(life.WorkspaceId, CancellationToken.None)).Subscription;
        Assert.Equal(("free", Artisan.Platform.Payments.SubscriptionStatus.Canceled, 2), (left.Plan, left.Status, left.NextInvoiceNumber));
    }

    [Fact]
    public async Task A_draft_waits_an_hour_for_late_reports_and_bills_what_was_counted()
    {
        await using var app = await ArtisanApp.StartAsync();
        var life = await BillingLife.BeginAsync(app, Start);
        await life.SubscribeAsync("starter", "pm_card_visa");
        await life.UntilAsync("2027-02-28T10:30:00Z");
        var draft = (await life.InvoicesAsync())[^1];
        Assert.Equal("draft", (string?)draft["status"]);
        Assert.Null(draft["number"]);
        using (var pdf = await life.Client.GetAsync(new Uri($"/api/billing/invoices/{draft["id"]}/pdf", UriKind.Relative))) Assert.Equal(409, (int)pdf.StatusCode);
        Assert.False((await life.PeriodAsync(Start))!.Closed);
        await life.UntilAsync("2027-02-28T11:00:00Z");
        Assert.True((await life.PeriodAsync(Start))!.Closed);
        Assert.Equal("paid 4900", $"{(await life.InvoicesAsync())[^1]["status"]} {(await life.InvoicesAsync())[^1]["totalMinor"]}");
    }

    [Fact]
    public async Task A_changed_time_zone_counts_from_the_next_period()
    {
        await using var app = await ArtisanApp.StartAsync();
        var life = await BillingLife.BeginAsync(app, Start);
        await life.SubscribeAsync("starter", "pm_card_visa");
        // The workspace's row takes over the plan's seats first: it is about to be replaced by what one reads of it.
        await app.SettleAsync();
        await life.LiveInAsync("America/New_York");
        await life.UntilAsync("2027-02-28T12:00:00Z");
        var current = await life.CurrentAsync();
        Assert.Equal("America/New_York", (string?)current["timeZone"]);
        // 31 January 10:00 was 5:00 in New York, and 31 March 5:00 is an hour earlier: clocks went forward on 14 March.
        Assert.Equal((BillingLife.Instant("2027-02-28T10:00:00Z"), BillingLife.Instant("2027-03-31T09:00:00Z")), ((DateTimeOffset)current["periodStart"]!, (DateTimeOffset)current["periodEnd"]!));
    }

    [Fact]
    public async Task Discounts_and_tax_stand_on_every_invoice_while_they_hold()
    {
        await using var app = await ArtisanApp.StartAsync();
        var life = await BillingLife.BeginAsync(app, Start);
        await life.SubscribeAsync("starter", "pm_card_visa");
        await life.AgreeAsync(s => s with { TaxRatePpm = 77_000, Discounts = [new("Spring", 250_000, Until: BillingLife.Instant("2027-03-15T00:00:00Z"))] });
        await life.UntilAsync("2027-04-30T11:00:00Z");
        // 49.00 less a quarter is 36.75, with 7.7 % 39.58; without the discount 52.77.
        Assert.Equal(["4900 0 0", "3958 1225 283", "5277 0 377", "5277 0 377"], (await life.InvoicesAsync()).Select(i => $"{i["totalMinor"]} {i["discountMinor"]} {i["taxMinor"]}"));
    }
}
