using Artisan.Areas.Alerts.Contracts;

namespace Artisan.Areas.Alerts.Model;

/// <summary>A way on which a workspace is told of alerts.</summary>
internal sealed record AlertChannel
{
    /// <summary>E-mail, which is the app's own; all other kinds stand behind an <see cref="Platform.Channels.IChannelSender"/>.</summary>
    public const string Email = "email";

    /// <summary>The channel that every workspace has: e-mails to its owners.</summary>
    public const string Owners = "owners";

    public required string Id { get; init; }

    /// <summary>email, slack, pagerduty, sms or webhook.</summary>
    public required string Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>The severities it is told of.</summary>
    public required IReadOnlyList<AlertSeverity> Severities { get; init; }

    public bool Enabled { get; init; }

    /// <summary>The members that are written to; of e-mail.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    public string? Address { get; init; }

    public string? Account { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    /// <summary>The sealed key; null for e-mail.</summary>
    public string? Secret { get; init; }

    /// <summary>What people recognise the key by.</summary>
    public string? Hint { get; init; }

    public bool Wants(AlertSeverity severity) => Enabled && Severities.Contains(severity);
}
