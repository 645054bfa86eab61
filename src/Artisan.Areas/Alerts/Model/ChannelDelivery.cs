using Artisan.Platform.Channels;

namespace Artisan.Areas.Alerts.Model;

/// <summary>Where a message to a channel stands.</summary>
internal enum ChannelState
{
    /// <summary>It is on its way, or waits for its next try.</summary>
    Pending,

    /// <summary>The channel took it.</summary>
    Delivered,

    /// <summary>The channel did not take it, and is not asked again.</summary>
    Failed,

    /// <summary>There was no reason any more to send it.</summary>
    Skipped,
}

/// <summary>One step of an alert on its way to one channel.</summary>
internal sealed record ChannelDelivery
{
    public required string AlertId { get; init; }

    public required string NoticeId { get; init; }

    public required string ChannelId { get; init; }

    /// <summary>What the channel was called then.</summary>
    public required string ChannelName { get; init; }

    public required string Kind { get; init; }

    public required ChannelStep Step { get; init; }

    public ChannelState State { get; init; }

    public int Tries { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the last try was.</summary>
    public DateTimeOffset? TriedAt { get; init; }

    /// <summary>When the next one is; null where none waits.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>What went wrong, or why it was not sent.</summary>
    public string? Problem { get; init; }

    /// <summary>Told of the alert itself, and not of what became of it.</summary>
    public bool IsNews => Step is ChannelStep.Opened or ChannelStep.Escalated;

    public ChannelDelivery Skip(string why) => this with { State = ChannelState.Skipped, NextAt = null, Problem = why };
}

/// <summary>What came of the latest message to a channel, or of its test.</summary>
/// <param name="At">When.</param>
/// <param name="Ok">Whether the channel took it.</param>
/// <param name="Text">What went wrong; empty where nothing did.</param>
internal sealed record ChannelResult(DateTimeOffset At, bool Ok, string Text);
