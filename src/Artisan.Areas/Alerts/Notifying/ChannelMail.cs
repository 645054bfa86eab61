using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Channels;
using Artisan.Platform.Mail;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Alerts.Notifying;

/// <summary>The channels that are e-mails: to members of the workspace and to nobody else, as they are when it is sent.</summary>
internal sealed class ChannelMail(IMembers members)
{
    // A transaction holds a hundred rows, and each mail is one.
    private const int MostOwners = 50;

    /// <summary>Adds the mails of a channel to a change.</summary>
    /// <exception cref="ChannelException">Nobody whom the channel names is a member any more.</exception>
    public async Task AddAsync(Change change, string workspaceId, AlertChannel channel, ChannelMessage message, CancellationToken ct)
    {
        var addresses = channel.Id == AlertChannel.Owners
            ? (await members.OwnersAsync(workspaceId, ct)).Take(MostOwners).Select(o => o.Email)
            : (await members.ListAsync(workspaceId, ct)).Where(m => channel.Users.Contains(m.UserId)).Select(m => m.Email);
        var to = addresses.ToList();
        if (to.Count == 0) throw new ChannelException("Nobody of this channel is a member of the workspace any more.", forGood: true);
        var (subject, content) = AlertWords.Mail(message);
        foreach (var address in to) change.Mail(address, subject, content, "value");
    }
}
