using System.Text.Json;
using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Alerts.Model;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Alerts.Storage;

/// <summary>An alert as it was read, and its row for the next change.</summary>
internal sealed record StoredAlert(Alert Alert, TableEntity Row);

/// <summary>The rules as they were read; a row without ETag where nobody has decided anything yet.</summary>
internal sealed record StoredRules(AlertRules Rules, TableEntity Row);

/// <summary>Reads alerts and rules and makes their rows.</summary>
internal sealed class AlertRows(Stores stores, SystemClock clock)
{
    /// <summary>How long a resolved alert is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    private const string Severity = "severity";

    public Partition Home(string workspaceId) => stores.Workspace(AlertKeys.Table, workspaceId).Partition(AlertKeys.Partition);

    /// <summary>An alert; null where the workspace has none of that id.</summary>
    public static async Task<StoredAlert?> FindAsync(Partition home, string id, CancellationToken ct) =>
        AlertKeys.IsId(id) && await home.FindAsync(AlertKeys.Alert(id), ct) is { } row ? new StoredAlert(Read(row), row) : null;

    /// <summary>The alert of a key that is not resolved; null where there is none.</summary>
    public static async Task<StoredAlert?> FindByKeyAsync(Partition home, string key, CancellationToken ct) =>
        await home.FindAsync(AlertKeys.ByKey(key), ct) is { } pointer ? await FindAsync(home, pointer.GetString("id")!, ct) : null;

    public static async Task<StoredRules> RulesAsync(Partition home, CancellationToken ct) => await home.FindAsync(AlertKeys.Rules, ct) is { } row
        ? new StoredRules(JsonSerializer.Deserialize(row.GetString("doc")!, AlertDocs.Default.AlertRules)!, row)
        : new StoredRules(AlertRules.Usual, home.Row(AlertKeys.Rules));

    public static TableEntity Into(TableEntity row, AlertRules rules)
    {
        row["doc"] = JsonSerializer.Serialize(rules, AlertDocs.Default.AlertRules);
        return row;
    }

    /// <summary>How many alerts of a severity are not resolved.</summary>
    public static async Task<int> CountAsync(Partition home, AlertSeverity severity, CancellationToken ct)
    {
        var count = 0;
        await foreach (var row in home.RangeAsync(RowRange.Prefix(AlertKeys.OpenPrefix), ct, select: ["RowKey", Severity])) count += row.GetString(Severity) == severity.ToString() ? 1 : 0;
        return count;
    }

    /// <summary>A new alert in all its rows; the row of its key keeps a second one out.</summary>
    public static Change Insert(Change change, Partition home, Alert alert)
    {
        var pointer = home.Row(AlertKeys.ByKey(alert.Key));
        pointer["id"] = alert.Id;
        return change.Insert(pointer).Insert(Into(home.Row(AlertKeys.Alert(alert.Id)), alert)).Insert(Into(home.Row(AlertKeys.Open(alert.Id)), alert));
    }

    /// <summary>An alert as it is now. Only its main row is compared: the others change with it alone.</summary>
    public Change Replace(Change change, Partition home, StoredAlert before, Alert after)
    {
        var row = Into(before.Row, after);
        if (after.State is not AlertState.Resolved) return change.Replace(row).Upsert(Into(home.Row(AlertKeys.Open(after.Id)), after));
        row[Partition.Expiry] = clock.Now + Kept;
        return change.Replace(row).Delete(AlertKeys.Open(after.Id)).Delete(AlertKeys.ByKey(after.Key));
    }

    public static Alert Read(TableEntity row) => JsonSerializer.Deserialize(row.GetString("doc")!, AlertDocs.Default.Alert)!;

    private static TableEntity Into(TableEntity row, Alert alert)
    {
        row["doc"] = JsonSerializer.Serialize(alert, AlertDocs.Default.Alert);
        row[Severity] = alert.Severity.ToString();
        return row;
    }
}
