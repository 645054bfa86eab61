using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Receipts.Contracts;
using Artisan.Value.Receipts;

namespace Artisan.Benchmarks.Ledger;

/// <summary>Requests for receipts of calculations, about as long as real ones; made before the clock runs.</summary>
internal static class ReceiptRequests
{
    private static readonly DateTimeOffset IssuedAt = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static int _made;

    public static ReceiptRequest Next(string workspaceId)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"calc:{Interlocked.Increment(ref _made):D9}");
        var id = ReceiptIds.For(workspaceId, key);
        var body = new JsonObject { ["fee"] = "29.33", ["of"] = key, ["terms"] = new string('x', 900) };
        return new ReceiptRequest(workspaceId, key, id, Encoding.UTF8.GetString(new ReceiptStatement(ReceiptKinds.Calculation, id, workspaceId, IssuedAt, body).ToBytes()));
    }

    public static IReadOnlyList<ReceiptRequest> Many(string workspaceId, int count) => [.. Enumerable.Range(0, count).Select(_ => Next(workspaceId))];
}
