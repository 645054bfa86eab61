using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Payments;
using Artisan.Testing.Host;
using Artisan.Testing.Stripe;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing.Stripe;

/// <summary>Any order of a life's events, with any repetition, ends in the same state.</summary>
public sealed class ShufflingStripeEventsTests(SharedStripe shared) : StripeTests(shared)
{
    private const int Orders = 2_000;

    [Fact]
    public async Task Two_thousand_orders_of_a_lifes_events_end_in_the_same_state()
    {
        var owner = await Place.SignUpAsync();
        var free = (await Place.App.Services.GetRequiredService<BillingStore>().ReadAsync(owner.WorkspaceId, default)).Subscription;
        var life = await RecordAsync(Place, owner);
        Assert.True(life.Events.Count > 30);
        Assert.Equal(2, life.Events.Select(e => e.Subscription).Distinct().Count());

        var expected = Text(life.Events.Aggregate(free, (known, e) => known.Converge(life.At(e.Step, e.Subscription)!)));
        Assert.Contains("enterprise", expected, StringComparison.Ordinal);
        for (var seed = 0; seed < Orders; seed++) Assert.True(expected == Text(LiveThrough(free, life, new Random(seed))), $"Order {seed} ends in another state.");
    }

    [Fact]
    public async Task Shuffled_and_doubled_deliveries_end_as_those_in_order_do()
    {
        var expected = await LiveAndDeliverAsync(Place, new());
        Place.BeginAnew();
        Assert.Equal(expected, await LiveAndDeliverAsync(Place, new() { Shuffle = 11, Times = 2, Shape = "acacia" }));
    }

    private static async Task<string> LiveAndDeliverAsync(StripeWorkplace place, DeliveryWeather weather)
    {
        var owner = await place.SignUpAsync();
        await RecordAsync(place, owner);
        await place.DeliverAsync(weather);
        return await SeenAsync(owner);
    }

    // An event may be delivered at any moment after it happened, also long after; what is read then is what Stripe has at that moment.
    private static Subscription LiveThrough(Subscription free, Life life, Random random)
    {
        var deliveries = life.Events
            .SelectMany(e => Enumerable.Range(0, 1 + random.Next(3)).Select(_ => (Event: e, At: e.Step + (random.Next(2) == 0 ? 0 : random.Next(life.Steps - e.Step)), Order: random.Next())))
            .OrderBy(d => d.At).ThenBy(d => d.Order).ToList();
        return deliveries.Aggregate(free, (known, d) => life.At(d.At, d.Event.Subscription) is { } seen ? known.Converge(seen) : known);
    }

    private static async Task<Life> RecordAsync(StripeWorkplace place, SignedInUser owner)
    {
        var (life, payments) = (new Life(), place.App.Services.GetRequiredService<IPaymentService>());
        var customer = await payments.EnsureCustomerAsync(new PaymentCustomer(owner.WorkspaceId, "Example", null), default);
        var seen = place.Stripe.Webhooks.Events.Count;
        var subscription = "";
        async Task StepAsync(Func<Task> act)
        {
            await act();
            foreach (var happened in place.Stripe.Webhooks.Events.Skip(seen).Select(e => e["data"]!["object"]!)) life.Note(happened);
            seen = place.Stripe.Webhooks.Events.Count;
            foreach (var reference in life.References) life.Keep(reference, (await payments.FindSubscriptionAsync(reference, default))!);
            life.Steps++;
        }

        Task SubscribeAsync(string plan, long price) => StepAsync(async () => subscription = (await payments.SubscribeAsync(new SubscribeOrder(owner.WorkspaceId, customer, Price(plan, price)), $"{owner.WorkspaceId}:{plan}", default)).Reference);
        Task AdvanceAsync(TimeSpan by) => StepAsync(() =>
        {
            place.MoveTo(place.Stripe.Now + by);
            return Task.CompletedTask;
        });
        Task ActAsync(Action act) => StepAsync(() =>
        {
            act();
            return Task.CompletedTask;
        });

        await ActAsync(() => place.Stripe.Payers.ChangeCard(customer, "pm_card_visa"));
        await SubscribeAsync("starter", 4_900);
        await AdvanceAsync(TimeSpan.FromDays(5));
        await StepAsync(() => payments.ChangePlanAsync(new PlanChange(subscription, Price("professional", 29_900), AtPeriodEnd: false), $"{subscription}:up", default));
        await StepAsync(() => payments.ChangePlanAsync(new PlanChange(subscription, Price("starter", 4_900), AtPeriodEnd: true), $"{subscription}:down", default));
        await AdvanceAsync(TimeSpan.FromDays(28));
        await ActAsync(() => place.Stripe.Payers.ChangeCard(customer, "pm_card_chargeCustomerFail"));
        await AdvanceAsync(TimeSpan.FromDays(31));
        await ActAsync(() => place.Stripe.Payers.ChangeCard(customer, "pm_card_mastercard"));
        await StepAsync(async () => await payments.PayAsync((await payments.FindSubscriptionAsync(subscription, default))!.LatestInvoice!, $"{subscription}:pay", default));
        await ActAsync(() => place.Stripe.Payers.CancelInPortal(subscription));
        await AdvanceAsync(TimeSpan.FromDays(32));
        await SubscribeAsync("enterprise", 99_900);
        return life;
    }

    private static async Task<string> SeenAsync(SignedInUser owner)
    {
        var current = (await StripeWorkplace.CurrentAsync(owner)).AsObject();
        var invoices = await StripeWorkplace.InvoicesAsync(owner);
        // What differs between two workspaces by nature.
        foreach (var name in new[] { "id", "periodStart", "periodEnd" }) current.Remove(name);
        return current.ToJsonString() + string.Join('\n', invoices.Select(i => $"{i!["status"]} {i["totalMinor"]} {i["attempts"]} {string.Join(',', i["lines"]?.AsArray().Select(l => $"{l!["kind"]}") ?? [])}"));
    }

    private static string Text(Subscription subscription) => JsonSerializer.Serialize(subscription, BillingDocs.Default.Subscription);

    private static PlanPrice Price(string plan, long amount) => new(plan, plan, "USD", amount);

    /// <summary>What happened, and what Stripe had after each step.</summary>
    private sealed class Life
    {
        private readonly Dictionary<string, List<(int Step, SubscriptionSnapshot Seen)>> _states = [];

        public List<(int Step, string Subscription)> Events { get; } = [];

        public int Steps { get; set; }

        public IReadOnlyList<string> References => [.. _states.Keys];

        public void Note(JsonNode about)
        {
            var reference = (string?)about["object"] == "subscription" ? (string?)about["id"] : (string?)about["parent"]?["subscription_details"]?["subscription"] ?? (string?)about["subscription"];
            if (reference is null) return;
            Events.Add((Steps, reference));
            _states.TryAdd(reference, []);
        }

        public void Keep(string reference, SubscriptionSnapshot seen) => _states[reference].Add((Steps, seen));

        public SubscriptionSnapshot? At(int step, string reference) => _states[reference].LastOrDefault(s => s.Step <= step).Seen;
    }
}
