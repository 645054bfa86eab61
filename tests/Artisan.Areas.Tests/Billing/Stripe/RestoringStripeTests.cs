using System.Net;
using Artisan.Areas.Billing.Restoring;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Stripe;
using Artisan.Areas.Tests.Billing.Life;
using Artisan.Azure;
using Artisan.Azure.Tables;
using Artisan.Platform.Backups;
using Artisan.Platform.Payments;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing.Stripe;

/// <summary>What Stripe knows and a backup does not: the events of it were taken by an app that is lost, and never come again.</summary>
public sealed class RestoringStripeTests(SharedStripe shared) : StripeTests(shared)
{
    private TableClient Rows => StorageClients.Create(Place.App.ConnectionString).Tables.GetTableClient(BillingKeys.Table);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_happened_after_the_backup_is_read_from_Stripe(bool subscribed)
    {
        var owner = subscribed ? await Place.SubscriberAsync() : await Place.SignUpAsync();
        await Place.DeliverAsync();
        var backup = await ReadAsync(owner);
        if (!subscribed) await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "starter", paymentMethod = "pm_card_visa" }, HttpStatusCode.Created);
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "professional" }, HttpStatusCode.Created);
        await Place.UseAsync(owner, "emails_sent", 52_000);
        await Place.LiveToAsync((await StripeWorkplace.PeriodEndAsync(owner)).AddMinutes(5));
        await Place.LiveToAsync(Place.Stripe.Now.AddHours(2));
        var (end, invoices, billed) = (await StripeWorkplace.PeriodEndAsync(owner), (await StripeWorkplace.InvoicesAsync(owner)).ToJsonString(), Place.Stripe.All("invoiceitem").Count);

        await RestoreAsync(owner, backup);

        Assert.Equal((("professional", "active"), end), (await StripeWorkplace.PlanAsync(owner), await StripeWorkplace.PeriodEndAsync(owner)));
        Assert.Equal("visa", (string?)(await StripeWorkplace.CurrentAsync(owner))["paymentMethod"]!["brand"]);
        Assert.Equal(invoices, (await StripeWorkplace.InvoicesAsync(owner)).ToJsonString());
        Assert.Equal(billed, Place.Stripe.All("invoiceitem").Count);
    }

    [Fact]
    public async Task A_credit_that_was_given_after_the_backup_is_not_given_again()
    {
        var owner = await Place.SubscriberAsync();
        var life = new BillingLife(Place.App, owner);
        await life.AgreeAsync(s => s with { CreditBalanceMinor = 1_000 });
        var backup = await ReadAsync(owner);
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "professional" }, HttpStatusCode.Created);
        await RestoreAsync(owner, backup);
        Assert.Equal(0, (long)(await StripeWorkplace.CurrentAsync(owner))["creditBalanceMinor"]!);

        await life.AgreeAsync(s => s with { CreditBalanceMinor = 200 });
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "enterprise" }, HttpStatusCode.Created);
        Assert.Equal([-1_000, -200], Place.Stripe.All("customer_balance_transaction").Select(b => (long)b["amount"]!));
    }

    [Fact]
    public async Task A_workspace_that_never_paid_has_no_customer()
    {
        var owner = await Place.SignUpAsync();
        Assert.Equal("no customer.", await Place.App.Services.GetServices<IRestoreStep>().Single(s => s.Name == "stripe").RunAsync(owner.WorkspaceId, default));
    }

    [Fact]
    public async Task An_event_whose_message_was_lost_is_taken_again_and_one_that_was_handled_is_not()
    {
        var inbox = Place.App.Services.GetRequiredService<StripeInbox>();
        var start = Place.App.Services.GetServices<IRestoreStart>().OfType<RestoreStripeEvents>().Single();
        var happened = new PaymentEvent(AzuriteFixture.NewName("evt_"), "invoice.paid", Place.Stripe.Now, null, null, null, null);
        Assert.True(await inbox.TakeAsync(happened, default));
        Assert.False(await inbox.TakeAsync(happened, default));

        await start.RunAsync(default);
        Assert.True(await inbox.TakeAsync(happened, default));
        await Place.App.SettleAsync();
        await start.RunAsync(default);
        Assert.False(await inbox.TakeAsync(happened, default));
    }

    private async Task RestoreAsync(SignedInUser owner, IReadOnlyList<TableEntity> backup)
    {
        foreach (var row in await ReadAsync(owner)) await Rows.DeleteEntityAsync(row.PartitionKey, row.RowKey, global::Azure.ETag.All);
        foreach (var row in backup) await Rows.AddEntityAsync(row);
        var step = Place.App.Services.GetServices<IRestoreStep>().Single(s => s.Name == "stripe");
        for (var times = 0; times < 2; times++) Assert.EndsWith("the plan is professional (Active).", await step.RunAsync(owner.WorkspaceId, default), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<TableEntity>> ReadAsync(SignedInUser owner)
    {
        var (home, rows) = (Place.App.Services.GetRequiredService<BillingStore>().Home(owner.WorkspaceId), new List<TableEntity>());
        await foreach (var row in Rows.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {home.Key}"))) rows.Add(row);
        return rows;
    }
}
