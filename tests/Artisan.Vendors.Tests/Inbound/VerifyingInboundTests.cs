using System.Text;
using System.Text.Json.Nodes;
using Artisan.Platform.Sources;
using Artisan.Vendors.Inbound;

namespace Artisan.Vendors.Tests.Inbound;

/// <summary>The signatures were computed with openssl.</summary>
public sealed class VerifyingInboundTests
{
    private const string ClientSecret = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
    private const string HubSpotBody = """[{"eventId":1,"subscriptionId":7,"portalId":62515,"occurredAt":1700000000000,"subscriptionType":"deal.propertyChange","attemptNumber":0,"objectId":123}]""";
    private const string HubSpotSignature = "1dMhusGzeoV6ojOBpI0UcYbgVXeoRlNvwzV2y0FIeSc=";
    private const string SharedSecret = "segment-shared-secret";
    private const string SegmentBody = """{"type":"track","event":"Order Completed","messageId":"seg-1","timestamp":"2026-01-10T09:30:00.000Z","properties":{"revenue":29.33,"tax":"1.5","currency":"USD","2nd order":1}}""";
    private const string SegmentSignature = "fe240e19a3061bf3a52dd4105d03d5c995fdcffd";
    private const string Token = "outbound-message-token";

    private const string Notifications = """
        <?xml version="1.0" encoding="UTF-8"?>
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notifications xmlns="http://soap.sforce.com/2005/09/outbound">
        <OrganizationId>00D000000000001EAA</OrganizationId><ActionId>04k000000000001AAA</ActionId>
        <Notification><Id>04l000000000001AAA</Id><sObject><Id>006000000000001AAA</Id></sObject></Notification>
        <Notification><Id>04l000000000002AAA</Id><sObject><Id>006000000000002AAA</Id></sObject></Notification>
        </notifications></soapenv:Body></soapenv:Envelope>
        """;

    private static readonly DateTimeOffset SignedAt = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);

    [Theory]
    [InlineData(0, null)]
    [InlineData(300, null)]
    [InlineData(-300, null)]
    [InlineData(301, InboundRefusal.Stale)]
    [InlineData(-301, InboundRefusal.Stale)]
    public void HubSpots_signature_counts_for_five_minutes(int seconds, InboundRefusal? refusal) => Assert.Equal(refusal, HubSpot(now: SignedAt.AddSeconds(seconds)));

    [Fact]
    public void HubSpots_signature_is_of_method_address_body_and_time()
    {
        Assert.Equal(InboundRefusal.BadSignature, HubSpot(body: HubSpotBody.Replace("123", "124", StringComparison.Ordinal)));
        Assert.Equal(InboundRefusal.BadSignature, HubSpot(address: "https://app.example.com/api/webhooks/inbound/hubspot/con_2"));
        Assert.Equal(InboundRefusal.BadSignature, HubSpot(stamp: "1700000000001"));
        Assert.Equal(InboundRefusal.BadSignature, HubSpot(stamp: null));
        Assert.Equal(InboundRefusal.BadSignature, HubSpot(stamp: "99999999999999999999"));
        Assert.Equal(InboundRefusal.BadSignature, HubSpot(signature: null));
        Assert.Equal(InboundRefusal.BadSignature, HubSpot(secret: ClientSecret + "y"));
    }

    [Fact]
    public void A_repeated_delivery_of_HubSpot_is_the_same_message_although_it_counts_its_attempts()
    {
        var read = Read(new HubSpotInbound(), HubSpotBody);
        Assert.Null(read.Problem);
        Assert.Null(read.Points);
        Assert.Equal(read.Id, Read(new HubSpotInbound(), HubSpotBody.Replace("\"attemptNumber\":0", "\"attemptNumber\":3", StringComparison.Ordinal)).Id);
        Assert.NotEqual(read.Id, Read(new HubSpotInbound(), HubSpotBody.Replace("\"eventId\":1", "\"eventId\":2", StringComparison.Ordinal)).Id);
        foreach (var body in new[] { "", "{}", "[]", "[1]", """[{"eventId":"1"}]""" }) Assert.NotNull(Read(new HubSpotInbound(), body).Problem);
    }

    [Fact]
    public void Segments_signature_is_of_the_body()
    {
        Assert.Null(Segment(SegmentBody, SegmentSignature));
        Assert.Null(Segment(SegmentBody, SegmentSignature.ToUpperInvariant()));
        Assert.Equal(InboundRefusal.BadSignature, Segment(SegmentBody + " ", SegmentSignature));
        Assert.Equal(InboundRefusal.BadSignature, Segment(SegmentBody, null));
        Assert.Equal(InboundRefusal.BadSignature, Segment(SegmentBody, SegmentSignature[..39]));
    }

    [Fact]
    public void An_event_of_Segment_becomes_a_point_of_its_numbers()
    {
        var read = Read(new SegmentInbound(), SegmentBody);
        Assert.Equal("seg-1", read.Id);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"id":"seg-1","time":"2026-01-10T09:30:00.000Z","fields":{"order_completed":"1","revenue":"29.33","tax":"1.5","_2nd_order":"1"}}"""), JsonNode.Parse(read.Points!.Value.Span)));
        // A text that was cut in the middle of a character is no number, and keeps the others from nothing.
        Assert.Contains("29.33", Encoding.UTF8.GetString(Read(new SegmentInbound(), SegmentBody.Replace("USD", "\\ud83d", StringComparison.Ordinal)).Points!.Value.Span), StringComparison.Ordinal);
        Assert.Null(Read(new SegmentInbound(), """{"type":"page","messageId":"seg-2"}""").Points);
        foreach (var body in new[] { "", "[]", "{}", $"[{SegmentBody}]", $$"""{"batch":[{{SegmentBody}}]}""", """{"type":"track","messageId":"seg-3"}""", """{"type":"track","messageId":"\ud83d"}""", """{"type":"track","messageId":"seg-4","event":"\ud83d","timestamp":"2026-01-10T09:30:00Z"}""" }) Assert.NotNull(Read(new SegmentInbound(), body).Problem);
    }

    [Fact]
    public void Salesforce_is_known_by_the_token_in_the_address()
    {
        Assert.Null(Salesforce($"?token={Token}"));
        Assert.Equal(InboundRefusal.BadSignature, Salesforce($"?token={Token}x"));
        Assert.Equal(InboundRefusal.BadSignature, Salesforce($"?token={Token}&token={Token}"));
        Assert.Equal(InboundRefusal.BadSignature, Salesforce($"?tokens={Token}"));
        Assert.Equal(InboundRefusal.BadSignature, Salesforce(""));
    }

    [Fact]
    public void A_repeated_outbound_message_is_the_same_and_one_that_is_none_is_refused()
    {
        var read = Read(new SalesforceInbound(), Notifications);
        Assert.Null(read.Problem);
        Assert.Equal(read.Id, Read(new SalesforceInbound(), Notifications.Replace("04k", "05k", StringComparison.Ordinal)).Id);
        Assert.NotEqual(read.Id, Read(new SalesforceInbound(), Notifications.Replace("04l000000000002AAA", "04l000000000003AAA", StringComparison.Ordinal)).Id);
        const string entity = """<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>""";
        foreach (var body in new[] { "", "<x/>", "{}", entity, Notifications.Replace("<Id>04l000000000001AAA</Id>", "", StringComparison.Ordinal) }) Assert.NotNull(Read(new SalesforceInbound(), body).Problem);
        Assert.Contains("<Ack>true</Ack>", new SalesforceInbound().Answer!.Value.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short", true)]
    [InlineData("sixteen-or-more-characters", false)]
    public void A_secret_that_could_be_guessed_is_refused(string secret, bool refused)
    {
        foreach (var source in new IInboundSource[] { new SegmentInbound(), new HubSpotInbound(), new SalesforceInbound() }) Assert.Equal(refused, source.Problem(secret) is not null);
        Assert.NotNull(new SalesforceInbound().Problem("sixteen&or&more&characters"));
    }

    private static InboundRefusal? HubSpot(
        string? body = null, string? address = null, string? stamp = "1700000000000", string? signature = HubSpotSignature, string? secret = null, DateTimeOffset? now = null) =>
        new HubSpotInbound().Verify(
            Request(body ?? HubSpotBody, address ?? "https://app.example.com/api/webhooks/inbound/hubspot/con_1", ("X-HubSpot-Request-Timestamp", stamp), ("X-HubSpot-Signature-v3", signature)),
            secret ?? ClientSecret, now ?? SignedAt);

    private static InboundRefusal? Segment(string body, string? signature) => new SegmentInbound().Verify(Request(body, "https://app.example.com/", ("X-Signature", signature)), SharedSecret, SignedAt);

    private static InboundRefusal? Salesforce(string query) => new SalesforceInbound().Verify(Request(Notifications, $"https://app.example.com/{query}"), Token, SignedAt);

    private static InboundContent Read(IInboundSource source, string body) => source.Read(Request(body, "https://app.example.com/"));

    private static InboundRequest Request(string body, string address, params (string Name, string? Value)[] headers) =>
        new(new Uri(address), name => headers.FirstOrDefault(h => h.Name == name).Value, Encoding.UTF8.GetBytes(body));
}
