using Artisan.Areas.Alerts.Model;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Alerts.Storage;

/// <summary>Changes one alert by what it says now, again where somebody else was faster.</summary>
internal sealed class AlertEdit(AlertRows rows)
{
    private const int MostTries = 10;

    /// <summary>
    /// Applies an edit; where that gives the same alert nothing is written. <paramref name="also"/> adds what is committed with it.
    /// </summary>
    public async Task<Outcome<Alert>> RunAsync(string workspaceId, string id, Func<Alert, Outcome<Alert>> edit, Action<Change, Alert, Alert> also, CancellationToken ct)
    {
        var home = rows.Home(workspaceId);
        for (var attempt = 1; attempt <= MostTries; attempt++)
        {
            if (await AlertRows.FindAsync(home, id, ct) is not { } stored) return Faults.NotFound;
            var edited = edit(stored.Alert);
            if (edited.Fault is not null || edited.Value == stored.Alert) return edited;
            var change = rows.Replace(home.Change(), home, stored, edited.Value!);
            also(change, stored.Alert, edited.Value!);
            try
            {
                await change.CommitAsync(ct);
                return edited;
            }
            catch (WriteConflictException)
            {
                // It was raised again, or somebody else decided meanwhile: what it says now counts.
            }
        }

        return Faults.Busy;
    }
}
