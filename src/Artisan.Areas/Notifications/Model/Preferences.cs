using System.Text.Json.Serialization;

namespace Artisan.Areas.Notifications.Model;

/// <summary>When what is new is gathered into one e-mail.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DigestRhythm>))]
internal enum DigestRhythm
{
    Off,
    Hourly,
    Daily,
    Weekly,
}

/// <summary>The channels of one type.</summary>
/// <param name="InApp">Whether it is listed, and counted by the bell.</param>
/// <param name="Email">Whether the digest tells of it.</param>
internal sealed record Channels(bool InApp, bool Email);

/// <summary>The local hours in which somebody wants peace; they may span midnight.</summary>
internal sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    /// <summary>Whether a local time lies in them.</summary>
    public bool Contains(TimeOnly time) => From < To ? time >= From && time < To : time >= From || time < To;
}

/// <summary>How somebody wants to be told what happens in a workspace.</summary>
internal sealed record Preferences
{
    /// <summary>What was chosen, by type; what is missing is as usual.</summary>
    public IReadOnlyDictionary<string, Channels> Types { get; init; } = new Dictionary<string, Channels>();

    public DigestRhythm Digest { get; init; } = DigestRhythm.Daily;

    /// <summary>The local hour of daily and weekly digests.</summary>
    public int Hour { get; init; } = 8;

    public QuietHours? Quiet { get; init; }

    /// <summary>IANA name; null is the workspace's own.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Whether everything that is mailed was refused, by the link in a mail.</summary>
    public bool Unsubscribed { get; init; }

    /// <summary>What is chosen of a type.</summary>
    public Channels this[string type] =>
        Types.GetValueOrDefault(type) is { } chosen ? chosen with { InApp = chosen.InApp || NotificationTypes.IsLocked(type) } : new Channels(true, NotificationTypes.IsMailedUsually(type));

    /// <summary>Whether a digest is to tell of a type.</summary>
    public bool Mails(string type) => this[type].Email && Digest is not DigestRhythm.Off && !Unsubscribed;
}
