using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Artisan.Areas.Billing.Stripe;
using Artisan.Platform.Functions;
using Artisan.Testing.Host;
using Artisan.Testing.Stripe;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing.Stripe;

/// <summary>Stripe's meters know what was used, and bill nothing.</summary>
public sealed class ShowingUsageOnStripeTests(SharedStripe shared) : StripeTests(shared)
{
    [Fact]
    public async Task A_closed_period_stands_on_the_meters_once_and_on_the_invoice_as_before()
    {
        var owner = await Place.SubscriberAsync();
        await Place.UseAsync(owner, "emails_sent", 5_400);
        await Place.UseAsync(owner, "ai_tasks", 7);
        var (start, end) = (Place.Stripe.Now, await StripeWorkplace.PeriodEndAsync(owner));
        await Place.LiveToAsync(end.AddMinutes(5));
        await Place.LiveToAsync(end.AddHours(2));
        await RepeatAsync(owner, start);
        Assert.Equal([("artisan_ai_tasks", 7m), ("artisan_emails_sent", 5_400m)], await SumsAsync(owner, start, end));
        Assert.Equal(4_980, (long)(await StripeWorkplace.InvoicesAsync(owner))[0]!["totalMinor"]!);

        // What ends on the way has its last period shown too; one in which nothing was used is none.
        await Place.UseAsync(owner, "emails_sent", 100);
        await owner.Client.DeleteJsonAsync($"/api/billing/subscriptions/{(await StripeWorkplace.CurrentAsync(owner))["id"]}?now=true");
        await Place.LiveToAsync(Place.Stripe.Now.AddHours(2));
        Assert.Equal([("artisan_ai_tasks", 7m), ("artisan_emails_sent", 5_500m)], await SumsAsync(owner, start, end.AddDays(1)));
    }

    private Task RepeatAsync(SignedInUser owner, DateTimeOffset start) =>
        Place.App.Services.GetRequiredService<ShowUsage>().HandleAsync(new QueueMessage<PeriodClosed>("again", new PeriodClosed(owner.WorkspaceId, start)), CancellationToken.None);

    // What the dashboard shows of a customer.
    private async Task<IReadOnlyList<(string, decimal)>> SumsAsync(SignedInUser owner, DateTimeOffset from, DateTimeOffset to)
    {
        var (sums, customer) = (new List<(string, decimal)>(), Place.CustomerOf(owner));
        static long Minute(DateTimeOffset at) => at.ToUnixTimeSeconds() / 60 * 60;
        foreach (var meter in (await GetAsync("v1/billing/meters?limit=100"))["data"]!.AsArray())
        {
            var shown = await GetAsync($"v1/billing/meters/{meter!["id"]}/event_summaries?customer={customer}&start_time={Minute(from)}&end_time={Minute(to) + 60}");
            foreach (var sum in shown["data"]!.AsArray()) sums.Add(((string)meter["event_name"]!, (decimal)sum!["aggregated_value"]!));
        }

        return [.. sums.OrderBy(s => s.Item1, StringComparer.Ordinal)];
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = Place.Stripe.Uri };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", LoopbackStripe.SecretKey);
        client.DefaultRequestHeaders.Add("Stripe-Version", LoopbackStripe.Version);
        return JsonNode.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative)))!;
    }
}
