using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Receipts.Contracts;
using Artisan.Value.Receipts;

namespace Artisan.Benchmarks.Ledger;

/// <summary>Requests for receipts of calculations that a verifier accepts; made before the clock runs.</summary>
internal static class ReceiptRequests
{
    private const string Body = """
        {"billable":true,"calculation":"calc_7f","definition":{"id":"def_revenue","version":"3"},"fee":{"amount":"10.00","currency":"USD","minorUnits":"1000"},"formula":"max(sum(amount) - baseline, 0)","inputs":{"hash":"b5d4045c3f466fa91fe2cc6abe79232a1a57cdf104f7a26e716e0a1e2789df78","kind":"days","totals":{"fields":{"amount":{"count":"3","max":"63.34","min":"14.96","sum":"107.63"}},"points":"3"}},"metric":"revenue","period":{"from":"2025-12-31T23:00:00.0000000Z","timeZone":"Europe/Berlin","to":"2026-01-31T23:00:00.0000000Z"},"replaces":null,"result":"100","source":"shop","terms":{"cap":"1000","currency":"USD","floor":null,"minimumResult":null,"minorUnitDigits":"2","share":"0.2","unitPrice":"0.5"},"variables":{"baseline":"7.63","days":"31","price":"0.5"}}
        """;

    private static readonly DateTimeOffset IssuedAt = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static int _made;

    public static ReceiptRequest Next(string workspaceId)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"calc:{Interlocked.Increment(ref _made):D9}");
        var id = ReceiptIds.For(workspaceId, key);
        var body = JsonNode.Parse(Body)!.AsObject();
        body["calculation"] = key;
        return new ReceiptRequest(workspaceId, key, id, Encoding.UTF8.GetString(new ReceiptStatement(ReceiptKinds.Calculation, id, workspaceId, IssuedAt, body).ToBytes()));
    }

    public static IReadOnlyList<ReceiptRequest> Many(string workspaceId, int count) => [.. Enumerable.Range(0, count).Select(_ => Next(workspaceId))];
}
