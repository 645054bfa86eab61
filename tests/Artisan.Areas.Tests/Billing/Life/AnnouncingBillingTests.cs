using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Artisan.Platform.Events;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing.Life;

public sealed class AnnouncingBillingTests
{
    [Fact]
    public async Task What_becomes_of_a_subscription_its_invoices_and_its_usage_is_told_to_whoever_asked()
    {
        var heard = new Heard();
        await using var app = await ArtisanApp.StartAsync(services: s => s.AddSingleton<IOutboxSink>(heard).AddEventHandler<NoQueue>(Heard.SinkName));
        var life = await BillingLife.BeginAsync(app, "2027-04-10T10:00:00Z");
        await life.SubscribeAsync("starter", "pm_card_visa");
        Assert.Equal(["invoice.finalized", "invoice.paid", "subscription.created"], await heard.TypesAsync(app));
        var paid = heard.Last("invoice.paid");
        var invoice = Assert.Single(await life.InvoicesAsync());
        Assert.Equal(((string)invoice["id"]!, (string)invoice["number"]!, 4_900, 1), (paid.Subject, paid.Data!.Value.GetProperty("number").GetString()!, paid.Data.Value.GetProperty("totalMinor").GetInt64(), paid.Data.Value.GetProperty("lines").GetArrayLength()));

        await life.SubscribeAsync("professional");
        Assert.Equal(["invoice.finalized", "invoice.paid", "subscription.updated"], await heard.TypesAsync(app));
        Assert.Equal("professional", heard.Last("subscription.updated").Data!.Value.GetProperty("plan").GetString());

        await life.PayWithAsync("pm_card_chargeCustomerFail");
        Assert.Empty(await heard.TypesAsync(app));
        await life.UntilAsync("2027-05-10T11:00:00Z");
        Assert.Equal(["invoice.finalized", "invoice.payment_failed", "subscription.updated", "subscription.updated"], await heard.TypesAsync(app));
        await life.PayWithAsync("pm_card_visa");
        Assert.Equal(["invoice.paid", "subscription.updated"], await heard.TypesAsync(app));
        await life.CancelAsync(now: true);
        Assert.Equal(["subscription.canceled"], await heard.TypesAsync(app));

        await life.Client.PostJsonAsync(Meters.Track, new { id = "m-1", metric = "emails_sent", quantity = 85 }, HttpStatusCode.Created);
        Assert.Equal(["usage.threshold_reached"], await heard.TypesAsync(app));
        Assert.Equal("emails_sent 80", $"{heard.Last("usage.threshold_reached").Subject} {heard.Last("usage.threshold_reached").Data!.Value.GetProperty("percent").GetInt32()}");
    }

    // Asks for the events; they go to the sink of its name.
    private sealed class NoQueue : IQueueHandler<WorkspaceEvent>
    {
        public Task HandleAsync(QueueMessage<WorkspaceEvent> message, CancellationToken ct) => Task.CompletedTask;
    }

    private sealed class Heard : IOutboxSink
    {
        public const string SinkName = "heard";

        private readonly ConcurrentQueue<WorkspaceEvent> _new = new();
        private readonly ConcurrentBag<WorkspaceEvent> _all = [];

        public string Name => SinkName;

        public Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
        {
            foreach (var happened in messages.Select(m => JsonSerializer.Deserialize(m.Body, WorkspaceEvent.JsonType)!))
            {
                // Delivered at least once.
                if (_all.Any(e => e.Id == happened.Id)) continue;
                _new.Enqueue(happened);
                _all.Add(happened);
            }

            return Task.CompletedTask;
        }

        public WorkspaceEvent Last(string type) => _all.Where(e => e.Type == type).MaxBy(e => e.Id, StringComparer.Ordinal)!;

        // What was told of billing since the last time.
        public async Task<IReadOnlyList<string>> TypesAsync(ArtisanApp app)
        {
            await app.SettleAsync();
            var types = new List<string>();
            while (_new.TryDequeue(out var happened)) types.Add(happened.Type);
            return [.. types.Where(t => t.Split('.')[0] is "subscription" or "invoice" or "usage").Order(StringComparer.Ordinal)];
        }
    }
}
