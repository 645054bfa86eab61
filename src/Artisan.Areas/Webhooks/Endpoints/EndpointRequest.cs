using System.ComponentModel.DataAnnotations;

namespace Artisan.Areas.Webhooks.Endpoints;

/// <summary>What an endpoint shall be.</summary>
/// <param name="Url">An https address on the public internet.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Types">The types of events that it wants; none means all.</param>
/// <param name="Enabled">Whether events are sent.</param>
/// <param name="Ordered">Whether an event waits until the one before is delivered or given up.</param>
/// <param name="PerMinute">How many requests a minute it is sent at most by each instance.</param>
/// <param name="Secret">Only for a new one: a secret of one's own, whsec_ and 24 to 64 bytes in base64. One is made where it is left out.</param>
public sealed record EndpointRequest(
    [Required, StringLength(2048, MinimumLength = 1)] string Url,
    [StringLength(200), RegularExpression(EndpointRequest.Line, ErrorMessage = "One line of text.")] string? Description = null,
    [MaxLength(100)] IReadOnlyList<string>? Types = null,
    bool Enabled = true,
    bool Ordered = false,
    [Range(1, 60_000)] int? PerMinute = null,
    [StringLength(200)] string? Secret = null)
{
    internal const string Line = "^[^\\p{Cc}]*$";

    // The secret stays out of logs.
    public override string ToString() => "endpoint";
}
