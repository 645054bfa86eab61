using Artisan.Areas.Receipts.Contracts;
using Artisan.Areas.Receipts.Sealing;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Receipts.Log;

/// <summary>The receipt logs for other areas: append once, find, and seal shortly after.</summary>
internal sealed class ReceiptLog(LogWriter writer, ReceiptFinder finder, SealSchedule seals, IReceiptLogRecovery recovery, IOptions<ReceiptsOptions> options) : IReceiptLog
{
    public async Task<ReceiptPlace> AppendAsync(ReceiptRequest request, CancellationToken ct)
    {
        var work = new LogWork.Append(NewLeaf.Of(request));
        LogResult result;
        try
        {
            result = await writer.RunAsync(request.WorkspaceId, work, ct);
        }
        catch (LogHaltedException halted) when (options.Value.BeginEpochWhenSetBack == true)
        {
            await recovery.BeginEpochAsync(request.WorkspaceId, halted.Reason, ct);
            result = await writer.RunAsync(request.WorkspaceId, work, ct);
        }

        seals.Touch(request.WorkspaceId);
        var isSealed = result.Epoch == result.Log.Head.Epoch ? result.Index < result.Log.Head.SignedSize : true;
        return new ReceiptPlace(request.ReceiptId, result.Epoch, result.Index, isSealed ? ReceiptState.Sealed : ReceiptState.Pending);
    }

    public async Task<ReceiptPlace?> FindAsync(string workspaceId, string receiptId, CancellationToken ct) =>
        await finder.FindAsync(workspaceId, receiptId, ct) is { } found
            ? new ReceiptPlace(receiptId, found.Head.Epoch, found.Index, found.IsSealed ? ReceiptState.Sealed : ReceiptState.Pending)
            : null;
}
