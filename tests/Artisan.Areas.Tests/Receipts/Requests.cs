using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Receipts.Contracts;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Tests.Receipts;

/// <summary>Requests for receipts as other areas make them.</summary>
internal static class Requests
{
    private static readonly DateTimeOffset IssuedAt = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static ReceiptRequest Of(string workspaceId, string key, string kind = ReceiptKinds.Setup, int filler = 0, string? definition = null, int hours = 0)
    {
        var id = ReceiptIds.For(workspaceId, key);
        var body = new JsonObject { ["of"] = key };
        if (filler > 0) body["filler"] = new string('x', filler);
        if (definition is not null) body["definition"] = new JsonObject { ["id"] = definition, ["version"] = "1" };
        return new ReceiptRequest(workspaceId, key, id, Encoding.UTF8.GetString(new ReceiptStatement(kind, id, workspaceId, IssuedAt.AddHours(hours), body).ToBytes()));
    }
}
