using System.Text;
using System.Text.Json;
using Artisan.Platform.Payments;
using Artisan.Testing.Stripe;
using Artisan.Vendors.Stripe;

namespace Artisan.Vendors.Tests.Stripe;

/// <summary>What an event is about, in the shapes of every version.</summary>
public sealed class ReadingStripeEventsTests
{
    [Theory]
    [InlineData("""{"object":"subscription","id":"sub_1","customer":"cus_1","metadata":{"workspace":"ws_1"}}""", "cus_1", "sub_1", null, "ws_1")]
    [InlineData("""{"object":"subscription","id":"sub_1","customer":{"id":"cus_1","object":"customer"}}""", "cus_1", "sub_1", null, null)]
    [InlineData("""{"object":"invoice","id":"in_1","customer":"cus_1","parent":{"type":"subscription_details","subscription_details":{"subscription":"sub_1","metadata":{"workspace":"ws_1"}}}}""", "cus_1", "sub_1", "in_1", "ws_1")]
    [InlineData("""{"object":"invoice","id":"in_1","customer":"cus_1","subscription":"sub_1","subscription_details":{"metadata":{"workspace":"ws_1"}}}""", "cus_1", "sub_1", "in_1", "ws_1")]
    [InlineData("""{"object":"invoice","customer":"cus_1","parent":null,"subscription":{"id":"sub_1"}}""", "cus_1", "sub_1", null, null)]
    [InlineData("""{"object":"checkout.session","id":"cs_1","customer":"cus_1","subscription":"sub_1","client_reference_id":"ws_1"}""", "cus_1", "sub_1", null, "ws_1")]
    [InlineData("""{"object":"customer","id":"cus_1","metadata":{"workspace":"ws_1"}}""", "cus_1", null, null, "ws_1")]
    [InlineData("""{"object":"subscription_schedule","id":"sub_sched_1","customer":"cus_1","subscription":null,"released_subscription":"sub_1"}""", "cus_1", "sub_1", null, null)]
    [InlineData("""{"object":"invoice_payment","id":"inpay_1","invoice":"in_1"}""", null, null, "in_1", null)]
    [InlineData("""{"object":"charge","id":"ch_1","customer":"cus_1","invoice":"in_1"}""", "cus_1", null, "in_1", null)]
    [InlineData("""{"object":"something.new","id":"x_1","metadata":"odd","customer":7}""", null, null, null, null)]
    public void Its_references_are_found_wherever_the_version_puts_them(string about, string? customer, string? subscription, string? invoice, string? workspace)
    {
        var read = Read($$$"""{"id":"evt_1","object":"event","created":1790000000,"type":"some.type","api_version":null,"data":{"object":{{{about}}}}}""")!;

        Assert.Equal((customer, subscription, invoice, workspace), (read.Customer, read.Subscription, read.Invoice, read.WorkspaceId));
        Assert.Equal(("evt_1", "some.type", 1_790_000_000L), (read.Id, read.Type, read.CreatedAt.ToUnixTimeSeconds()));
    }

    [Theory]
    [InlineData("""{"id":"evt_1","object":"v2.core.event","type":"v1.billing.meter.no_meter_found","created":"2026-11-21T00:00:00Z","related_object":{}}""")]
    [InlineData("""{"id":"evt_1","object":"event","type":"x","created":1790000000}""")]
    [InlineData("""{"id":"evt_1","object":"event","type":"x","created":1790000000,"data":{"object":[]}}""")]
    [InlineData("""{"id":"","object":"event","type":"x","created":1790000000,"data":{"object":{}}}""")]
    [InlineData("""{"id":"evt_1","object":"event","type":"x","created":1e30,"data":{"object":{}}}""")]
    [InlineData("""{"id":"evt_1","object":"event","type":7,"created":1790000000,"data":{"object":{}}}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public void Thin_events_and_other_texts_are_none(string json) => Assert.Null(Read(json));

    [Fact]
    public async Task A_delivery_is_read_only_when_it_is_genuine_and_well_formed()
    {
        await using var account = await StripeAccount.OpenAsync();
        var stamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

        EventReading Deliver(byte[] body, params string[] secrets) => account.Events.Read(body, StripeWebhooks.Sign(body, stamp, secrets));
        var good = Encoding.UTF8.GetBytes("""{"id":"evt_1","object":"event","created":1790000000,"type":"x","data":{"object":{}}}""");
        Assert.Equal("evt_1", Deliver(good, StripeWebhooks.Secret).Event?.Id);
        Assert.Equal(EventRefusal.BadSignature, Deliver(good, "whsec_other").Refusal);
        Assert.Equal(EventRefusal.Unreadable, Deliver("not json"u8.ToArray(), StripeWebhooks.Secret).Refusal);
        Assert.Equal(EventRefusal.Unreadable, Deliver([.. good[..^1], 0xC3, 0x28, (byte)'}'], StripeWebhooks.Secret).Refusal);
    }

    [Fact]
    public async Task Both_shapes_of_a_whole_life_say_the_same()
    {
        await using var account = await StripeAccount.OpenAsync();
        var begun = await account.SubscribeAsync(StripeAccount.Starter);
        account.Server.Advance(begun.PeriodEnd.AddHours(2));

        foreach (var happened in account.Server.Webhooks.Events)
        {
            var now = Read(happened.ToJsonString())!;
            Assert.Equal(now, Read(AcaciaShape.Of(happened).ToJsonString()));
            if (now.Type.StartsWith("customer.subscription.", StringComparison.Ordinal) || (now.Type.StartsWith("invoice.", StringComparison.Ordinal))) Assert.Equal(begun.Reference, now.Subscription);
        }
    }

    [Fact]
    public async Task What_could_not_be_delivered_is_listed_the_oldest_first()
    {
        await using var account = await StripeAccount.OpenAsync();
        var since = account.Server.Now;
        await account.SubscribeAsync(StripeAccount.Starter);

        var listed = await account.Events.UndeliveredAsync(since, default).Select(e => e.Id).ToListAsync();
        Assert.Equal(account.Server.Webhooks.Events.Select(e => (string?)e["id"]), listed);
        Assert.Empty(await account.Events.UndeliveredAsync(since.AddSeconds(1), default).ToListAsync());
    }

    private static PaymentEvent? Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return StripeEventShape.Read(document.RootElement);
    }
}
