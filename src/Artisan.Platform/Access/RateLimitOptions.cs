using System.ComponentModel.DataAnnotations;

namespace Artisan.Platform.Access;

/// <summary>How many requests are taken; section <c>RateLimits</c>.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Requests per client address, minute and instance, before authentication. Default 600, range 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int PerAddressPerMinute { get; set; } = 600;

    /// <summary>Calls per user or API key and minute over all instances, where the plan does not allow more. Default 100, range 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int PerCallerPerMinute { get; set; } = 100;

    /// <summary>Ingested events per user or API key and minute over all instances, where the plan does not allow more. Default 10,000, range 1 to 100,000,000.</summary>
    [Range(1, 100_000_000)]
    public int EventsPerCallerPerMinute { get; set; } = 10_000;
}
