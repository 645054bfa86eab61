using System.Net.Http.Json;
using Artisan.Areas.Tests.Value;

namespace Artisan.Areas.Tests.Billing.Life;

/// <summary>What a call costs in storage operations, beside the gate's read and the doorbell.</summary>
public sealed class BillingCostTests(BillingApp shared) : IClassFixture<BillingApp>
{
    [Fact]
    public async Task Reading_and_changing_a_subscription_costs_what_the_design_allows()
    {
        // The first write of all makes the table.
        await (await shared.LifeAsync("2027-04-10T10:00:00Z")).SubscribeAsync("starter", "pm_card_visa");
        var life = await shared.LifeAsync("2027-04-10T10:00:00Z");
        await life.CurrentAsync();
        Assert.Equal(1, await CostAsync(life, HttpMethod.Get, "/api/billing/subscriptions/current"));
        // The subscription, the periods, the transaction.
        Assert.Equal(3, await CostAsync(life, HttpMethod.Post, "/api/billing/subscriptions", new { plan = "starter", paymentMethod = "pm_card_visa" }));
        Assert.Equal(3, await CostAsync(life, HttpMethod.Post, "/api/billing/subscriptions", new { plan = "professional" }));
        Assert.Equal(1, await CostAsync(life, HttpMethod.Post, "/api/billing/subscriptions/preview", new { plan = "enterprise" }));
        Assert.Equal(2, await CostAsync(life, HttpMethod.Post, "/api/billing/payment-method", new { paymentMethod = "pm_card_amex" }));
        Assert.Equal(1, await CostAsync(life, HttpMethod.Get, "/api/billing/invoices"));
        var invoice = (await life.InvoicesAsync())[0];
        Assert.Equal(2, await CostAsync(life, HttpMethod.Get, $"/api/billing/invoices/{invoice["id"]}"));
        Assert.Equal(1, await CostAsync(life, HttpMethod.Get, $"/api/billing/invoices/{invoice["id"]}/pdf"));
    }

    private static async Task<int> CostAsync(BillingLife life, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (request.Content is { } content) await content.LoadIntoBufferAsync();
        using var answer = await life.Client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return ServerTiming.Of(answer);
    }
}
