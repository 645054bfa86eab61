using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Tests.Billing.Life;
using Artisan.Testing.Host;
using Artisan.Testing.Stripe;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing.Stripe;

/// <summary>The app with a Stripe account on loopback, whose clock and the business clock move together.</summary>
internal sealed class StripeWorkplace : IAsyncDisposable
{
    private StripeWorkplace(LoopbackStripe stripe, ArtisanApp app, ScriptedFees fees) => (Stripe, App, Fees) = (stripe, app, fees);

    public LoopbackStripe Stripe { get; }

    public ArtisanApp App { get; }

    /// <summary>What value brought, as a test says.</summary>
    public ScriptedFees Fees { get; }

    public static IReadOnlyDictionary<string, string?> Settings(LoopbackStripe stripe) => new Dictionary<string, string?>
    {
        ["Stripe:SecretKey"] = LoopbackStripe.SecretKey,
        ["Stripe:ApiBase"] = stripe.Uri.AbsoluteUri,
        ["Stripe:TestClock"] = LoopbackStripe.TestClock,
        ["Stripe:WebhookSecrets:0"] = "whsec_new_0123456789abcdef",
        ["Stripe:WebhookSecrets:1"] = StripeWebhooks.Secret,
    };

    public static async Task<StripeWorkplace> OpenAsync()
    {
        var (stripe, fees) = (await LoopbackStripe.StartAsync(), new ScriptedFees());
        return new StripeWorkplace(stripe, await ArtisanApp.StartAsync(settings: Settings(stripe), services: s => s.AddSingleton<IValueFees>(fees)), fees);
    }

    /// <summary>Empties the account and sets both clocks.</summary>
    public void BeginAnew(DateTimeOffset? now = null)
    {
        Stripe.BeginAnew(now);
        App.BusinessClock.Set(Stripe.Now, running: false);
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
        await Stripe.AdvanceByApiAsync(at);
        App.BusinessClock.Set(Stripe.Now, running: false);
        await DeliverAsync();
        foreach (var timer in new[] { "due-work", "renewals" })
        {
            await App.Pump.FireAsync(timer);
            await App.SettleAsync();
        }

        await DeliverAsync();
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
