using Artisan.Areas.Alerts.Operations;
using Artisan.Platform.Events;

namespace Artisan.Areas.Alerts;

/// <summary>What happens here that others may want to know of.</summary>
internal static class AlertEvents
{
    public static readonly EventType<AlertResponse> Opened = new("alert.opened", "an alert", AlertsJson.Default.AlertResponse);

    public static readonly EventType<AlertResponse> Resolved = new("alert.resolved", "resolved", AlertsJson.Default.AlertResponse);
}
