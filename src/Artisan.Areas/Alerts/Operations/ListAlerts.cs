using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Alerts.Operations;

/// <summary>
/// The alerts, the newest first: those that are not resolved, or all. With a filter a page may hold fewer than asked for while more follow, because what does not
/// fit is skipped after it is read.
/// </summary>
internal sealed class ListAlerts(AlertRows rows)
{
    // Pages on which nothing fits are passed over, but not without end.
    private const int MostReads = 3;
    private const string All = "all";
    private const string Unresolved = "unresolved";

    public async Task<Outcome<Page<AlertResponse>>> RunAsync(string? state, string? severity, Paging paging, Caller caller, CancellationToken ct)
    {
        if (state is not (null or All or Unresolved or "open" or "acknowledged" or "snoozed" or "resolved")) return Faults.Invalid.At("state", "One of unresolved, open, acknowledged, snoozed, resolved, all.");
        if (severity is not (null or "info" or "warning" or "critical")) return Faults.Invalid.At("severity", "One of info, warning, critical.");
        var range = RowRange.Prefix(state is All or "resolved" ? AlertKeys.AlertPrefix : AlertKeys.OpenPrefix);
        var (home, after) = (rows.Home(caller.WorkspaceId), paging.After);
        for (var reads = 1; ; reads++)
        {
            var page = await home.PageAsync(range, paging.Limit, after, ct);
            var shown = page.Rows.Select(AlertRows.Read).Where(a => Fits(a, state, severity)).Select(AlertResponse.Of).ToList();
            after = page.Next;
            if (shown.Count > 0 || after is null || reads == MostReads) return Outcome.Page(new Page<AlertResponse>(shown, paging.Cursor(after)));
        }
    }

    private static bool Fits(Alert alert, string? state, string? severity) =>
        (state is null or All or Unresolved || AlertNames.Of(alert.State) == state) && (severity is null || AlertNames.Of(alert.Severity) == severity);
}
