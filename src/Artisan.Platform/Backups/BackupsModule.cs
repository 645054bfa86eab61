using Artisan.Platform.Audit;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Platform.Backups;

internal static class BackupsModule
{
    public static void AddBackups(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BackupsOptions>().Bind(configuration.GetSection("Backups")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<BackupFiles>().AddSingleton<TableReading>().AddSingleton<StartBackup>().AddSingleton<RestoreBackup>().AddSingleton<ReleaseHeldMessages>();
        services.AddTimedJob<FullBackup>("full-backup");
        services.AddTimedJob<IncrementalBackup>("incremental-backup");
        services.AddQueueHandler<BackupPart, BackUpTable>(BackUpTable.Queue, () => BackupsJson.Default.BackupPart);
        services.AddPoisonReplay(BackUpTable.Queue);
        services.AddNotBackedUp(TableNames.Platform, BackupRun.Partition).AddNotBackedUp(TableNames.Platform, "rl|");
        services.AddReadLast(TableNames.Platform).AddReadLast(TableNames.Audit);
        services.AddSingleton<RowScan>().AddRestoreStep<RestoreDueWork>();
        services.AddBackupCut(new BackupCut(TableNames.Audit, _ => true, [RowRange.Prefix(AuditKeys.Head)], AuditWithin));
    }

    // The head of a chain says how many entries it has; later ones, and their bodies, belong to the next backup.
    private static Predicate<Azure.Tables.TableEntity> AuditWithin(IReadOnlyList<Azure.Tables.TableEntity> first)
    {
        var last = first.FirstOrDefault(r => r.RowKey == AuditKeys.Head)?.GetInt64("n") ?? 0;
        return row => row.RowKey.StartsWith("e|", StringComparison.Ordinal) ? AuditKeys.Number(row.RowKey) <= last : row.GetInt64("n") is not { } number || number <= last;
    }
}
