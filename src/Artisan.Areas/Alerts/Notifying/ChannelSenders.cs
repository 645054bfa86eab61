using Artisan.Areas.Alerts.Model;
using Artisan.Platform.Channels;

namespace Artisan.Areas.Alerts.Notifying;

/// <summary>The senders by kind.</summary>
internal sealed class ChannelSenders(IEnumerable<IChannelSender> senders)
{
    private readonly Dictionary<string, IChannelSender> _byKind = senders.ToDictionary(s => s.Kind, StringComparer.Ordinal);

    /// <summary>The sender of a kind; null for e-mail.</summary>
    public IChannelSender? Of(string kind) => kind == AlertChannel.Email ? null : _byKind[kind];

    /// <summary>Whether channels of a kind are told of a step. E-mail is for what somebody is to look at.</summary>
    public bool Tells(string kind, ChannelStep step) => Of(kind)?.Tells(step) ?? step is ChannelStep.Opened or ChannelStep.Escalated or ChannelStep.Test;
}
