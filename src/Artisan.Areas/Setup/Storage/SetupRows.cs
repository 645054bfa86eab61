using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Artisan.Areas.Setup.Model;
using Artisan.Areas.Setup.Sync;
using Artisan.Azure.Tables;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Setup.Storage;

/// <summary>What a workspace's setup holds, with the rows that it was read from.</summary>
internal sealed record StoredSetup(SetupSnapshot Snapshot, SetupCompletion? Completion, SyncState? Sync)
{
    public required IReadOnlyDictionary<string, TableEntity> Rows { get; init; }

    /// <summary>Whether the completion confirms the steps as they are now.</summary>
    public bool IsComplete => Completion is { } completion && completion.Basis == Snapshot.Basis && Snapshot.Done == SetupSteps.All.Count;
}

/// <summary>An entry of the setup's history.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Step">The step; null for the setup as a whole.</param>
/// <param name="What">saved, validated, failed or completed.</param>
/// <param name="Detail">What was found.</param>
public sealed record SetupHistoryEntry(DateTimeOffset At, string By, string? Step, string What, string? Detail);

/// <summary>Reads and writes the area's rows.</summary>
internal sealed class SetupRows(Stores stores, IIds ids)
{
    public Partition Home(string workspaceId) => stores.Workspace(SetupKeys.Table, workspaceId).Partition(SetupKeys.Partition);

    /// <summary>Everything but credentials and history: one query.</summary>
    public static async Task<StoredSetup> ReadAsync(Partition home, CancellationToken ct)
    {
        var rows = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        await foreach (var row in home.RangeAsync(RowRange.Prefix(SetupKeys.StatePrefix), ct)) rows[row.RowKey] = row;
        var steps = rows.Where(r => r.Key.StartsWith(SetupKeys.StepPrefix, StringComparison.Ordinal))
            .ToDictionary(r => r.Key[SetupKeys.StepPrefix.Length..], r => Read(r.Value, SetupDocs.Default.StepState), StringComparer.Ordinal);
        return new StoredSetup(
            new SetupSnapshot(steps),
            rows.TryGetValue(SetupKeys.Completion, out var completed) ? Read(completed, SetupDocs.Default.SetupCompletion) : null,
            rows.TryGetValue(SetupKeys.Sync, out var sync) ? Read(sync, SetupDocs.Default.SyncState) : null)
        { Rows = rows };
    }

    /// <summary>The newest entries of the history.</summary>
    public static async Task<IReadOnlyList<SetupHistoryEntry>> HistoryAsync(Partition home, int count, CancellationToken ct) =>
        [.. (await home.PageAsync(RowRange.Prefix(SetupKeys.HistoryPrefix), count, null, ct)).Rows.Select(r => Read(r, SetupDocs.Default.SetupHistoryEntry))];

    /// <summary>A row as it was read, or a new one, to be written with a new document.</summary>
    public static TableEntity Into<T>(Partition home, StoredSetup stored, string key, T document, JsonTypeInfo<T> type)
    {
        var row = stored.Rows.TryGetValue(key, out var read) ? read : home.Row(key);
        row["doc"] = JsonSerializer.Serialize(document, type);
        return row;
    }

    /// <summary>A new entry of the history.</summary>
    public TableEntity History(Partition home, SetupHistoryEntry entry)
    {
        var row = home.Row(SetupKeys.History(ids.Ulid()));
        row["doc"] = JsonSerializer.Serialize(entry, SetupDocs.Default.SetupHistoryEntry);
        return row;
    }

    private static T Read<T>(TableEntity row, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(row.GetString("doc")!, type)!;
}
