using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Operations;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Alerts.Notifying;

/// <summary>Why people are told of an alert.</summary>
internal enum AlertOccasion
{
    /// <summary>It was opened, or became worse.</summary>
    Opened,

    /// <summary>Nobody has acknowledged it in time.</summary>
    Escalated,
}

/// <summary>An alert on its way to people.</summary>
internal sealed record AlertNotice(string WorkspaceId, AlertOccasion Occasion, AlertResponse Alert);

/// <summary>Notices as part of the change that makes them.</summary>
internal static class ChangeAlertNews
{
    public const string SinkName = "alert-news";

    /// <summary>Tells people through every channel once the change is committed.</summary>
    public static Change Tell(this Change change, string workspaceId, Alert alert, AlertOccasion occasion) =>
        change.Send(SinkName, new AlertNotice(workspaceId, occasion, AlertResponse.Of(alert)), AlertsJson.Default.AlertNotice);
}
