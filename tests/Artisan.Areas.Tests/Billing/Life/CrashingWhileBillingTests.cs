using System.Net;
using System.Net.Http.Json;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Testing.Host;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing.Life;

public sealed class CrashingWhileBillingTests(CrashingWhileBillingTests.Lab lab) : IClassFixture<CrashingWhileBillingTests.Lab>
{
    /// <summary>
    /// Whatever breaks in subscribing, going live, upgrading, renewing, making an invoice final and collecting, an instance that knows nothing goes on: no invoice
    /// and no fee twice, none missing, no gap in the numbers.
    /// </summary>
    [Fact]
    public Task Whatever_breaks_each_invoice_is_there_once() => lab.EachCallAsync(async moments =>
    {
        At("2027-01-31T10:00:00Z");
        var owner = await lab.Healthy.SignUpAsync();
        var life = new BillingLife(lab.Healthy, owner);

        async Task TwiceAsync(Func<ArtisanApp, Task> work)
        {
            await moments.BreakAsync(work);
            await work(lab.Healthy);
        }

        async Task SubscribesAsync(string plan, string key)
        {
            await moments.BreakAsync(app => TryAsync(app, owner, plan, key));
            await SubscribeAsync(owner, plan, key);
        }

        await SubscribesAsync("starter", "k1");
        await TwiceAsync(app => EnableAsync(app, life.WorkspaceId));
        lab.Fees.Write(life.WorkspaceId, "saved", "2027-02-01T00:00:00Z", "2027-02-10T00:00:00Z", 1_000);
        At("2027-02-14T10:00:00Z");
        await SubscribesAsync("professional", "k2");
        At("2027-02-28T10:00:00Z");
        await TwiceAsync(app => StepAsync(app, life.WorkspaceId));
        await life.PayWithAsync("pm_card_chargeCustomerFail");
        At("2027-02-28T11:00:00Z");
        await TwiceAsync(app => StepAsync(app, life.WorkspaceId));
        Assert.Equal("professional past_due", await life.StateAsync());
        At("2027-03-01T11:00:00Z");
        await TwiceAsync(app => StepAsync(app, life.WorkspaceId));

        var invoices = await life.InvoicesAsync();
        Assert.Equal(["000001 paid 4900", "000002 paid 12500", "000003 open 30900"], invoices.Select(i => $"{((string)i["number"]!)[^6..]} {i["status"]} {i["totalMinor"]}"));
        Assert.Equal(2, await AttemptsAsync(life, (string)invoices[2]["id"]!));
    });

    private async Task<int> AttemptsAsync(BillingLife life, string invoice)
    {
        var home = lab.Healthy.Services.GetRequiredService<Artisan.Areas.Billing.Storage.BillingStore>().Home(life.WorkspaceId);
        return (await Artisan.Areas.Billing.Invoices.InvoiceRow.FindAsync(home, invoice, CancellationToken.None))!.Invoice.Attempts;
    }

    private void At(string at)
    {
        foreach (var app in new[] { lab.Healthy, lab.Breaking }) app.BusinessClock.Set(BillingLife.Instant(at), running: false);
    }

    private static async Task TryAsync(ArtisanApp app, SignedInUser owner, string plan, string key)
    {
        using var client = app.CreateClient(owner.AccessToken);
        using var answer = await SendAsync(client, plan, key);
        Assert.True(answer.IsSuccessStatusCode || (int)answer.StatusCode >= 500 || answer.StatusCode is HttpStatusCode.Unauthorized, await answer.Content.ReadAsStringAsync());
    }

    private static async Task SubscribeAsync(SignedInUser owner, string plan, string key)
    {
        using var answer = await SendAsync(owner.Client, plan, key);
        Assert.True(answer.StatusCode is HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string plan, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/billing/subscriptions") { Content = JsonContent.Create(new { plan, paymentMethod = "pm_card_visa" }) };
        await request.Content.LoadIntoBufferAsync();
        request.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(request);
    }

    private static async Task EnableAsync(ArtisanApp app, string workspaceId) =>
        Assert.Null((await app.Services.GetRequiredService<IValueBilling>().EnableAsync(workspaceId, "golive", (_, _) => default, CancellationToken.None)).Fault);

    private static Task StepAsync(ArtisanApp app, string workspaceId)
    {
        var work = new DueWork(Agenda.Renewals, workspaceId, "sub", app.BusinessClock.Now);
        return app.Services.GetRequiredService<StepSubscription>().HandleAsync(new QueueMessage<DueWork>("m", work), CancellationToken.None);
    }

    /// <summary>The two clocks of this lab are moved together; value fees are those that the test writes.</summary>
    public sealed class Lab : BillingLab
    {
        internal ScriptedFees Fees { get; } = new();

        protected override Task<ArtisanApp> StartAsync(ArtisanApp? sharing, IReadOnlyList<HttpPipelinePolicy> policies) =>
            ArtisanApp.StartAsync(sharing, policies: policies, services: services => services.AddSingleton<IValueFees>(Fees));
    }
}
