using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Notifying;
using Artisan.Areas.Alerts.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Channels;
using Artisan.Platform.Events;
using Artisan.Platform.Http;
using Artisan.Platform.Time;

namespace Artisan.Areas.Alerts.Operations;

/// <summary>Why an alert is over.</summary>
/// <param name="Reason">1 to 500 characters.</param>
public sealed record ResolveAlertRequest([Required, StringLength(500, MinimumLength = 1), RegularExpression(@"[^\p{C}]*[^\p{C}\s][^\p{C}]*", ErrorMessage = "A reason in words.")] string Reason);

/// <summary>Ends an alert with a reason; a critical one only with the technical hat. The same thing opens a new alert when it comes back.</summary>
internal sealed class ResolveAlert(AlertEdit alerts, BusinessClock clock)
{
    public async Task<Outcome<AlertResponse>> RunAsync(string id, ResolveAlertRequest request, Caller caller, CancellationToken ct)
    {
        var outcome = await alerts.RunAsync(caller.WorkspaceId, id, Resolved, (change, before, after) =>
        {
            change.Announce(AlertEvents.Resolved, caller.WorkspaceId, id, AlertResponse.Of(after)).TellOn(caller.WorkspaceId, after, ChannelStep.Resolved)
                .Audit(caller, "alert.resolved", "alert", id, AlertBook.Audited(before), AlertBook.Audited(after));
        }, ct);
        return outcome.Fault is { } fault ? fault : AlertResponse.Of(outcome.Value!);

        Outcome<Alert> Resolved(Alert alert)
        {
            if (alert.NeedsTechnical && !caller.Wears(Hats.Technical)) return AlertsFaults.TechnicalNeeded;
            // The same caller's second try of the same request is answered like the first.
            if (alert.State is AlertState.Resolved) return alert.ResolvedBy == caller.Actor && alert.Resolution == request.Reason ? alert : AlertsFaults.Resolved;
            return alert.Resolve(caller.Actor, request.Reason, clock.Now);
        }
    }
}
