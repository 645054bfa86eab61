using System.Text.Json;
using Artisan.Platform.Http;

namespace Artisan.Areas.Billing.Metering;

/// <summary>One usage event.</summary>
/// <param name="Id">Unique within the workspace, 1 to 200 characters: the same event sent again counts once.</param>
/// <param name="Metric">What was used: <c>emails_sent</c>, or a metric of the workspace's own plan.</param>
/// <param name="Quantity">How much, as string or number; 1 where it is left out.</param>
/// <param name="Time">When: ISO 8601 with Z or an offset, from 35 days ago to 5 minutes ahead; now where it is left out.</param>
/// <param name="Subject">Whose it was among the workspace's own customers.</param>
/// <param name="Properties">What else there is to know, at most 8 KiB.</param>
public sealed record UsageEventRequest(
    string? Id = null, string? Metric = null, ExactNumber? Quantity = null, string? Time = null, string? Subject = null, JsonElement? Properties = null);
