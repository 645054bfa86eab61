using System.ComponentModel.DataAnnotations;

namespace Artisan.Areas.Webhooks;

/// <summary>How events are sent to customers' systems; section <c>Webhooks</c>.</summary>
public sealed class WebhooksOptions
{
    /// <summary>When a delivery that failed is tried again, in seconds after the event; behind the last one it has failed. Default 5 minutes, 30 minutes and 2 hours.</summary>
    [Required, RegularExpression("^[0-9]{1,6}( [0-9]{1,6}){0,9}$", ErrorMessage = "Webhooks:RetrySeconds holds 1 to 10 whole numbers of seconds, with a blank between, such as 300 1800 7200.")]
    public string RetrySeconds { get; set; } = "300 1800 7200";

    /// <summary>How long a receiver may take to answer, in seconds. Default 15, range 1 to 30.</summary>
    [Range(1, 30)]
    public int TimeoutSeconds { get; set; } = 15;

    /// <summary>How long an endpoint is left alone after five failures in a row, in seconds; each further one doubles it, up to thirty times. Default 30, range 1 to 300.</summary>
    [Range(1, 300)]
    public int PauseSeconds { get; set; } = 30;

    /// <summary>How many endpoints a workspace may have. Default 20, range 1 to 100.</summary>
    [Range(1, 100)]
    public int EndpointsPerWorkspace { get; set; } = 20;

    /// <summary>How many days a delivery stays in the log. Default 30, range 1 to 90.</summary>
    [Range(1, 90)]
    public int KeptDays { get; set; } = 30;

    /// <summary>After how many hours of nothing but failures an endpoint is switched off. Default 120, range 1 to 720.</summary>
    [Range(1, 720)]
    public int DisableAfterHours { get; set; } = 120;
}
