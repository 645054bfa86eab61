using System.ComponentModel.DataAnnotations;

namespace Artisan.Platform.Channels;

/// <summary>How channels of alerts are spoken to; section <c>Channels</c>. The addresses are right but on a developer's machine and in tests.</summary>
public sealed class ChannelsOptions
{
    /// <summary>PagerDuty's Events API. Default <c>https://events.pagerduty.com/</c>.</summary>
    [Required]
    public Uri PagerDutyUrl { get; set; } = new("https://events.pagerduty.com/");

    /// <summary>The same for accounts that live in Europe. Default <c>https://events.eu.pagerduty.com/</c>.</summary>
    [Required]
    public Uri PagerDutyEuUrl { get; set; } = new("https://events.eu.pagerduty.com/");

    /// <summary>Twilio's API. Default <c>https://api.twilio.com/</c>.</summary>
    [Required]
    public Uri TwilioUrl { get; set; } = new("https://api.twilio.com/");

    /// <summary>How long a channel may take to answer, in seconds. Default 10, range 1 to 30.</summary>
    [Range(1, 30)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>How long to wait after each try that failed, in seconds; behind the last one the message has failed. Default 30 seconds, 2, 10 and 30 minutes, 2 hours.</summary>
    [Required, RegularExpression("^[0-9]{1,5}( [0-9]{1,5}){0,9}$", ErrorMessage = "Channels:RetrySeconds holds 1 to 10 whole numbers of seconds, with a blank between, such as 30 120 600.")]
    public string RetrySeconds { get; set; } = "30 120 600 1800 7200";
}
