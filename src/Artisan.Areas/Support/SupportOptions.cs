using System.ComponentModel.DataAnnotations;

namespace Artisan.Areas.Support;

/// <summary>How support is reached; section <c>Support</c>.</summary>
public sealed class SupportOptions
{
    /// <summary>The domain whose e-mails come in here, such as <c>in.example.com</c>: answers to our mails are then sent to it. Without it, mails say to answer on the page. Default none.</summary>
    [RegularExpression(@"[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?")]
    public string? InboundDomain { get; set; }

    /// <summary>The domain; null where none is set, which an empty setting says as well.</summary>
    internal string? Domain => InboundDomain is { Length: > 0 } domain ? domain : null;

    /// <summary>Whom to tell of new tickets and of targets that come near or were missed. Default nobody.</summary>
    [RegularExpression(@"[^@\s]+@[^@\s]+")]
    public string? DeskAddress { get; set; }

    /// <summary>How many tickets a member may open in an hour. Default 20, 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int TicketsPerMemberPerHour { get; set; } = 20;

    /// <summary>How many messages a member may write in an hour. Default 120, 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int MessagesPerMemberPerHour { get; set; } = 120;
}
