using System.ComponentModel.DataAnnotations;

namespace Artisan.Platform.Sources;

/// <summary>Where data sources are; section <c>Sources</c>. The defaults are right but on a developer's machine and in tests.</summary>
public sealed class SourcesOptions
{
    /// <summary>Stripe's API. Default <c>https://api.stripe.com/</c>.</summary>
    [Required]
    public Uri StripeApiBase { get; set; } = new("https://api.stripe.com/");

    /// <summary>HubSpot's API. Default <c>https://api.hubapi.com/</c>.</summary>
    [Required]
    public Uri HubSpotApiBase { get; set; } = new("https://api.hubapi.com/");

    /// <summary>Whether a Salesforce domain may be a loopback address, spoken to without TLS; only on a developer's machine and in tests. Default false.</summary>
    public bool AllowLoopback { get; set; }
}
