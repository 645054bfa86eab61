using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Notifying;
using Artisan.Areas.Alerts.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Channels;
using Artisan.Platform.Http;
using Artisan.Platform.Time;

namespace Artisan.Areas.Alerts.Operations;

/// <summary>Says that somebody looks at an alert; it is not escalated any more. Saying it again changes nothing.</summary>
internal sealed class AcknowledgeAlert(AlertEdit alerts, BusinessClock clock)
{
    public async Task<Outcome<AlertResponse>> RunAsync(string id, Caller caller, CancellationToken ct)
    {
        var outcome = await alerts.RunAsync(caller.WorkspaceId, id, Acknowledged, (change, before, after) =>
        {
            change.TellOn(caller.WorkspaceId, after, ChannelStep.Acknowledged).Audit(caller, "alert.acknowledged", "alert", id, AlertBook.Audited(before), AlertBook.Audited(after));
        }, ct);
        return outcome.Fault is { } fault ? fault : AlertResponse.Of(outcome.Value!);

        Outcome<Alert> Acknowledged(Alert alert) => alert.State switch
        {
            AlertState.Resolved => AlertsFaults.Resolved,
            AlertState.Acknowledged => alert,
            _ => alert.Acknowledge(caller.Actor, clock.Now),
        };
    }
}
