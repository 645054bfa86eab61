using System.Collections.Concurrent;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Workspaces.Storage;

/// <summary>Workspaces and what other areas ask about them.</summary>
internal sealed class WorkspaceRows(Stores stores, SystemClock clock) : IWorkspaces
{
    private const int MostKept = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, WorkspaceSettings Settings)> _settings = new();

    /// <summary>The workspace's partition.</summary>
    public Partition Home(string workspaceId) => stores.Workspace(TableNames.Identity, workspaceId).Root;

    /// <summary>The workspace's row; null where there is no such workspace, or it was deleted.</summary>
    public async Task<TableEntity?> FindRowAsync(string workspaceId, CancellationToken ct) => await FindAnyRowAsync(workspaceId, ct) is { } row && !WorkspaceRow.IsClosed(row) ? row : null;

    /// <summary>The workspace's row, deleted or not.</summary>
    public Task<TableEntity?> FindAnyRowAsync(string workspaceId, CancellationToken ct) => Home(workspaceId).FindAsync(WorkspaceKeys.Workspace, ct);

    public async ValueTask<WorkspaceSettings?> FindAsync(string workspaceId, CancellationToken ct)
    {
        var now = clock.Now;
        if (_settings.TryGetValue(workspaceId, out var kept) && kept.Until > now) return kept.Settings;
        if (await FindRowAsync(workspaceId, ct) is not { } row) return null;
        if (_settings.Count >= MostKept) _settings.Clear();
        var settings = WorkspaceRow.From(row);
        _settings[workspaceId] = (now + Kept, settings);
        return settings;
    }

    /// <summary>Makes this instance forget what it knows of a workspace that was changed; others follow within 30 seconds.</summary>
    public void Forget(string workspaceId) => _settings.TryRemove(workspaceId, out _);
}
