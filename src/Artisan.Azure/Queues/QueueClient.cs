using System.Globalization;
using System.Xml.Linq;
using Azure;
using Azure.Core;

namespace Artisan.Azure.Queues;

/// <summary>
/// One queue. Texts are base64 on the wire (unless the options say otherwise) and at most 40 KiB, refused before they are sent; messages never expire unless told so.
/// A send that was retried may have put the message twice: every consumer is idempotent.
/// </summary>
public sealed class QueueClient
{
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(-1);
    private static readonly TimeSpan MaxVisibility = TimeSpan.FromDays(7);
    private readonly StorageRequests _requests;
    private readonly bool _base64;

    internal QueueClient(string name, StorageRequests requests, QueueMessageEncoding encoding)
    {
        Name = StorageNames.Checked(name, "queue");
        _requests = requests;
        _base64 = encoding is QueueMessageEncoding.Base64;
    }

    public string Name { get; }

    /// <summary>Creates the queue; an existing one is no error.</summary>
    public Task<Response> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        SendAsync(_requests.Create(RequestMethod.Put, $"/{Name}"), "CreateQueue", r => r.Status == 409 && StoragePipeline.Has(r, "QueueAlreadyExists"), cancellationToken);

    /// <summary>Deletes the queue with its messages; false where there was none.</summary>
    public async Task<Response<bool>> DeleteIfExistsAsync(CancellationToken cancellationToken = default)
    {
        var response = await SendAsync(_requests.Create(RequestMethod.Delete, $"/{Name}"), "DeleteQueue", r => r.Status == 404, cancellationToken);
        return Response.FromValue(response.Status != 404, response);
    }

    /// <summary>Puts a message, visible after the delay; without a time to live it never expires.</summary>
    public async Task<Response<SendReceipt>> SendMessageAsync(string messageText, TimeSpan? visibilityTimeout = null, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default)
    {
        CheckVisibility(visibilityTimeout);
        var body = Message(messageText);
        var target = $"/{Name}/messages?{(visibilityTimeout is { } delay ? $"visibilitytimeout={Seconds(delay)}&" : "")}messagettl={Seconds(timeToLive ?? Never)}";
        var response = await SendAsync(_requests.Create(RequestMethod.Post, target, body), "SendMessage", null, cancellationToken);
        var sent = StorageRequests.Xml(response).Element("QueueMessage")!;
        return Response.FromValue(new SendReceipt(Text(sent, "MessageId"), Text(sent, "PopReceipt"), Date(sent, "InsertionTime"), Date(sent, "ExpirationTime"), Date(sent, "TimeNextVisible")), response);
    }

    /// <summary>Takes up to 32 messages and hides them from others for the visibility timeout (30 seconds by default).</summary>
    public async Task<Response<QueueMessage[]>> ReceiveMessagesAsync(int? maxMessages = null, TimeSpan? visibilityTimeout = null, CancellationToken cancellationToken = default)
    {
        CheckCount(maxMessages);
        CheckVisibility(visibilityTimeout);
        var target = $"/{Name}/messages?numofmessages={maxMessages ?? 1}{(visibilityTimeout is { } hidden ? $"&visibilitytimeout={Seconds(hidden)}" : "")}";
        var response = await SendAsync(_requests.Create(RequestMethod.Get, target), "ReceiveMessages", null, cancellationToken);
        QueueMessage[] messages = [.. StorageRequests.Xml(response).Elements("QueueMessage").Select(m => new QueueMessage(
            Text(m, "MessageId"), Text(m, "PopReceipt"), Read(m), Count(m), Date(m, "TimeNextVisible"), Date(m, "InsertionTime"), Date(m, "ExpirationTime")))];
        return Response.FromValue(messages, response);
    }

    /// <summary>Looks at up to 32 visible messages without taking them.</summary>
    public async Task<Response<PeekedMessage[]>> PeekMessagesAsync(int? maxMessages = null, CancellationToken cancellationToken = default)
    {
        CheckCount(maxMessages);
        var response = await SendAsync(_requests.Create(RequestMethod.Get, $"/{Name}/messages?peekonly=true&numofmessages={maxMessages ?? 1}"), "PeekMessages", null, cancellationToken);
        PeekedMessage[] messages = [.. StorageRequests.Xml(response).Elements("QueueMessage").Select(m => new PeekedMessage(
            Text(m, "MessageId"), Read(m), Count(m), Date(m, "InsertionTime"), Date(m, "ExpirationTime")))];
        return Response.FromValue(messages, response);
    }

    /// <summary>Changes when the message is visible again and, where given, its text; the old receipt is void afterwards.</summary>
    public async Task<Response<UpdateReceipt>> UpdateMessageAsync(string messageId, string popReceipt, string? messageText = null, TimeSpan visibilityTimeout = default, CancellationToken cancellationToken = default)
    {
        CheckVisibility(visibilityTimeout);
        var target = $"{Address(messageId, popReceipt)}&visibilitytimeout={Seconds(visibilityTimeout)}";
        var response = await SendAsync(_requests.Create(RequestMethod.Put, target, messageText is null ? null : Message(messageText)), "UpdateMessage", null, cancellationToken);
        response.Headers.TryGetValue("x-ms-popreceipt", out var receipt);
        response.Headers.TryGetValue("x-ms-time-next-visible", out var visible);
        return Response.FromValue(new UpdateReceipt(receipt!, DateTimeOffset.Parse(visible!, CultureInfo.InvariantCulture)), response);
    }

    /// <summary>Deletes a message; 404 MessageNotFound where it is gone or was received by somebody else since.</summary>
    public Task<Response> DeleteMessageAsync(string messageId, string popReceipt, CancellationToken cancellationToken = default) =>
        SendAsync(_requests.Create(RequestMethod.Delete, Address(messageId, popReceipt)), "DeleteMessage", null, cancellationToken);

    /// <summary>Deletes all messages.</summary>
    public Task<Response> ClearMessagesAsync(CancellationToken cancellationToken = default) =>
        SendAsync(_requests.Create(RequestMethod.Delete, $"/{Name}/messages"), "ClearMessages", null, cancellationToken);

    /// <summary>The approximate number of messages, visible or not.</summary>
    public async Task<Response<QueueProperties>> GetPropertiesAsync(CancellationToken cancellationToken = default)
    {
        var response = await SendAsync(_requests.Create(RequestMethod.Get, $"/{Name}?comp=metadata"), "GetQueueProperties", null, cancellationToken);
        response.Headers.TryGetValue("x-ms-approximate-messages-count", out var count);
        return Response.FromValue(new QueueProperties(int.Parse(count ?? "0", CultureInfo.InvariantCulture)), response);
    }

    private XElement Message(string text) => new("QueueMessage", new XElement("MessageText", _base64 ? QueueText.Encode(text) : text));

    private string Read(XElement message) => _base64 ? QueueText.Decode(Text(message, "MessageText")) : Text(message, "MessageText");

    private static string Seconds(TimeSpan span) => ((long)Math.Ceiling(span.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static string Text(XElement message, string name) => message.Element(name)?.Value ?? "";

    private static long Count(XElement message) => long.Parse(Text(message, "DequeueCount"), CultureInfo.InvariantCulture);

    private static DateTimeOffset Date(XElement message, string name) => DateTimeOffset.Parse(Text(message, name), CultureInfo.InvariantCulture);

    private static void CheckCount(int? maxMessages)
    {
        if (maxMessages is < 1 or > 32) throw new ArgumentException($"1 to 32 messages can be taken at once, {maxMessages} were asked.", nameof(maxMessages));
    }

    private static void CheckVisibility(TimeSpan? visibilityTimeout)
    {
        if (visibilityTimeout < TimeSpan.Zero || visibilityTimeout > MaxVisibility) throw new ArgumentException("A visibility timeout lies between zero and 7 days.", nameof(visibilityTimeout));
    }

    private string Address(string messageId, string popReceipt) => $"/{Name}/messages/{Uri.EscapeDataString(messageId)}?popreceipt={Uri.EscapeDataString(popReceipt)}";

    private Task<Response> SendAsync(HttpMessage message, string operation, Func<Response, bool>? accepts, CancellationToken ct) => _requests.SendAsync(message, operation, Name, accepts, ct);
}
