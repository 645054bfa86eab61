using System.Globalization;
using Artisan.Areas.Billing.Invoices.Pdf;
using QRCoder;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>
/// An invoice as a PDF: what it bills, the machine-readable invoice attached, and how to verify it: the receipt that states its hash, as text and as a code to scan.
/// How it was settled is not on it, so the same invoice is the same bytes for ever.
/// </summary>
internal static class InvoicePdf
{
    private const decimal Amounts = InvoicePage.Right;
    private const decimal Periods = 318;
    private const decimal DescriptionWidth = 250;
    private const decimal CodeSide = 92;
    private const int MostReceiptsShown = 6;

    /// <summary>The document of a final invoice.</summary>
    /// <param name="workspaceId">Whose it is.</param>
    /// <param name="invoice">The invoice.</param>
    /// <param name="publicUrl">Where the public verification page is.</param>
    public static byte[] Render(string workspaceId, Invoice invoice, Uri publicUrl)
    {
        var hash = InvoiceStatement.Hash(workspaceId, invoice);
        var document = new PdfDocument();
        var page = new InvoicePage(document);
        Head(page, invoice);
        Lines(page, invoice);
        Totals(page, invoice);
        Proof(page, invoice, hash, new Uri(publicUrl, $"/verify#receipt={invoice.ReceiptId}&sha256={hash}"));
        var attachment = new PdfAttachment("invoice.json", "application/json", "The invoice as data; its SHA-256 is what the receipt states.", InvoiceStatement.Bytes(workspaceId, invoice));
        return document.Save($"Invoice {invoice.Number}", invoice.FinalizedAt!.Value, hash[..32], attachment);
    }

    private static void Head(InvoicePage page, Invoice invoice)
    {
        page.Row([("Artisan", InvoicePage.Left, false), ("Invoice", Amounts, true)], 18, bold: true);
        page.Row([("Growth and value billing", InvoicePage.Left, false), (invoice.Number!, Amounts, true)], 10, grey: true);
        page.Space(24);
        page.Row([("Billed to", InvoicePage.Left, false), ("Date", Periods, false), (Day(invoice.FinalizedAt!.Value), Amounts, true)], grey: true);
        var name = page.Wrap(invoice.BillTo, DescriptionWidth);
        page.Row([(name.Count > 0 ? name[0] : "", InvoicePage.Left, false), ("Period", Periods, false), ($"{Day(invoice.PeriodStart)} to {Day(invoice.PeriodEnd)}", Amounts, true)]);
        foreach (var more in name.Skip(1)) page.Line(more);
        page.Space(18);
        page.Row([("Description", InvoicePage.Left, false), ("For", Periods, false), ("Amount", Amounts, true)], bold: true);
        page.Divide();
    }

    private static void Lines(InvoicePage page, Invoice invoice)
    {
        foreach (var line in invoice.Lines)
        {
            var text = line.Quantity is null ? line.Description : $"{line.Description}: {line.Quantity}";
            var wrapped = page.Wrap(text, DescriptionWidth);
            page.Row([(wrapped[0], InvoicePage.Left, false), ($"{Day(line.From)} to {Day(line.To)}", Periods, false), (MoneyText.Of(line.AmountMinor, invoice.Currency), Amounts, true)]);
            foreach (var more in wrapped.Skip(1)) page.Line(more);
            if (line.Receipts.Count > 0) Receipts(page, line.Receipts);
            page.Space(3);
        }
    }

    private static void Receipts(InvoicePage page, IReadOnlyList<string> receipts)
    {
        var rest = receipts.Count - MostReceiptsShown;
        var text = $"Proven by {string.Join(", ", receipts.Take(MostReceiptsShown))}{(rest > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {rest} more, listed in the attached invoice.json") : "")}";
        foreach (var line in page.Wrap(text, InvoicePage.Right - InvoicePage.Left, 7.5m)) page.Line(line, 7.5m, grey: true);
    }

    private static void Totals(InvoicePage page, Invoice invoice)
    {
        page.Divide();
        void Sum(string text, long minor, bool bold = false) => page.Row([(text, Periods, false), (MoneyText.Of(minor, invoice.Currency), Amounts, true)], bold ? 11 : 9, bold);
        Sum("Subtotal", invoice.SubtotalMinor);
        if (invoice.DiscountMinor != 0) Sum($"Discount: {string.Join(", ", invoice.Discounts.Select(d => d.Description))}", -invoice.DiscountMinor);
        if (invoice.TaxRatePpm != 0) Sum($"Tax, {MoneyText.Percent(invoice.TaxRatePpm)}", invoice.TaxMinor);
        Sum("Total", invoice.TotalMinor, bold: true);
        if (invoice.CreditMinor > 0) Sum("Paid by credit", -invoice.CreditMinor);
        if (invoice.CreditMinor < 0) Sum("Credited to later invoices", -invoice.CreditMinor);
        if (invoice.CreditMinor != 0) Sum("To pay", invoice.DueMinor, bold: true);
    }

    private static void Proof(InvoicePage page, Invoice invoice, string hash, Uri verify)
    {
        page.Space(28);
        page.Room(CodeSide + 20);
        page.Divide();
        var top = page.Y;
        page.Line("Verify this invoice", 10, bold: true);
        const decimal width = InvoicePage.Right - InvoicePage.Left - CodeSide - 20;
        string[] texts =
        [
            "Attached to this file is invoice.json. Its SHA-256 stands in a receipt of the workspace's signed log: scan the code, or open the verification page with the receipt's file.",
            $"Receipt {invoice.ReceiptId}",
            $"SHA-256 {hash}",
            $"Signing key {invoice.SignerKid}",
        ];
        foreach (var line in texts.SelectMany(t => page.Wrap(t, width, 7.5m))) page.Line(line, 7.5m, grey: true);
        using var code = QRCodeGenerator.GenerateQrCode(verify.AbsoluteUri, QRCodeGenerator.ECCLevel.M);
        page.Squares(code.ModuleMatrix, top, CodeSide);
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
