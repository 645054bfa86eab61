using Artisan.Testing;

namespace Artisan.Benchmarks.Operations;

/// <summary>What a customer pays and uses, and whom he invites.</summary>
internal sealed partial class Scenario
{
    private async Task BillingAsync()
    {
        await AnyoneAsync("GET /api/billing/pricing-plans");
        var subscription = (string)(await CallAsync("GET /api/billing/subscriptions/current"))["id"]!;
        await CallAsync("POST /api/billing/subscriptions/{id}/trial", new { }, path: $"/api/billing/subscriptions/{subscription}/trial");
        await CallAsync("POST /api/billing/subscriptions/preview", new { plan = "professional" });
        await CallAsync("POST /api/billing/payment-method", new { paymentMethod = "pm_card_visa" });
        await CallAsync("POST /api/billing/subscriptions", new { plan = "starter" }, NewKey());
        await CallAsync("PUT /api/billing/subscriptions/{id}", new { plan = "professional" }, ("If-Match", "*"), path: $"/api/billing/subscriptions/{subscription}");
        var invoice = Ids(await CallAsync("GET /api/billing/invoices"))[0];
        await CallAsync("GET /api/billing/invoices/{id}", path: $"/api/billing/invoices/{invoice}");
        await CallAsync("GET /api/billing/invoices/{id}/pdf", path: $"/api/billing/invoices/{invoice}/pdf");

        for (var i = 0; i < 3; i++) await CallAsync("POST /api/billing/usage/track", Used($"mail-{i}"));
        await CallAsync("POST /api/billing/usage/batch (1,000 events)", new { events = Enumerable.Range(0, 1_000).Select(i => Used($"batch-{i}")) }, path: "/api/billing/usage/batch");
        foreach (var settle in new[] { "confirm", "release" })
        {
            var reservation = (string)(await CallAsync("POST /api/billing/usage/reservations", new { metric = "emails_sent", quantity = 5 }, NewKey()))["id"]!;
            await CallAsync($"POST /api/billing/usage/reservations/{{id}}/{settle}", new { quantity = 3 }, path: $"/api/billing/usage/reservations/{reservation}/{settle}");
        }

        await CallAsync("GET /api/billing/usage/current");
        await CallAsync("GET /api/billing/usage/history");
        await CallAsync("DELETE /api/billing/subscriptions/{id}", path: $"/api/billing/subscriptions/{subscription}");

        static object Used(string id) => new { id, metric = "emails_sent", subject = "shop-7" };
    }

    private async Task TeamAsync(string workspace)
    {
        var home = $"/api/workspaces/workspaces/{workspace}";
        await CallAsync("GET /api/workspaces/workspaces/{id}/members", path: $"{home}/members");
        await CallAsync("GET /api/workspaces/workspaces/{id}/activity", path: $"{home}/activity");
        var email = $"{AzuriteFixture.NewName("guest")}@example.com";
        var invitation = (string)(await CallAsync("POST /api/workspaces/workspaces/{id}/invitations", new { email, role = "member" }, NewKey(), $"{home}/invitations"))["id"]!;
        await CallAsync("GET /api/workspaces/invitations");
        await CallAsync("POST /api/workspaces/invitations/lookup", new { token = await app.MailedTokenAsync(email, "invitations/accept") });
        await CallAsync("DELETE /api/workspaces/invitations/{id}", path: $"/api/workspaces/invitations/{invitation}");
    }
}
