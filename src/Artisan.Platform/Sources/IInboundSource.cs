namespace Artisan.Platform.Sources;

/// <summary>
/// A system that sends to Artisan on its own: how what comes is verified and read. Whoever receives keeps the bytes, the times and the repeats; an adapter knows its
/// vendor's protocol only, and asks nothing of the network.
/// </summary>
public interface IInboundSource
{
    /// <summary>The name in addresses and rows: <c>segment</c>, <c>hubspot</c>, <c>salesforce</c>, <c>custom</c>.</summary>
    string Kind { get; }

    /// <summary>The secret that its messages are verified with.</summary>
    SourceCredential Secret { get; }

    /// <summary>What the source wants to hear: a content type and a text; null where any answer of success will do.</summary>
    (string ContentType, string Text)? Answer => null;

    /// <summary>Why a text cannot be such a secret; null where it can.</summary>
    string? Problem(string secret);

    /// <summary>Null where the message is the source's own, and not an old one.</summary>
    InboundRefusal? Verify(InboundRequest request, string secret, DateTimeOffset now);

    /// <summary>What a message says. The same message always says the same.</summary>
    InboundContent Read(InboundRequest request);
}

/// <summary>Why a message is not taken for the source's.</summary>
public enum InboundRefusal
{
    /// <summary>It is not signed as it must be.</summary>
    BadSignature,

    /// <summary>It was signed too long ago, or in the future.</summary>
    Stale,
}

/// <summary>A message as it came.</summary>
/// <param name="Address">The whole address that was called.</param>
/// <param name="Header">One of its headers; null where it has none of this name, or more than one.</param>
/// <param name="Body">Its body, to the byte.</param>
public sealed record InboundRequest(Uri Address, Func<string, string?> Header, ReadOnlyMemory<byte> Body);

/// <summary>What a message says.</summary>
/// <param name="Id">What it is known by when it comes again; at most 1,000 characters.</param>
/// <param name="Points">Data points, in the form of <c>POST /api/value/data</c>; null where it only says that something changed.</param>
/// <param name="Problem">Why it cannot be read, in a sentence; null where it can.</param>
public sealed record InboundContent(string Id, ReadOnlyMemory<byte>? Points = null, string? Problem = null);
