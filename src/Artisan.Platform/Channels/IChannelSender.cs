namespace Artisan.Platform.Channels;

/// <summary>A way to people through another company's service, or to a system of the workspace's own.</summary>
public interface IChannelSender
{
    /// <summary>The name in requests and rows: <c>slack</c>, <c>pagerduty</c>, <c>sms</c>, <c>webhook</c>.</summary>
    string Kind { get; }

    /// <summary>Whether the channel is told of a step; all are told of <see cref="ChannelStep.Opened"/>.</summary>
    bool Tells(ChannelStep step);

    /// <summary>What <see cref="SendAsync"/> would send.</summary>
    ChannelPreview Preview(ChannelMessage message);

    /// <summary>Sends a message; returns when the service has taken it.</summary>
    /// <exception cref="ChannelException">It has not.</exception>
    Task SendAsync(ChannelTarget target, ChannelMessage message, CancellationToken ct);
}
