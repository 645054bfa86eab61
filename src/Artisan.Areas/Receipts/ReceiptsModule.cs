using Artisan.Areas.Receipts.Contracts;
using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Receipts.Operations;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Areas.Receipts.Restoring;
using Artisan.Areas.Receipts.Verifying;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Azure.Blobs;
using Artisan.Platform.Backups;
using Artisan.Platform.Due;
using Artisan.Platform.Erasure;
using Artisan.Platform.Events;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Signing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Receipts;

/// <summary>Everything that receipts are made of.</summary>
public static class ReceiptsModule
{
    /// <summary>Registers the area.</summary>
    public static IServiceCollection AddReceipts(this IServiceCollection services)
    {
        services.AddOptions<ReceiptsOptions>().BindConfiguration("Receipts")
            .PostConfigure<IOptions<ReceiptSigningOptions>>((options, signing) => options.Complete(signing.Value.Mode)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<LedgerStore>().AddSingleton<TileStore>().AddSingleton<OpenLogs>().AddSingleton<LogWriter>().AddSingleton<ReceiptFinder>().AddSingleton<Bundles>();
        services.AddEvents(ReceiptsEvents.Created, ReceiptsEvents.Checkpoint);
        services.AddSingleton<IReceiptLog, ReceiptLog>();
        services.AddSingleton<IOutboxSink, ReceiptsSink>();
        services.AddSingleton<IOutboxPartitions, LogPartitions>();
        services.AddSingleton<ISignedHighWaterMark>(HighWaterMark);
        services.AddSingleton<SigningKeys>().AddSingleton<SealReminders>().AddSingleton<SealLog>().AddSingleton<SealSchedule>();
        services.AddSingleton<IReceiptLogRecovery, LogRecovery>();
        services.AddSingleton<LeafCheck>();
        // What was proven with a workspace's receipts stays provable when the workspace is gone.
        services.AddKeptRows(LedgerKeys.Table, LedgerKeys.Partitions);
        services.AddReadLast(LedgerKeys.Table).AddBackupCut(LedgerCut.Rule).AddRestoreStep<RestoreLedger>();
        services.AddSingleton<IExportContributor, ExportLog>();
        services.AddQueueHandler<SealRequested, SealRequests>(SealRequests.Queue, () => ReceiptsJson.Default.SealRequested);
        services.AddPoisonReplay(SealRequests.Queue);
        services.AddTimedJob<VerifyLedgers>(VerifyLedgers.Job);
        services.AddQueueHandler<WorkspaceSlot, VerifyLedger>(VerifyLedger.Queue, () => WorkspaceSlot.JsonType);
        services.AddSingleton<ListReceipts>().AddSingleton<GetReceipt>().AddSingleton<GetProof>().AddSingleton<GetCheckpoint>();
        services.AddSingleton<GetConsistency>().AddSingleton<GetKeys>().AddSingleton<LogFile>().AddSingleton<VerifyReceipts>();
        services.AddSingleton<ExportReceipts>().AddSingleton<ExportRange>();
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ReceiptsJson.Default));
    }

    private static ISignedHighWaterMark HighWaterMark(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<ReceiptsOptions>>().Value;
        return options.HighWaterMark == HighWaterMarkMode.Blobs
            ? new BlobHighWaterMark(services.GetRequiredService<BlobServiceClient>(), options.HighWaterMarkContainer)
            : new FileHighWaterMark(options.HighWaterMarkFolder ?? Path.Combine(services.GetRequiredService<IOptions<ReceiptSigningOptions>>().Value.Folder, "signed"));
    }
}
