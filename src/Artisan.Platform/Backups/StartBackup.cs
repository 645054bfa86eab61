using Artisan.Azure.Tables;
using Artisan.Platform.Functions;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Artisan.Platform.Backups;

/// <summary>Begins a backup: one message per table. A slot that was begun is not begun again.</summary>
public sealed class StartBackup(TableServiceClient tables, Stores stores, SystemClock clock, IEnumerable<ReadLast> last, IOptions<BackupsOptions> options, ILogger<StartBackup> log)
{
    // Timestamps are the storage's and our clock may be ahead of it; what is read twice does no harm.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>The backup's name; null where nothing was begun: it was before, there is nothing to go on from, or backups are off.</summary>
    public async Task<string?> RunAsync(BackupKind kind, CancellationToken ct)
    {
        if (!options.Value.Enabled) return null;
        var state = stores.Platform(TableNames.Platform).Partition(BackupRun.Partition);
        var name = BackupName.Of(kind, clock.Now);
        var newest = kind == BackupKind.Full ? null : await state.FindAsync(BackupRun.Newest, ct);
        if (kind == BackupKind.Incremental && newest is null)
        {
            log.LogInformation("There is no full backup yet that an incremental one could go on from.");
            return null;
        }

        var all = await TablesAsync(ct);
        var first = all.Except(last.Select(l => l.Table)).DefaultIfEmpty(TableNames.Platform).ToList();
        var change = state.Change().Insert(BackupRun.Begin(state, name, kind, clock.Now - Skew, newest, first, all.Except(first)));
        foreach (var table in first) change.Send(BackUpTable.Queue, new BackupPart(name, table), BackupsJson.Default.BackupPart);
        try
        {
            await change.CommitAsync(ct);
            return name;
        }
        catch (WriteConflictException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<string>> TablesAsync(CancellationToken ct)
    {
        var names = new List<string>();
        await foreach (var table in tables.QueryAsync(ct))
        {
            if (!IsTheHosts(table.Name)) names.Add(table.Name);
        }

        return names;
    }

    /// <summary>The Functions host keeps tables of its own in the account.</summary>
    internal static bool IsTheHosts(string table) => table.StartsWith("AzureFunctions", StringComparison.OrdinalIgnoreCase) || table.StartsWith("AzureWebJobs", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Every night, everything.</summary>
internal sealed class FullBackup(StartBackup start) : ITimedJob
{
    public Task RunAsync(CancellationToken ct) => start.RunAsync(BackupKind.Full, ct);
}

/// <summary>Every four hours, what was written since the backup before; deletions follow at night.</summary>
internal sealed class IncrementalBackup(StartBackup start) : ITimedJob
{
    public Task RunAsync(CancellationToken ct) => start.RunAsync(BackupKind.Incremental, ct);
}
