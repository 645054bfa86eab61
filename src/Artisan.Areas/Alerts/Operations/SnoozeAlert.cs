using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Notifying;
using Artisan.Areas.Alerts.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Due;
using Artisan.Platform.Http;
using Artisan.Platform.Time;

namespace Artisan.Areas.Alerts.Operations;

/// <summary>How long an alert is to be out of the way.</summary>
/// <param name="Until">An instant within the next 30 days.</param>
public sealed record SnoozeAlertRequest(DateTimeOffset Until);

/// <summary>Puts an alert out of the way until a time, when it is open again; a critical one only with the technical hat.</summary>
internal sealed class SnoozeAlert(AlertEdit alerts, BusinessClock clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public async Task<Outcome<AlertResponse>> RunAsync(string id, SnoozeAlertRequest request, Caller caller, CancellationToken ct)
    {
        var until = request.Until.ToUniversalTime();
        if (until <= clock.Now || until > clock.Now + Longest) return Faults.Invalid.At("until", "An instant within the next 30 days.");
        var outcome = await alerts.RunAsync(caller.WorkspaceId, id, Snoozed, (change, before, after) =>
        {
            change.Schedule(AlertDue.Kind, caller.WorkspaceId, AlertDue.Wake(id), until)
                .Audit(caller, "alert.snoozed", "alert", id, AlertBook.Audited(before), AlertBook.Audited(after));
        }, ct);
        return outcome.Fault is { } fault ? fault : AlertResponse.Of(outcome.Value!);

        Outcome<Alert> Snoozed(Alert alert)
        {
            if (alert.State is AlertState.Resolved) return AlertsFaults.Resolved;
            if (alert.NeedsTechnical && !caller.Wears(Hats.Technical)) return AlertsFaults.TechnicalNeeded;
            return alert.SnoozedUntil == until ? alert : alert.Snooze(until);
        }
    }
}
