using System.Globalization;
using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Artisan.Areas.Receipts.Operations;

/// <summary>The whole log as a file that verifies offline: every epoch up to the checkpoint that was the last when the export began, as a stream.</summary>
internal sealed class ExportReceipts(ReceiptFinder finder, LogFile log, IMassExports taken)
{
    /// <summary>How many receipts no checkpoint covered when the export began, so that they are not in it.</summary>
    public const string PendingHeader = "X-Artisan-Pending";

    public async Task<IResult> RunAsync(Caller caller, HttpResponse response, CancellationToken ct)
    {
        var current = await finder.LatestAsync(caller.WorkspaceId, ct);
        response.Headers[PendingHeader] = (current.Head.Size - current.Head.SignedSize).ToString(CultureInfo.InvariantCulture);
        var epochs = await log.EpochsAsync(caller.WorkspaceId, current, ct);
        if (epochs.Count == 0) return (Outcome<Done>)ReceiptsFaults.NothingToExport;
        await taken.RecordAsync(caller, "receipts.exported", "workspace", caller.WorkspaceId, ct);
        return Results.Stream(file => log.WriteAsync(file, caller.WorkspaceId, epochs, ct), "application/json", $"{caller.WorkspaceId}.receipts.json");
    }
}
