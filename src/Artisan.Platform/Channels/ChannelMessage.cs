namespace Artisan.Platform.Channels;

/// <summary>What happened to the alert that a channel is told of.</summary>
public enum ChannelStep
{
    /// <summary>It was opened, or became worse.</summary>
    Opened,

    /// <summary>Nobody has acknowledged it in time.</summary>
    Escalated,

    /// <summary>Somebody looks at it.</summary>
    Acknowledged,

    /// <summary>It is over.</summary>
    Resolved,

    /// <summary>Nothing: somebody tries the channel.</summary>
    Test,
}

/// <summary>What a channel is told.</summary>
/// <param name="Id">The same at every try.</param>
/// <param name="Thread">The alert: what is told later of the same one has the same.</param>
/// <param name="Step">What happened to it.</param>
/// <param name="Severity">info, warning or critical.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">Why, in a sentence or two.</param>
/// <param name="Workspace">What the workspace is called.</param>
/// <param name="Link">The page of the app that shows more.</param>
/// <param name="At">When it happened.</param>
/// <param name="Details">The whole of it as JSON, for channels that machines read.</param>
public sealed record ChannelMessage(string Id, string Thread, ChannelStep Step, string Severity, string Title, string Text, string Workspace, Uri Link, DateTimeOffset At, string Details)
{
    /// <summary>The line that every channel begins with.</summary>
    public string Heading => Step switch
    {
        ChannelStep.Escalated => $"Nobody has looked at this yet: {Title}",
        ChannelStep.Acknowledged => $"Acknowledged: {Title}",
        ChannelStep.Resolved => $"Resolved: {Title}",
        _ => Title,
    };
}

/// <summary>Where a message goes, and what opens it.</summary>
/// <param name="Secret">The key of the channel: a webhook's address or secret, an integration key, a token.</param>
/// <param name="Address">An address that is no secret.</param>
/// <param name="Account">Whose account it is, or where that lives.</param>
/// <param name="From">The number a text message comes from.</param>
/// <param name="To">The number it goes to.</param>
public sealed record ChannelTarget(string Secret, string? Address = null, string? Account = null, string? From = null, string? To = null)
{
    // It stays out of logs.
    public override string ToString() => "channel";
}

/// <summary>What would be sent, without the keys that open the channel.</summary>
/// <param name="ContentType">What the body is: <c>text/plain</c> or <c>application/json</c>.</param>
/// <param name="Body">The body.</param>
public sealed record ChannelPreview(string ContentType, string Body);
