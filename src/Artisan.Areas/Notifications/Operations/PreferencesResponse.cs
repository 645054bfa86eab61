using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Notifications.Model;

namespace Artisan.Areas.Notifications.Operations;

/// <summary>The channels of one type of notifications.</summary>
/// <param name="Type">account, system, billing, agent, team, value or support.</param>
/// <param name="InApp">Whether it is listed, and counted by the bell.</param>
/// <param name="Email">Whether the digest tells of it.</param>
public sealed record ChannelChoice([property: Required, StringLength(20)] string Type, bool InApp, bool Email);

/// <summary>Hours without digests and pop-ups; they may span midnight.</summary>
/// <param name="From">Their first minute, <c>HH:mm</c>.</param>
/// <param name="To">The first minute behind them.</param>
public sealed record QuietHoursBody([property: Required, StringLength(5)] string From, [property: Required, StringLength(5)] string To);

/// <summary>How somebody is told of what happens in the workspace.</summary>
/// <param name="Types">Each type with its channels.</param>
/// <param name="Locked">Types that cannot be switched off in the app.</param>
/// <param name="Digest">off, hourly, daily or weekly (on Mondays).</param>
/// <param name="Hour">The local hour of daily and weekly digests.</param>
/// <param name="Quiet">The quiet hours; null where there are none.</param>
/// <param name="TimeZone">What local means, an IANA name; null is the workspace's own.</param>
/// <param name="Unsubscribed">Whether all mail of this kind was refused by the link in one; saving the preferences takes that back.</param>
public sealed record PreferencesResponse(IReadOnlyList<ChannelChoice> Types, IReadOnlyList<string> Locked, string Digest, int Hour, QuietHoursBody? Quiet, string? TimeZone, bool Unsubscribed)
{
    internal static PreferencesResponse Of(Preferences p) => new(
        [.. NotificationTypes.All.Select(t => new ChannelChoice(t, p[t].InApp, p[t].Email))], [.. NotificationTypes.All.Where(NotificationTypes.IsLocked)],
        p.Digest.ToString().ToLowerInvariant(), p.Hour, p.Quiet is { } quiet ? new QuietHoursBody(QuietText.Of(quiet.From), QuietText.Of(quiet.To)) : null, p.TimeZone, p.Unsubscribed);
}
