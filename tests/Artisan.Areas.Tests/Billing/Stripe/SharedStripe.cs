namespace Artisan.Areas.Tests.Billing.Stripe;

/// <summary>One app and one account of Stripe for all tests of it: starting them costs more than most tests do.</summary>
public sealed class SharedStripe : IAsyncLifetime
{
    internal StripeWorkplace Place { get; private set; } = null!;

    public async Task InitializeAsync() => Place = await StripeWorkplace.OpenAsync();

    public async Task DisposeAsync() => await Place.DisposeAsync();
}

/// <summary>The tests that take turns at them.</summary>
[CollectionDefinition(Name)]
public sealed class StripeTurns : ICollectionFixture<SharedStripe>
{
    public const string Name = "Stripe";
}

/// <summary>Tests of Stripe, each with an empty account and workspaces of its own, at the present time.</summary>
[Collection(StripeTurns.Name)]
public abstract class StripeTests
{
    protected StripeTests(SharedStripe shared)
    {
        Place = shared.Place;
        Place.BeginAnew();
    }

    private protected StripeWorkplace Place { get; }
}
