using Artisan.Platform.Storage;

namespace Artisan.Areas.Alerts.Contracts;

/// <summary>Alerts as part of the change that they are about: raised if and only if it is committed, counted once however often they are delivered.</summary>
public static class ChangeAlerts
{
    internal const string SinkName = "alert";

    /// <summary>Raises an alert once the change is committed, or counts it where it is open already.</summary>
    public static Change RaiseAlert(this Change change, AlertRaise raise) => change.Send(SinkName, new AlertMessage(raise, null), AlertContractsJson.Default.AlertMessage);

    /// <summary>Resolves the alert of a key once the change is committed, where there is one.</summary>
    public static Change ClearAlert(this Change change, string workspaceId, string key) => change.Send(SinkName, new AlertMessage(null, new AlertClear(workspaceId, key)), AlertContractsJson.Default.AlertMessage);
}
