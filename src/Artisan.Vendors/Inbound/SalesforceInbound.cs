using System.Xml;
using System.Xml.Linq;
using Artisan.Platform.Sources;
using Microsoft.AspNetCore.WebUtilities;

namespace Artisan.Vendors.Inbound;

/// <summary>
/// Salesforce's outbound messages: SOAP, which Salesforce does not sign and stamps with no time. They are verified by a token in the address, known to Salesforce and the
/// workspace only; a repeated one is known by the ids of its notifications. They say which records changed: what follows is that the source is read.
/// </summary>
internal sealed class SalesforceInbound : IInboundSource
{
    private const string Outbound = "http://soap.sforce.com/2005/09/outbound";

    private const string Acknowledged = $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">
          <soapenv:Body><notificationsResponse xmlns="{Outbound}"><Ack>true</Ack></notificationsResponse></soapenv:Body>
        </soapenv:Envelope>
        """;

    public string Kind => "salesforce";

    public SourceCredential Secret { get; } = new(
        SourceCredential.WebhookSecret, "Token for outbound messages", "16 to 200 letters and digits of your choice. Give the outbound message the address below with ?token= and these behind it, and changes are read within a minute instead of within the hour.",
        IsSecret: true, IsOptional: true);

    public (string ContentType, string Text)? Answer => ("text/xml; charset=utf-8", Acknowledged);

    public string? Problem(string secret) => InboundCheck.Problem(secret) ?? (secret.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? null : "It stands in an address: letters, digits, - and _ only.");

    public InboundRefusal? Verify(InboundRequest request, string secret, DateTimeOffset now) =>
        QueryHelpers.ParseQuery(request.Address.Query).TryGetValue("token", out var token) && InboundCheck.Same(secret, token.Count == 1 ? token[0] : null) ? null : InboundRefusal.BadSignature;

    public InboundContent Read(InboundRequest request)
    {
        try
        {
            // Neither a DTD nor anything outside is read.
            using var reader = XmlReader.Create(new MemoryStream(request.Body.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 4_000_000 });
            var ids = XDocument.Load(reader).Descendants(XName.Get("Notification", Outbound)).Select(n => n.Element(XName.Get("Id", Outbound))?.Value).ToList();
            return ids.Count == 0 || ids.Any(string.IsNullOrEmpty) ? Unreadable("An outbound message has notifications with an Id each.") : new InboundContent(InboundCheck.Digest(string.Join(' ', ids)));
        }
        catch (XmlException)
        {
            return Unreadable("It is not XML that could be read.");
        }
    }

    private static InboundContent Unreadable(string why) => new("", Problem: why);
}
