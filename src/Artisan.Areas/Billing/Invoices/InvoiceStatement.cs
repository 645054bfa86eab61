using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Receipts.Contracts;
using Artisan.Platform.Storage;
using Artisan.Value.Json;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>
/// What an invoice says, as the one canonical JSON that its PDF carries, and the receipt that states the hash of it. Amounts are integers of the minor unit;
/// it names no person, so it may stand in a log that is never erased.
/// </summary>
internal static class InvoiceStatement
{
    public const string Format = "artisan.dev/invoice@v1";

    /// <summary>The receipt of an invoice.</summary>
    public static string ReceiptIdOf(string workspaceId, string invoiceId) => ReceiptIds.For(workspaceId, InvoiceKey(invoiceId));

    /// <summary>The receipt of a credit note.</summary>
    public static string ReceiptIdOfCredit(string workspaceId, string creditNoteId) => ReceiptIds.For(workspaceId, CreditKey(creditNoteId));

    /// <summary>The canonical bytes of a final invoice: the same for ever, however it is settled.</summary>
    public static byte[] Bytes(string workspaceId, Invoice invoice) => CanonicalJson.Serialize(Document(workspaceId, invoice));

    /// <summary>SHA-256 of the canonical bytes, in lower-case hex.</summary>
    public static string Hash(string workspaceId, Invoice invoice) => Convert.ToHexStringLower(SHA256.HashData(Bytes(workspaceId, invoice)));

    /// <summary>Asks for the receipt of a final invoice with the change that makes it final.</summary>
    public static Change Receipt(this Change change, string workspaceId, Invoice invoice) => Append(change, workspaceId, InvoiceKey(invoice.Id), ReceiptKinds.Invoice, invoice.FinalizedAt!.Value, new JsonObject
    {
        ["currency"] = invoice.Currency,
        ["document"] = Hash(workspaceId, invoice),
        ["invoiceId"] = invoice.Id,
        ["number"] = invoice.Number,
        ["totalMinor"] = invoice.TotalMinor,
    });

    /// <summary>Asks for the receipt of a credit note.</summary>
    public static Change Receipt(this Change change, string workspaceId, CreditNote note) => Append(change, workspaceId, CreditKey(note.Id), ReceiptKinds.CreditNote, note.CreatedAt, new JsonObject
    {
        ["amountMinor"] = note.AmountMinor,
        ["creditNoteId"] = note.Id,
        ["currency"] = note.Currency,
        ["invoiceId"] = note.InvoiceId,
        ["invoiceNumber"] = note.InvoiceNumber,
        ["number"] = note.Number,
    });

    private static JsonObject Document(string workspaceId, Invoice invoice) => new()
    {
        ["creditMinor"] = invoice.CreditMinor,
        ["currency"] = invoice.Currency,
        ["discountMinor"] = invoice.DiscountMinor,
        ["dueMinor"] = invoice.DueMinor,
        ["finalizedAt"] = Utc.Text(invoice.FinalizedAt!.Value),
        ["format"] = Format,
        ["id"] = invoice.Id,
        ["lines"] = new JsonArray([.. invoice.Lines.Select(Line)]),
        ["number"] = invoice.Number,
        ["receipt"] = invoice.ReceiptId,
        ["subtotalMinor"] = invoice.SubtotalMinor,
        ["taxMinor"] = invoice.TaxMinor,
        ["taxRatePpm"] = invoice.TaxRatePpm,
        ["totalMinor"] = invoice.TotalMinor,
        ["workspace"] = workspaceId,
    };

    private static JsonNode Line(BillLine line) => new JsonObject
    {
        ["amountMinor"] = line.AmountMinor,
        ["description"] = line.Description,
        ["discountMinor"] = line.DiscountMinor,
        ["from"] = Utc.Text(line.From),
        ["kind"] = line.Kind.ToString(),
        ["metric"] = line.Metric,
        ["quantity"] = line.Quantity,
        ["receipts"] = new JsonArray([.. line.Receipts.Select(r => (JsonNode)r)]),
        ["taxMinor"] = line.TaxMinor,
        ["to"] = Utc.Text(line.To),
    };

    private static Change Append(Change change, string workspaceId, string key, string kind, DateTimeOffset at, JsonObject body)
    {
        var id = ReceiptIds.For(workspaceId, key);
        var statement = new ReceiptStatement(kind, id, workspaceId, at, body);
        return change.Send(ReceiptSink.Name, new ReceiptRequest(workspaceId, key, id, Encoding.UTF8.GetString(statement.ToBytes())), ReceiptsContractsJson.Default.ReceiptRequest);
    }

    private static string InvoiceKey(string id) => $"invoice:{id}";

    private static string CreditKey(string id) => $"credit-note:{id}";
}
