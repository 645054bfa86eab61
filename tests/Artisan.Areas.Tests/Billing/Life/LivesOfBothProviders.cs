using System.Text.Json.Nodes;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Tests.Billing.Stripe;
using Artisan.Platform.Due;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing.Life;

/// <summary>Artisan itself collects.</summary>
public sealed class EmbeddedLivesTests(EmbeddedLivesTests.Shared shared) : SubscriptionLivesTests, IClassFixture<EmbeddedLivesTests.Shared>
{
    private protected override Task<BillingLife> BeginAsync(string at) => BillingLife.BeginAsync(shared.App, at);

    private protected override Task UntilAsync(BillingLife life, string at) => life.UntilAsync(at);

    private protected override ScriptedFees Fees => shared.Fees;

    private protected override bool TaxesLines => true;

    private protected override Task ConfirmAsync(BillingLife life, string plan, JsonNode asked) => life.SubscribeAsync(plan, confirmation: (string)asked["action"]!);

    /// <summary>One app for all scenarios.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        public ArtisanApp App { get; private set; } = null!;

        internal ScriptedFees Fees { get; } = new();

        public async Task InitializeAsync() => App = await ArtisanApp.StartAsync(services: s => s.AddSingleton<IValueFees>(Fees));

        public async Task DisposeAsync() => await App.DisposeAsync();
    }
}

/// <summary>Stripe collects.</summary>
[Collection(StripeTurns.Name)]
public sealed class StripeLivesTests(SharedStripe shared) : SubscriptionLivesTests
{
    private protected override Task<BillingLife> BeginAsync(string at)
    {
        shared.Place.BeginAnew(BillingLife.Instant(at));
        return BillingLife.BeginAsync(shared.Place.App, at);
    }

    // Stripe's clock and ours move together, from one thing that falls due to the next.
    private protected override async Task UntilAsync(BillingLife life, string at)
    {
        var target = BillingLife.Instant(at);
        var index = shared.Place.App.Services.GetRequiredService<DueIndex>();
        for (var now = shared.Place.Stripe.Now; now < target; now = shared.Place.Stripe.Now)
        {
            var due = new[] { shared.Place.Stripe.DueAt, await index.NextAsync("renewal", CancellationToken.None), await index.NextAsync("stripe-overdue", CancellationToken.None) };
            await shared.Place.LiveToAsync(due.Where(d => d > now).Append(target).Min()!.Value);
        }
    }

    private protected override ScriptedFees Fees => shared.Place.Fees;

    private protected override bool TaxesLines => false;

    private protected override async Task ConfirmAsync(BillingLife life, string plan, JsonNode asked)
    {
        Assert.Equal((string?)asked["actionUrl"], (string?)(await life.CurrentAsync())["actionUrl"]);
        shared.Place.Stripe.Payers.PayOnPage((string)asked["actionUrl"]!);
        await shared.Place.DeliverAsync();
    }
}
