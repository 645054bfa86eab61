using Artisan.Platform.Payments;
using Artisan.Testing.Stripe;

namespace Artisan.Vendors.Tests.Stripe;

/// <summary>Several calls that begin a subscription for one workspace: it gets one, and what was paid twice comes back.</summary>
public sealed class SubscribingTwiceThroughStripeTests : IAsyncLifetime
{
    private StripeAccount _account = null!;

    private IPaymentService Payments => _account.Payments;

    public async Task InitializeAsync() => _account = await StripeAccount.OpenAsync(new DateTimeOffset(2027, 1, 31, 12, 0, 0, TimeSpan.Zero));

    public async Task DisposeAsync() => await _account.DisposeAsync();

    [Fact]
    public async Task Subscribing_again_never_begins_a_second_subscription()
    {
        var first = await _account.SubscribeAsync(StripeAccount.Starter);
        var customer = first.Customer;
        var again = await Payments.SubscribeAsync(new SubscribeOrder("ws_a", customer, StripeAccount.Starter), "another key", default);
        var larger = await Payments.SubscribeAsync(new SubscribeOrder("ws_a", customer, StripeAccount.Professional), "a third key", default);

        Assert.Equal(first.Reference, again.Reference);
        Assert.Equal((first.Reference, "professional"), (larger.Reference, larger.Plan));
        Assert.Single(_account.Server.All("subscription"));
    }

    [Fact]
    public async Task Of_two_calls_at_once_one_begins_the_subscription_and_the_other_answers_it_or_comes_back()
    {
        // What the plan costs is known from then on.
        await Payments.SubscribeAsync(new SubscribeOrder("ws_b", await _account.CustomerAsync(workspace: "ws_b"), StripeAccount.Starter), "b", default);
        var order = new SubscribeOrder("ws_a", await _account.CustomerAsync(), StripeAccount.Starter, Mark: "one") { Beginning = "sub:7" };
        var (charging, looking) = (new TaskCompletionSource(), new TaskCompletionSource());
        _account.Server.Spoil(StripeMishap.None, StripeMishap.Held(charging.Task), StripeMishap.None, StripeMishap.None, StripeMishap.None, StripeMishap.None, StripeMishap.None, StripeMishap.Held(looking.Task));
        var first = Payments.SubscribeAsync(order, "k1", default);
        await UntilAsync(() => Creations == 2);

        // Not even one that finds none yet begins another.
        Assert.Equal(PaymentFailure.Busy, (await Assert.ThrowsAsync<PaymentException>(() => Payments.SubscribeAsync(order with { Mark = "two" }, "k2", default))).Failure);
        var third = Payments.SubscribeAsync(order with { Mark = "three" }, "k3", default);
        await UntilAsync(() => Creations == 4);
        charging.SetResult();
        var begun = await first;
        looking.SetResult();
        Assert.Equal(begun.Reference, (await third).Reference);
        Assert.Equal(2, _account.Server.All("subscription").Count);
    }

    [Fact]
    public async Task What_is_taken_back_is_credited_for_the_rest_of_its_period()
    {
        var begun = await _account.SubscribeAsync(StripeAccount.Starter);
        _account.Server.Advance(begun.PeriodStart + ((begun.PeriodEnd - begun.PeriodStart) / 2));
        for (var i = 0; i < 2; i++) Assert.Equal(SubscriptionStatus.Canceled, (await Payments.TakeBackAsync(begun.Reference, $"k{i}", default)).Status);
        Assert.Equal(2_450, await Payments.FindCreditAsync(begun.Customer, default));
    }

    private int Creations => _account.Server.Requests.Count(r => r.StartsWith("POST /v1/subscriptions ", StringComparison.Ordinal));

    // Until a request has come, which nothing holds back.
    private static async Task UntilAsync(Func<bool> came)
    {
        var asked = TimeProvider.System.GetTimestamp();
        while (!came())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(asked) < TimeSpan.FromSeconds(30), "The request did not come.");
            await Task.Delay(2);
        }
    }
}
