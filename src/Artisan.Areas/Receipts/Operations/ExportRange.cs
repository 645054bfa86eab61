using System.Globalization;
using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Value.Receipts;
using Microsoft.AspNetCore.Http;

namespace Artisan.Areas.Receipts.Operations;

/// <summary>
/// A part of an epoch as a file that verifies on its own: the edge of the tree before it stands for what is left out, and the first checkpoint over its last
/// receipt ends it. At most three tiles are read beside its leaves.
/// </summary>
internal sealed class ExportRange(ReceiptFinder finder, LedgerStore store, TileStore tiles, SigningKeys keys, IMassExports taken)
{
    public async Task<IResult> RunAsync(string? from, string? to, int? epoch, Caller caller, HttpResponse response, CancellationToken ct)
    {
        var workspaceId = caller.WorkspaceId;
        var head = (await finder.LatestAsync(workspaceId, ct)).Head;
        if (epoch is { } other && other != head.Epoch) head = other < 1 || other > head.Epoch ? null : await store.HeadAsync(workspaceId, other, ct);
        if (head?.Signed is not { } signed) return (Outcome<Done>)ReceiptsFaults.NothingToExport;
        if (await PlaceAsync(workspaceId, head, from, 0, ct) is not { } first || await PlaceAsync(workspaceId, head, to, signed.Size, ct) is not { } last || first >= last) return (Outcome<Done>)ReceiptsFaults.RangeInvalid;
        var end = await CoveringAsync(workspaceId, head, last, ct);
        response.Headers[ExportReceipts.PendingHeader] = (head.Size - head.SignedSize).ToString(CultureInfo.InvariantCulture);
        await taken.RecordAsync(caller, "receipts.exported", "workspace", workspaceId, ct);
        var name = string.Create(CultureInfo.InvariantCulture, $"{workspaceId}.receipts-{first}-{end - 1}.json");
        return Results.Stream(file => WriteAsync(file, workspaceId, head, first, end, ct), "application/json", name);
    }

    private async Task WriteAsync(Stream file, string workspaceId, HeadRow head, long first, long end, CancellationToken ct)
    {
        var writer = new ExportWriter(file);
        var signed = head.Signed!;
        var edge = await signed.Frontier.AtAsync(first, tiles.Reader(workspaceId, head.Epoch, signed.Size), ct);
        await writer.BeginAsync(workspaceId, await keys.RecordsAsync(ct), ct);
        await writer.BeginRangeAsync(signed.Signed.Checkpoint.Origin, edge, ct);
        await store.WriteLeavesAsync(writer, workspaceId, head.Epoch, first, end, ct);
        await writer.FinishAsync(ct);
    }

    /// <summary>The size of the smallest checkpoint that covers so many leaves.</summary>
    private async Task<long> CoveringAsync(string workspaceId, HeadRow head, long size, CancellationToken ct)
    {
        var page = await store.Open(workspaceId, head.Epoch).PageAsync(LedgerKeys.Checkpoints(size, head.SignedSize + 1), 1, null, ct);
        return page.Rows.Count > 0 ? CheckpointRow.From(page.Rows[0]).Size : head.SignedSize;
    }

    /// <summary>An index, or the place of the first receipt that was issued at an instant or later; null where the text is neither, or beyond.</summary>
    private async Task<long?> PlaceAsync(string workspaceId, HeadRow head, string? text, long otherwise, CancellationToken ct)
    {
        if (text is null) return otherwise;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return index <= head.SignedSize ? index : null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? await store.PlaceOfAsync(workspaceId, head.Epoch, instant, head.SignedSize, ct) : null;
    }
}
