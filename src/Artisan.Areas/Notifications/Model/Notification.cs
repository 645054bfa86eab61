namespace Artisan.Areas.Notifications.Model;

/// <summary>A piece of news for one person.</summary>
internal sealed record Notification
{
    public required string Id { get; init; }

    /// <summary>Its place among this person's; what came later has a higher one.</summary>
    public required long Seq { get; init; }

    /// <summary>One of <see cref="NotificationTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>What happened: the name of an event, or an area's own word.</summary>
    public required string Kind { get; init; }

    public required string Title { get; init; }

    public required string Text { get; init; }

    /// <summary>The page of the app that shows more.</summary>
    public string? Link { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Whether it is listed even where its type is switched off.</summary>
    public bool Critical { get; init; }

    /// <summary>Whether it was read by itself; what lies at or below the watermark was read with all others.</summary>
    public bool Read { get; init; }

    /// <summary>Whether the digest tells of it.</summary>
    public bool Mail { get; init; }

    /// <summary>Whether only the digest tells of it.</summary>
    public bool Hidden { get; init; }
}
