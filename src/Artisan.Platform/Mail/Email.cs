using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Artisan.Platform.Mail;

/// <summary>
/// One e-mail to one address. What ends up in a header holds no line break, or the message does not come into being:
/// nobody can add a header or a recipient through a name or a subject.
/// </summary>
/// <param name="To">The bare address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">The body for readers without HTML.</param>
/// <param name="Html">The body as a whole HTML document, everything in it encoded.</param>
/// <param name="Category">What kind of message it is, for statistics and suppression: <c>account</c>, <c>billing</c>, <c>outbound</c>.</param>
/// <param name="Unsubscribe">Where one click ends such mail (RFC 8058); only for mail that one may refuse.</param>
/// <param name="Thread">The conversation that it is part of; null where it stands alone.</param>
public sealed record Email(string To, string Subject, string Text, string Html, string Category, Uri? Unsubscribe = null, MailThread? Thread = null)
{
    /// <summary>The bare address.</summary>
    public string To { get; } = MailHeader.Address(To, nameof(To));

    /// <summary>One line.</summary>
    public string Subject { get; } = MailHeader.Line(Subject, nameof(Subject));

    /// <summary>What kind of message it is.</summary>
    public string Category { get; } = MailHeader.Line(Category, nameof(Category));

    // An address in a log or a trace is personal data: the text form names none.
    public override string ToString() => $"E-mail ({Category})";
}

/// <summary>Where an e-mail stands in a conversation, so that readers' programs show it as one and answers find their way.</summary>
/// <param name="MessageId">Its own name, <c>local@domain</c>, without the angle brackets.</param>
/// <param name="References">The name of the message that the conversation goes back to, which need not have been sent.</param>
/// <param name="ReplyTo">The bare address that answers go to; null where nobody reads them.</param>
public sealed record MailThread(string MessageId, string References, string? ReplyTo)
{
    /// <summary>Its own name.</summary>
    public string MessageId { get; } = MailHeader.Address(MessageId, nameof(MessageId));

    /// <summary>The name of the message that the conversation goes back to.</summary>
    public string References { get; } = MailHeader.Address(References, nameof(References));

    /// <summary>The bare address that answers go to.</summary>
    public string? ReplyTo { get; } = ReplyTo is null ? null : MailHeader.Address(ReplyTo, nameof(ReplyTo));
}

[JsonSerializable(typeof(Email))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class MailJson : JsonSerializerContext
{
    // HTML would grow sixfold with the escapes that JSON inside a web page needs; this JSON only travels in a queue.
    public static MailJson Compact { get; } = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, PropertyNamingPolicy = JsonNamingPolicy.CamelCase });
}
