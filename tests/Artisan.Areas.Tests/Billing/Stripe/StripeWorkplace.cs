using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Billing.Storage;
using Artisan.Testing.Host;
using Artisan.Testing.Stripe;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing.Stripe;

/// <summary>The app with a Stripe account on loopback, whose clock and the business clock move together.</summary>
internal sealed class StripeWorkplace : IAsyncDisposable
{
    private StripeWorkplace(LoopbackStripe stripe, ArtisanApp app) => (Stripe, App) = (stripe, app);

    public LoopbackStripe Stripe { get; }

    public ArtisanApp App { get; }

    public static IReadOnlyDictionary<string, string?> Settings(LoopbackStripe stripe) => new Dictionary<string, string?>
    {
        ["Stripe:SecretKey"] = LoopbackStripe.SecretKey,
        ["Stripe:ApiBase"] = stripe.Uri.AbsoluteUri,
        ["Stripe:WebhookSecrets:0"] = "whsec_new_0123456789abcdef",
        ["Stripe:WebhookSecrets:1"] = StripeWebhooks.Secret,
    };

    public static async Task<StripeWorkplace> OpenAsync(DateTimeOffset? now = null, Action<IServiceCollection>? services = null)
    {
        var stripe = await LoopbackStripe.StartAsync(now);
        var app = await ArtisanApp.StartAsync(settings: Settings(stripe), services: services);
        app.BusinessClock.Set(stripe.Now, running: false);
        return new StripeWorkplace(stripe, app);
    }

    /// <summary>An owner whose workspace is on Free.</summary>
    public Task<SignedInUser> SignUpAsync() => App.SignUpAsync();

    /// <summary>An owner who pays for a plan.</summary>
    public async Task<SignedInUser> SubscriberAsync(string plan = "starter", string card = "pm_card_visa")
    {
        var owner = await SignUpAsync();
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan, paymentMethod = card }, HttpStatusCode.Created);
        return owner;
    }

    /// <summary>Delivers what happened at Stripe, and handles it.</summary>
    public async Task DeliverAsync(DeliveryWeather? weather = null)
    {
        await Stripe.Webhooks.DeliverAsync(App.Client, weather: weather);
        await App.SettleAsync();
    }

    /// <summary>Moves both clocks; what falls due at Stripe happens, and nothing is delivered yet.</summary>
    public void MoveTo(DateTimeOffset at)
    {
        Stripe.Advance(at);
        App.BusinessClock.Set(at, running: false);
    }

    /// <summary>Moves both clocks, delivers, and does what is due.</summary>
    public async Task LiveToAsync(DateTimeOffset at)
    {
        MoveTo(at);
        await DeliverAsync();
        await App.Pump.FireAsync("due-work");
        await App.SettleAsync();
    }

    public static Task<JsonNode> CurrentAsync(SignedInUser owner) => owner.Client.GetJsonAsync("/api/billing/subscriptions/current");

    /// <summary>The plan and the state.</summary>
    public static async Task<(string?, string?)> PlanAsync(SignedInUser owner)
    {
        var current = await CurrentAsync(owner);
        return ((string?)current["plan"], (string?)current["status"]);
    }

    /// <summary>Sets what was used in the present period, below the API: these tests are not about metering.</summary>
    public async Task UseAsync(SignedInUser owner, string metric, long units)
    {
        var store = App.Services.GetRequiredService<BillingStore>();
        var home = store.Home(owner.WorkspaceId);
        var period = (await store.FindPeriodAsync(owner.WorkspaceId, (await store.ReadAsync(owner.WorkspaceId, default)).Subscription.PeriodStart, default))!;
        await home.Change().Save(PeriodRow.Into(home, period.With(metric, period[metric] with { Used = units * PeriodLimits.Micro }))).CommitAsync(default);
    }

    public static async Task<DateTimeOffset> PeriodEndAsync(SignedInUser owner) => (DateTimeOffset)(await CurrentAsync(owner))["periodEnd"]!;

    public static async Task<JsonArray> InvoicesAsync(SignedInUser owner) => (await owner.Client.GetJsonAsync("/api/billing/invoices"))["items"]!.AsArray();

    /// <summary>The subscription at Stripe.</summary>
    public string ReferenceOf(SignedInUser owner) => (string)Stripe.All("subscription").Last(s => (string?)s["metadata"]!["workspace"] == owner.WorkspaceId)["id"]!;

    /// <summary>The customer at Stripe.</summary>
    public string CustomerOf(SignedInUser owner) => (string)Stripe.All("customer").Single(s => (string?)s["metadata"]!["workspace"] == owner.WorkspaceId)["id"]!;

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Stripe.DisposeAsync();
    }
}
