using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Alerts.Model;

namespace Artisan.Areas.Alerts.Operations;

/// <summary>A channel as it is to be.</summary>
/// <param name="Kind">email, slack, pagerduty, sms or webhook.</param>
/// <param name="Name">1 to 60 characters.</param>
/// <param name="Severities">Which alerts it is told of: info, warning, critical.</param>
/// <param name="Enabled">Whether it is told anything.</param>
/// <param name="Id">Its id; a channel without one is new.</param>
/// <param name="Secret">
/// The key that opens it, never shown again: the address of Slack's incoming webhook, PagerDuty's integration key (Events API v2), Twilio's auth token, or the secret that
/// signs (<c>whsec_…</c>, Standard Webhooks). None for e-mail; the saved one stays where it is left out.
/// </param>
/// <param name="Users">The members that are written to, 1 to 5; of e-mail.</param>
/// <param name="Address">Where it posts to, https; of a webhook.</param>
/// <param name="Account">Twilio's account SID; of PagerDuty <c>eu</c> where the account lives in Europe.</param>
/// <param name="From">The number that text messages come from, or the SID of a messaging service.</param>
/// <param name="To">The number that text messages go to, such as +4915112345678.</param>
public sealed record AlertChannelBody(
    [Required, RegularExpression(AlertNames.ChannelKinds)] string Kind,
    [Required, StringLength(60, MinimumLength = 1), RegularExpression(@"[^\p{C}]+", ErrorMessage = "One line of text.")] string Name,
    [Required, MinLength(1), MaxLength(3)] IReadOnlyList<string> Severities,
    bool Enabled,
    [StringLength(40)] string? Id = null,
    [StringLength(500, MinimumLength = 1)] string? Secret = null,
    [MaxLength(5)] IReadOnlyList<string>? Users = null,
    [StringLength(2048)] string? Address = null,
    [RegularExpression("eu|AC[0-9a-fA-F]{32}", ErrorMessage = "Twilio's account SID (AC and 32 digits), or eu for PagerDuty.")] string? Account = null,
    [RegularExpression(@"\+[1-9][0-9]{6,14}|MG[0-9a-fA-F]{32}|[a-zA-Z0-9 ]{1,11}", ErrorMessage = "A number with its country, such as +4915112345678, or the SID of a messaging service.")] string? From = null,
    [RegularExpression(@"\+[1-9][0-9]{6,14}", ErrorMessage = "A number with its country, such as +4915112345678.")] string? To = null)
{
    // A key never comes into a log by way of its request.
    public override string ToString() => $"channel {Kind}";
}

/// <summary>What came of the latest message to a channel, or of its test.</summary>
/// <param name="At">When.</param>
/// <param name="Ok">Whether the channel took it.</param>
/// <param name="Text">What went wrong and what to do; empty where nothing did.</param>
public sealed record ChannelResultResponse(DateTimeOffset At, bool Ok, string Text)
{
    internal static ChannelResultResponse Of(ChannelResult r) => new(r.At, r.Ok, r.Text);
}

/// <summary>A channel.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">email, slack, pagerduty, sms or webhook.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Severities">Which alerts it is told of.</param>
/// <param name="Enabled">Whether it is told anything.</param>
/// <param name="Hint">What the key that opens it can be recognised by; the key itself is never shown.</param>
/// <param name="Users">The members that are written to; of e-mail.</param>
/// <param name="Address">Where it posts to; of a webhook.</param>
/// <param name="Account">Twilio's account SID; of PagerDuty eu where the account lives in Europe.</param>
/// <param name="From">The number that text messages come from.</param>
/// <param name="To">The number that text messages go to.</param>
/// <param name="Latest">What came of the latest message.</param>
public sealed record AlertChannelResponse(
    string Id, string Kind, string Name, IReadOnlyList<string> Severities, bool Enabled, string? Hint, IReadOnlyList<string> Users, string? Address, string? Account, string? From, string? To,
    ChannelResultResponse? Latest)
{
    internal static AlertChannelResponse Of(AlertChannel c, ChannelResult? latest) => new(
        c.Id, c.Kind, c.Name, [.. c.Severities.Select(AlertNames.Of)], c.Enabled, c.Hint, c.Users, c.Address, c.Account, c.From, c.To, latest is null ? null : ChannelResultResponse.Of(latest));
}
