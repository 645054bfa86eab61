using System.IO.Compression;
using System.Text.Json;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Dashboard;

/// <summary>
/// What was found out about a workspace, kept for five minutes or until something happens in it. A change that overtakes the look itself is seen when the five
/// minutes are over.
/// </summary>
internal sealed class DashboardRows(Stores stores, SystemClock clock)
{
    /// <summary>The table.</summary>
    public const string Table = "dashboard";

    private const string Name = "dash";
    private const string RowKey = "all";
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    /// <summary>What is known; null where it has to be found out.</summary>
    public async Task<WorkspaceGlance?> FindAsync(string workspaceId, CancellationToken ct)
    {
        if (await Home(workspaceId).FindAsync(RowKey, ct) is not { } row) return null;
        using var packed = new MemoryStream(row.GetBinary("doc")!);
        using var file = new BrotliStream(packed, CompressionMode.Decompress);
        return JsonSerializer.Deserialize(file, DashboardJson.Default.WorkspaceGlance);
    }

    /// <summary>Keeps what was found out.</summary>
    public async Task KeepAsync(string workspaceId, WorkspaceGlance glance, CancellationToken ct)
    {
        // Packed it fits into a property, whatever the definitions are called.
        using var packed = new MemoryStream();
        using (var file = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)) JsonSerializer.Serialize(file, glance, DashboardJson.Default.WorkspaceGlance);
        if (packed.Length > 60_000) return;
        var row = Home(workspaceId).Row(RowKey);
        row["doc"] = packed.ToArray();
        row[Partition.Expiry] = clock.Now + Kept;
        await Home(workspaceId).Change().Upsert(row).CommitAsync(ct);
    }

    /// <summary>Forgets what is known.</summary>
    public async Task ForgetAsync(string workspaceId, CancellationToken ct)
    {
        try
        {
            await Home(workspaceId).Change().Delete(RowKey).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // Nothing was known.
        }
    }

    private Partition Home(string workspaceId) => stores.Workspace(Table, workspaceId).Partition(Name);
}
