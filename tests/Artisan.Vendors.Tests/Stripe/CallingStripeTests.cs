using Artisan.Platform.Payments;
using Artisan.Testing.Stripe;
using Artisan.Vendors.Stripe;

namespace Artisan.Vendors.Tests.Stripe;

/// <summary>How calls are sent, sent again, and fail.</summary>
public sealed class CallingStripeTests : IAsyncLifetime
{
    private static readonly PaymentCustomer Customer = new("ws_a", "Example", "ada@example.com");

    private StripeAccount _account = null!;

    private LoopbackStripe Server => _account.Server;

    public async Task InitializeAsync() => _account = await StripeAccount.OpenAsync();

    public async Task DisposeAsync() => await _account.DisposeAsync();

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_with_the_same_key_and_nothing_is_made_twice()
    {
        Server.Spoil(StripeMishap.None, StripeMishap.AnswerLost());
        var id = await _account.Payments.EnsureCustomerAsync(Customer, default);

        Assert.Equal(id, (string?)Assert.Single(Server.All("customer"))["id"]);
        var posts = Server.Requests.Where(r => r.StartsWith("POST", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, posts.Count);
        Assert.Single(posts.Distinct());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_overloaded_or_limited_account_is_asked_up_to_three_times(int failures)
    {
        for (var i = 0; i < failures; i++) Server.Spoil(i == 0 ? StripeMishap.RateLimited(retryAfterSeconds: 0) : StripeMishap.Unavailable());
        Assert.Null(await _account.Payments.FindSubscriptionAsync("sub_unknown", default));
        Assert.Equal(failures + 1, Server.Requests.Count);
    }

    [Fact]
    public async Task After_three_tries_the_failure_is_the_callers()
    {
        Server.Spoil(StripeMishap.Unavailable(), StripeMishap.Unavailable(), StripeMishap.Unavailable());
        var failed = await Assert.ThrowsAsync<PaymentException>(() => _account.Payments.FindSubscriptionAsync("sub_x", default));
        Assert.Equal(PaymentFailure.Unavailable, failed.Failure);
        Assert.True(failed.Transient);
        Assert.Equal(3, Server.Requests.Count);
    }

    [Fact]
    public async Task Stripe_may_say_that_another_try_is_of_no_use()
    {
        Server.Spoil(StripeMishap.Unavailable(shouldRetry: false));
        await Assert.ThrowsAsync<PaymentException>(() => _account.Payments.FindSubscriptionAsync("sub_x", default));
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task A_long_wait_is_left_to_the_caller()
    {
        Server.Spoil(StripeMishap.RateLimited(retryAfterSeconds: 600));
        var failed = await Assert.ThrowsAsync<PaymentException>(() => _account.Payments.FindSubscriptionAsync("sub_x", default));
        Assert.Equal(PaymentFailure.Busy, failed.Failure);
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task A_failure_that_its_key_repeats_is_not_tried_in_vain()
    {
        Server.Spoil(StripeMishap.None, StripeMishap.FailedAfter());
        await Assert.ThrowsAsync<PaymentException>(() => _account.Payments.EnsureCustomerAsync(Customer, default));
        Assert.Equal(3, Server.Requests.Count);

        // The customer is there all the same, and the next call finds it.
        var id = await _account.Payments.EnsureCustomerAsync(Customer, default);
        Assert.Equal(id, (string?)Assert.Single(Server.All("customer"))["id"]);
    }

    [Fact]
    public async Task A_key_is_good_for_one_request_only()
    {
        await PostAsync("k1", "a@example.com");
        var failed = await Assert.ThrowsAsync<PaymentException>(() => PostAsync("k1", "b@example.com"));
        Assert.Equal(PaymentFailure.KeyReused, failed.Failure);
        Assert.False(failed.Transient);
    }

    [Fact]
    public async Task A_call_beside_its_own_double_waits_for_the_first_answer()
    {
        var gate = new TaskCompletionSource();
        Server.Spoil(StripeMishap.Held(gate.Task));
        var first = PostAsync("k2", "a@example.com");
        while (Server.Requests.Count == 0) await Task.Delay(1);
        var second = PostAsync("k2", "a@example.com");
        while (Server.Requests.Count < 2) await Task.Delay(1);
        gate.SetResult();

        Assert.Equal((await first).Id, (await second).Id);
        Assert.Single(Server.All("customer"));
    }

    [Fact]
    public async Task Lists_are_read_page_by_page()
    {
        for (var i = 0; i < 230; i++) await PostAsync($"p{i}", "same@example.com");
        var read = new HashSet<string>();
        await foreach (var customer in _account.Client.ListAsync("v1/customers", new StripeForm { ["email"] = "same@example.com" }, StripeJson.Default.StripeListStripeCustomer, c => c.Id, default)) Assert.True(read.Add(customer.Id));

        Assert.Equal(230, read.Count);
        Assert.Equal(3, Server.Requests.Count(r => r.StartsWith("GET", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Wrong_credentials_are_the_operators_to_repair()
    {
        await using var other = await StripeAccount.OpenAsync(key: "sk_test_of_somebody_else0");
        var failed = await Assert.ThrowsAsync<PaymentException>(() => other.Payments.FindSubscriptionAsync("sub_x", default));
        Assert.Equal(PaymentFailure.Unauthorized, failed.Failure);
        Assert.DoesNotContain("somebody_else", other.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_name_calls_and_request_ids_but_no_key_and_no_payer()
    {
        await Assert.ThrowsAsync<PaymentException>(() => _account.CustomerAsync("pm_card_visa_chargeDeclinedInsufficientFunds"));

        Assert.Contains("(request req_", _account.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(LoopbackStripe.SecretKey, _account.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", _account.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_cannot_leave_its_place_in_a_path()
    {
        Assert.Null(await _account.Payments.FindSubscriptionAsync("../customers?x=", default));
        Assert.Contains(Server.Requests, r => r.StartsWith("GET /v1/subscriptions/", StringComparison.Ordinal));
    }

    [Fact]
    public void Parameters_are_encoded_with_their_brackets() =>
        Assert.Equal("items[0][price]=a%26b&name=%C3%84%20%2B&n=-5&f=true", new StripeForm { ["items[0][price]"] = "a&b", ["none"] = null, ["name"] = "Ä +" }.Number("n", -5).Number("m", null).Flag("f", true).ToString());

    private Task<StripeCustomer> PostAsync(string key, string email) => _account.Client.PostAsync("v1/customers", new StripeForm { ["email"] = email }, key, StripeJson.Default.StripeCustomer, default);
}
