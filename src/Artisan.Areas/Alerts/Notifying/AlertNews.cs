using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Storage;
using Artisan.Platform.Channels;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Alerts.Notifying;

/// <summary>Word of an alert on its way to the channels.</summary>
/// <param name="WorkspaceId">Whose alert.</param>
/// <param name="AlertId">Its id.</param>
/// <param name="Step">What happened to it.</param>
internal sealed record AlertNotice(string WorkspaceId, string AlertId, ChannelStep Step);

/// <summary>Notices as part of the change that makes them.</summary>
internal static class ChangeAlertNews
{
    public const string SinkName = "alert-news";

    /// <summary>Tells the channels once the change is committed.</summary>
    public static Change Tell(this Change change, string workspaceId, Alert alert, ChannelStep step) =>
        change.Send(SinkName, new AlertNotice(workspaceId, alert.Id, step), AlertDocs.Default.AlertNotice);

    /// <summary>Tells those channels what became of an alert that were told of it.</summary>
    public static Change TellOn(this Change change, string workspaceId, Alert alert, ChannelStep step) => alert.Told ? change.Tell(workspaceId, alert, step) : change;
}
