using System.Net;
using System.Net.Http.Json;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing.Life;

public sealed class CrashingWhileBillingTests
{
    private const string Start = "2027-01-31T10:00:00Z";

    /// <summary>
    /// Breaks every storage call of subscribing, going live, upgrading, renewing, making an invoice final and collecting, in turn and in every way, and lets an instance that knows nothing
    /// go on: no invoice and no fee twice, none missing, no gap in the numbers.
    /// </summary>
    [Theory]
    [InlineData(Fault.AnswerLost)]
    [InlineData(Fault.ProcessDiesBefore)]
    [InlineData(Fault.ProcessDiesAfter)]
    public async Task Whatever_breaks_each_invoice_is_there_once(Fault fault)
    {
        var faults = new FaultInjectionPolicy(request => request.Uri.Path.Contains("billing", StringComparison.Ordinal) || request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal));
        var fees = new ScriptedFees();
        await using var healthy = await ArtisanApp.StartAsync(services: s => s.AddSingleton<IValueFees>(fees));
        await using var breaking = await ArtisanApp.StartAsync(sharing: healthy, policies: [faults], services: s => s.AddSingleton<IValueFees>(fees));
        for (var (call, reached) = (1, true); reached; call++)
        {
            reached = false;
            faults.Reset();
            At(healthy, breaking, Start);
            var owner = await healthy.SignUpAsync();
            var life = new BillingLife(healthy, owner);
            var client = breaking.CreateClient(owner.AccessToken);

            async Task BreakAsync(Func<Task> broken, Func<Task> again)
            {
                faults.Reset();
                faults.Inject(fault, call);
                await broken();
                await breaking.Services.GetRequiredService<Artisan.Platform.Messaging.Outbox>().SettleAsync();
                reached |= faults.Calls >= call;
                faults.Reset();
                await again();
            }

            await BreakAsync(() => TryAsync(client, "starter", "k1"), () => SubscribeAsync(owner.Client, "starter", "k1"));
            await BreakAsync(() => TryAsync(() => EnableAsync(breaking, life.WorkspaceId)), () => EnableAsync(healthy, life.WorkspaceId));
            fees.Write(life.WorkspaceId, "saved", "2027-02-01T00:00:00Z", "2027-02-10T00:00:00Z", 1_000);
            At(healthy, breaking, "2027-02-14T10:00:00Z");
            await BreakAsync(() => TryAsync(client, "professional", "k2"), () => SubscribeAsync(owner.Client, "professional", "k2"));
            At(healthy, breaking, "2027-02-28T10:00:00Z");
            await BreakAsync(() => TryAsync(() => StepAsync(breaking, life.WorkspaceId)), () => StepAsync(healthy, life.WorkspaceId));
            await life.PayWithAsync("pm_card_chargeCustomerFail");
            At(healthy, breaking, "2027-02-28T11:00:00Z");
            await BreakAsync(() => TryAsync(() => StepAsync(breaking, life.WorkspaceId)), () => StepAsync(healthy, life.WorkspaceId));
            Assert.Equal("professional past_due", await life.StateAsync());
            At(healthy, breaking, "2027-03-01T11:00:00Z");
            await BreakAsync(() => TryAsync(() => StepAsync(breaking, life.WorkspaceId)), () => StepAsync(healthy, life.WorkspaceId));

            var invoices = await life.InvoicesAsync();
            Assert.Equal(["000001 paid 4900", "000002 paid 12500", "000003 open 30900"], invoices.Select(i => $"{((string)i["number"]!)[^6..]} {i["status"]} {i["totalMinor"]}"));
            Assert.Equal(2, (int)(await AttemptsAsync(healthy, life, (string)invoices[2]["id"]!)));
        }
    }

    private static async Task<int> AttemptsAsync(ArtisanApp app, BillingLife life, string invoice)
    {
        var home = app.Services.GetRequiredService<Artisan.Areas.Billing.Storage.BillingStore>().Home(life.WorkspaceId);
        return (await Artisan.Areas.Billing.Invoices.InvoiceRow.FindAsync(home, invoice, CancellationToken.None))!.Invoice.Attempts;
    }

    private static void At(ArtisanApp one, ArtisanApp other, string at)
    {
        one.BusinessClock.Set(BillingLife.Instant(at), running: false);
        other.BusinessClock.Set(BillingLife.Instant(at), running: false);
    }

    private static async Task TryAsync(HttpClient client, string plan, string key)
    {
        using var answer = await SendAsync(client, plan, key);
        Assert.True(answer.IsSuccessStatusCode || (int)answer.StatusCode >= 500 || answer.StatusCode is HttpStatusCode.Unauthorized, await answer.Content.ReadAsStringAsync());
    }

    private static async Task SubscribeAsync(HttpClient client, string plan, string key)
    {
        using var answer = await SendAsync(client, plan, key);
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

    private static async Task TryAsync(Func<Task> broken)
    {
        try
        {
            await broken();
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            // The process died; the message comes again.
        }
    }

    private static Task StepAsync(ArtisanApp app, string workspaceId)
    {
        var work = new DueWork(Agenda.Renewals, workspaceId, "sub", app.BusinessClock.Now);
        return app.Services.GetRequiredService<StepSubscription>().HandleAsync(new QueueMessage<DueWork>("m", work), CancellationToken.None);
    }
}
