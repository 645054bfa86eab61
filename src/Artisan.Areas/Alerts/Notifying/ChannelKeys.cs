using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Storage;
using Artisan.Platform.Channels;
using Artisan.Platform.Secrets;

namespace Artisan.Areas.Alerts.Notifying;

/// <summary>Seals the keys of channels for the row of the rules, and opens them for sending.</summary>
internal sealed class ChannelKeys(AlertRows rows, SealedSecrets secrets)
{
    public Task<string> SealAsync(string workspaceId, string channelId, string key, CancellationToken ct) => secrets.SealAsync(rows.Home(workspaceId), AlertKeys.Rules, channelId, key, ct);

    /// <summary>Where a channel's messages go.</summary>
    public async Task<ChannelTarget> OpenAsync(string workspaceId, AlertChannel channel, CancellationToken ct) =>
        new(await secrets.OpenAsync(rows.Home(workspaceId), AlertKeys.Rules, channel.Id, channel.Secret!, ct), channel.Address, channel.Account, channel.From, channel.To);
}
