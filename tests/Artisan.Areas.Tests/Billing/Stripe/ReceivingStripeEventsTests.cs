using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Testing.Host;
using Artisan.Testing.Stripe;

namespace Artisan.Areas.Tests.Billing.Stripe;

/// <summary>What the webhook takes, what it refuses, and that nothing it has taken is lost or happens twice.</summary>
public sealed class ReceivingStripeEventsTests(SharedStripe shared) : StripeTests(shared)
{
    private const string Path = "/api/stripe/webhook";

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    [Fact]
    public async Task A_delivery_without_a_good_signature_is_refused_and_leaves_nothing()
    {
        await Place.App.SettleAsync();
        var body = Body("invoice.paid");
        var good = StripeWebhooks.Sign(body, Now, StripeWebhooks.Secret);
        Assert.Equal((400, "billing.signature_invalid"), await SendAsync(body, null));
        Assert.Equal((400, "billing.signature_invalid"), await SendAsync(body, StripeWebhooks.Sign(body, Now, "whsec_of_somebody_else0")));
        Assert.Equal((400, "billing.signature_invalid"), await SendAsync([.. body, (byte)' '], good));
        Assert.Equal((400, "billing.signature_invalid"), await SendAsync(body, good.Replace("v1", "v0", StringComparison.Ordinal)));
        Assert.Equal((400, "billing.signature_stale"), await SendAsync(body, StripeWebhooks.Sign(body, Now - 310, StripeWebhooks.Secret)));
        Assert.Equal((400, "billing.signature_stale"), await SendAsync(body, StripeWebhooks.Sign(body, Now + 310, StripeWebhooks.Secret)));
        Assert.Equal(0, await Place.App.Pump.DrainAsync());
    }

    [Fact]
    public async Task Both_secrets_sign_while_one_is_being_rolled()
    {
        var body = Body("invoice.paid");
        Assert.Equal((200, null), await SendAsync(body, StripeWebhooks.Sign(body, Now, "whsec_new_0123456789abcdef")));
        Assert.Equal((200, null), await SendAsync(body, StripeWebhooks.Sign(body, Now, "whsec_gone_0123456789abcde", StripeWebhooks.Secret)));
    }

    [Fact]
    public async Task What_is_signed_but_no_snapshot_event_is_refused()
    {
        foreach (var text in new[] { "", "[]", "no json", """{"object":"v2.core.event","id":"evt_1","type":"v1.billing.meter.no_meter_found","created":"2026-01-01T00:00:00Z"}""" })
        {
            var body = Encoding.UTF8.GetBytes(text);
            Assert.Equal((400, "billing.event_unreadable"), await SendAsync(body, StripeWebhooks.Sign(body, Now, StripeWebhooks.Secret)));
        }
    }

    [Fact]
    public async Task A_body_larger_than_any_event_is_refused_before_it_is_read()
    {
        var body = new byte[(1024 * 1024) + 1];
        Assert.Equal((413, "request.too_large"), await SendAsync(body, StripeWebhooks.Sign(body, Now, StripeWebhooks.Secret)));
    }

    [Theory]
    [InlineData("some.type.of.tomorrow")]
    [InlineData("charge.dispute.created")]
    [InlineData("invoice.upcoming")]
    public async Task Other_types_are_acknowledged_logged_and_left_alone(string type)
    {
        await Place.App.SettleAsync();
        var body = Body(type);
        Assert.Equal((200, null), await SendAsync(body, StripeWebhooks.Sign(body, Now, StripeWebhooks.Secret)));
        Assert.Equal(0, await Place.App.Pump.DrainAsync());
        Assert.Contains(Place.App.Logs.Lines, l => l.Contains($"of type {type} needs nothing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fifty_deliveries_of_one_event_at_once_are_taken_once()
    {
        var body = Body("customer.subscription.updated");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SendAsync(body, StripeWebhooks.Sign(body, Now, StripeWebhooks.Secret))));

        Assert.All(answers, a => Assert.Equal((200, null), a));
        await Place.App.SettleAsync();
        Assert.Single(Place.App.Logs.Lines, l => l.Contains("evt_customer.subscription.updated of type customer.subscription.updated belongs to no workspace", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_about_nobody_of_ours_does_nothing()
    {
        var owner = await Place.SubscriberAsync();
        var before = (await StripeWorkplace.CurrentAsync(owner)).ToJsonString();
        foreach (var about in new[]
        {
            """{"object":"subscription","id":"sub_unknown","customer":"cus_unknown","metadata":{"workspace":"not an id"}}""",
            """{"object":"subscription","id":"sub_unknown","customer":"cus_unknown","metadata":{"workspace":"ws_01jd0000000000000000000000"}}""",
            $$$"""{"object":"subscription","id":"sub_unknown","customer":"cus_unknown","metadata":{"workspace":"{{{owner.WorkspaceId}}}"}}""",
            """{"object":"invoice","id":"in_unknown","customer":"cus_unknown"}""",
        })
        {
            Place.Stripe.Payers.Emit("invoice.updated", JsonNode.Parse(about)!.AsObject());
        }

        await Place.DeliverAsync();
        Assert.Equal(before, (await StripeWorkplace.CurrentAsync(owner)).ToJsonString());
    }

    [Fact]
    public async Task A_subscription_of_another_workspace_changes_nothing_although_its_event_names_this_one()
    {
        var (mine, theirs) = (await Place.SubscriberAsync("starter"), await Place.SubscriberAsync("enterprise"));
        var before = (await StripeWorkplace.CurrentAsync(mine)).ToJsonString();
        var foreign = new JsonObject { ["object"] = "subscription", ["id"] = Place.ReferenceOf(theirs), ["customer"] = Place.CustomerOf(theirs), ["metadata"] = new JsonObject { ["workspace"] = mine.WorkspaceId } };
        Place.Stripe.Payers.Emit("customer.subscription.updated", foreign);

        await Place.DeliverAsync();
        Assert.Equal(before, (await StripeWorkplace.CurrentAsync(mine)).ToJsonString());
    }

    [Fact]
    public async Task Endpoints_of_an_older_version_are_understood()
    {
        var owner = await Place.SubscriberAsync();
        await Place.DeliverAsync();
        Place.MoveTo((await StripeWorkplace.PeriodEndAsync(owner)).AddHours(2));
        Place.Stripe.Payers.CancelInPortal(Place.ReferenceOf(owner));
        await Place.DeliverAsync(new() { Shape = "acacia", Shuffle = 5 });

        Assert.True((bool)(await StripeWorkplace.CurrentAsync(owner))["cancelAtPeriodEnd"]!);
        Assert.Equal(2, (await StripeWorkplace.InvoicesAsync(owner)).Count);
    }

    [Fact]
    public async Task What_was_never_delivered_is_found_by_the_hourly_job()
    {
        var owner = await Place.SubscriberAsync();
        await Place.DeliverAsync();
        Place.Stripe.Payers.CancelInPortal(Place.ReferenceOf(owner));
        await Place.DeliverAsync(new() { LoseEvery = 1 });
        Assert.False((bool)(await StripeWorkplace.CurrentAsync(owner))["cancelAtPeriodEnd"]!);

        for (var i = 0; i < 2; i++)
        {
            await Place.App.Pump.FireAsync("stripe-recovery");
            await Place.App.SettleAsync();
            Assert.True((bool)(await StripeWorkplace.CurrentAsync(owner))["cancelAtPeriodEnd"]!);
        }
    }

    [Fact]
    public async Task While_Stripe_does_not_answer_an_event_waits_and_is_handled_later()
    {
        var owner = await Place.SubscriberAsync();
        await Place.DeliverAsync();
        Place.Stripe.Payers.CancelInPortal(Place.ReferenceOf(owner));
        // Two tries of the message, each of three calls.
        Place.Stripe.Spoil([.. Enumerable.Range(0, 6).Select(_ => StripeMishap.Unavailable())]);
        await Place.DeliverAsync();
        Assert.True((bool)(await StripeWorkplace.CurrentAsync(owner))["cancelAtPeriodEnd"]!);
    }

    [Fact]
    public async Task Without_Stripe_its_doors_say_so()
    {
        await using var app = await ArtisanApp.StartAsync();
        var owner = await app.SignUpAsync();
        await owner.Client.PostJsonAsync("/api/stripe/webhook", new { }, HttpStatusCode.Conflict);
        await owner.Client.PostJsonAsync("/api/stripe/create-checkout", new { plan = "starter" }, HttpStatusCode.Conflict);
        Assert.Equal("billing.stripe_off", (string?)(await owner.Client.PostJsonAsync("/api/billing/portal", new { }, HttpStatusCode.Conflict))["code"]);
        await app.Pump.FireAsync("stripe-recovery");
        Assert.Equal("off", (string?)(await owner.Client.GetJsonAsync("/api/health"))["services"]!["payments"]);
    }

    [Fact]
    public async Task Health_tells_whether_Stripe_answers() => Assert.Equal("healthy", (string?)(await Place.App.Client.GetJsonAsync("/api/health"))["services"]!["payments"]);

    private static byte[] Body(string type) =>
        Encoding.UTF8.GetBytes($$$"""{"id":"evt_{{{type}}}","object":"event","created":1790000000,"type":"{{{type}}}","data":{"object":{"object":"invoice","id":"in_nobodys","customer":"cus_nobodys"} } }""");

    private async Task<(int Status, string? Code)> SendAsync(byte[] body, string? signature)
    {
        using var response = await StripeWebhooks.SendAsync(Place.App.Client, Path, body, signature);
        return ((int)response.StatusCode, (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]);
    }
}
