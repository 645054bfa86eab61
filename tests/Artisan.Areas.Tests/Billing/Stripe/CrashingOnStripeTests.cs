using System.Net.Http.Json;
using System.Text;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Stripe;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Areas.Tests.Billing.Life;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Payments;
using Artisan.Platform.Storage;
using Artisan.Testing.Host;
using Artisan.Testing.Stripe;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing.Stripe;

/// <summary>
/// A process that dies while it subscribes, moves up, takes a card, follows events, bills a renewal, ends, issues the last bill or opens a page: around every call that changes something at
/// Stripe, and around a spread of those that change storage. Another one goes on: one subscription, each invoice once, nobody charged twice, nothing forgotten.
/// </summary>
public sealed class CrashingOnStripeTests(SharedStripe shared) : StripeTests(shared)
{
    private const string Start = "2027-04-10T10:00:00Z";
    private const int LeastRounds = 8;

    private readonly DyingAtStripe _death = new();
    private readonly List<IReadOnlyList<bool>> _steps = [];
    private ArtisanApp _dying = null!;
    private BillingLife _life = null!;
    private int? _round;
    private int _step;
    private int _seen;

    [Fact]
    public async Task Whenever_a_process_dies_each_charge_is_made_once()
    {
        await using var dying = await ArtisanApp.StartAsync(
            sharing: Place.App, policies: [_death.Storage], settings: StripeWorkplace.Settings(Place.Stripe), services: s => s.AddHttpClient("stripe").AddHttpMessageHandler(_death.AtStripe));
        _dying = dying;
        // Nobody dies, and the changes are noted.
        await LiveAsync();
        var rounds = _steps.Select(s => AroundStripe(s).Count).Append(LeastRounds).Max();
        for (_round = 0; _round < rounds; _round++) await LiveAsync();
    }

    private async Task LiveAsync()
    {
        (_step, _seen) = (0, 0);
        Place.BeginAnew(BillingLife.Instant(Start));
        _life = await BillingLife.BeginAsync(Place.App, Start);

        await CallAsync(HttpMethod.Post, "/api/billing/subscriptions", new { plan = "starter", paymentMethod = "pm_card_visa" }, ("Idempotency-Key", "k1"));
        Place.MoveTo(BillingLife.Instant("2027-04-25T10:00:00Z"));
        await _life.AgreeAsync(s => s with { CreditBalanceMinor = 1_000 });
        await CallAsync(HttpMethod.Put, $"/api/billing/subscriptions/{await _life.IdAsync()}", new { plan = "professional" }, ("If-Match", await _life.VersionAsync()));
        await CallAsync(HttpMethod.Post, "/api/billing/payment-method", new { paymentMethod = "pm_card_mastercard" });
        await FollowAsync();
        Assert.Equal("professional active", await _life.StateAsync());

        await _life.UseAsync("emails_sent", 52_000);
        Place.MoveTo(BillingLife.Instant("2027-05-10T10:10:00Z"));
        await FollowAsync();
        Place.MoveTo(BillingLife.Instant("2027-05-20T10:00:00Z"));
        await FollowAsync();
        await _life.UseAsync("emails_sent", 53_000);
        await CallAsync(HttpMethod.Delete, $"/api/billing/subscriptions/{await _life.IdAsync()}?now=true", null);
        Place.MoveTo(BillingLife.Instant("2027-05-20T11:10:00Z"));
        await BreakAsync(() => TryAsync(() => StepAsync(_dying)), () => StepAsync(Place.App));
        Place.MoveTo(Place.Stripe.Now.AddMinutes(1));
        await CallAsync(HttpMethod.Post, "/api/stripe/create-checkout", new { plan = "starter" }, ("Idempotency-Key", "k2"));
        Place.Stripe.Payers.CompleteCheckout((string)Place.Stripe.All("checkout.session")[^1]["id"]!);
        await FollowAsync();

        var when = $"in round {_round}";
        Assert.True(await _life.StateAsync() == "starter active", when);
        string[] expected = ["paid 4900 4900", "paid 12500 11500", "paid 30200 30200", "paid 450 450", "paid 4900 4900"];
        var invoices = (await _life.InvoicesAsync()).Select(i => $"{i["status"]} {i["totalMinor"]} {i["paidMinor"]}").ToList();
        Assert.True(expected.SequenceEqual(invoices), $"{string.Join(", ", invoices)} {when}");
        Assert.True(Place.Stripe.All("invoice").Count == 5, when);
        Assert.Equal(["canceled", "active"], Place.Stripe.All("subscription").Select(s => (string?)s["status"]));
        var customer = (string?)Assert.Single(Place.Stripe.All("customer"))["id"];
        Assert.Single(Place.Stripe.All("customer_balance_transaction"));
        var shown = Place.Stripe.All("billing.meter_event").Where(e => (string?)e["payload"]!["stripe_customer_id"] == customer).Select(e => (string?)e["payload"]!["value"]).ToList();
        Assert.True(shown.SequenceEqual(["52000", "53000"]), $"{string.Join(", ", shown)} {when}");
    }

    private async Task BreakAsync(Func<Task> broken, Func<Task> again)
    {
        _dying.BusinessClock.Set(Place.Stripe.Now, running: false);
        _death.DieAfter(_round is { } round ? PointOf(_steps[_step], round) : null);
        await broken();
        await _dying.Services.GetRequiredService<Outbox>().SettleAsync();
        if (_round is null) _steps.Add(_death.Changes);
        _death.DieAfter(null);
        _step++;
        await again();
    }

    // Around each change at Stripe; what rounds are left over take a spread of the others.
    private static int? PointOf(IReadOnlyList<bool> changes, int round)
    {
        var points = AroundStripe(changes);
        if (round < points.Count) return points[round];
        var others = Enumerable.Range(0, changes.Count).Except(points).ToList();
        var (left, taken) = (LeastRounds - points.Count, round - points.Count);
        return taken < left && others.Count > 0 ? others[taken * others.Count / left] : null;
    }

    private static List<int> AroundStripe(IReadOnlyList<bool> changes) => [.. Enumerable.Range(0, changes.Count).Where(n => changes[n]).SelectMany(n => new[] { n, n + 1 }).Distinct()];

    private Task CallAsync(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers) => BreakAsync(
        async () => await SendAsync(_dying.CreateClient(_life.Client.DefaultRequestHeaders.Authorization!.Parameter), method, path, body, headers),
        async () =>
        {
            var status = await SendAsync(_life.Client, method, path, body, headers);
            // What has ended cannot be ended again.
            Assert.True(status is < 300 || (method == HttpMethod.Delete && status == 409), $"{method} {path}: {status} in round {_round}");
        });

    private Task FollowAsync() => BreakAsync(HandleAsync, RecoverAsync);

    // The host gives each message to the process; that of one that died becomes visible again, and another one gets it.
    private async Task HandleAsync()
    {
        await TryAsync(() => Place.Stripe.Webhooks.DeliverAsync(_dying.Client));
        var (handler, news) = (_dying.Services.GetRequiredService<HandleStripeEvent>(), Place.Stripe.Webhooks.Events.Skip(_seen).ToList());
        _seen += news.Count;
        foreach (var happened in news.Select(e => Read(Encoding.UTF8.GetBytes(e.ToJsonString()))).Where(e => StripeEventTypes.Concern(e.Type))) await TryAsync(() => handler.HandleAsync(new QueueMessage<PaymentEvent>("m", happened), CancellationToken.None));
    }

    private PaymentEvent Read(byte[] body) =>
        Place.App.Services.GetRequiredService<IPaymentEvents>().Read(body, StripeWebhooks.Sign(body, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), StripeWebhooks.Secret)).Event!;

    // What a minute and an hour bring: doorbells ring, and Stripe is asked for what it could not deliver.
    private async Task RecoverAsync()
    {
        await Place.App.Pump.FireAsync("stripe-recovery");
        var outbox = Place.App.Services.GetRequiredService<Outbox>();
        var events = Place.App.Services.GetRequiredService<Stores>().Platform(BillingKeys.Table);
        await Task.WhenAll("0123456789abcdef".Select(part => outbox.DrainAsync(events.Partition($"stripe|{part}"), CancellationToken.None)));
        await outbox.DrainAsync(Place.App.Services.GetRequiredService<BillingStore>().Home(_life.WorkspaceId), CancellationToken.None);
        await Place.DeliverAsync();
        _seen = Place.Stripe.Webhooks.Events.Count;
    }

    private static async Task<int> SendAsync(HttpClient client, HttpMethod method, string path, object? body, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (request.Content is not null) await request.Content.LoadIntoBufferAsync();
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private static async Task TryAsync(Func<Task> broken)
    {
        try
        {
            await broken();
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            // The process died; Stripe or the host comes again.
        }
    }

    private Task StepAsync(ArtisanApp app) =>
        app.Services.GetRequiredService<StepSubscription>().HandleAsync(new QueueMessage<DueWork>("m", new DueWork(Agenda.Renewals, _life.WorkspaceId, "sub", app.BusinessClock.Now)), CancellationToken.None);
}
