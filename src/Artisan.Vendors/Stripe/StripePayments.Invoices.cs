using System.Runtime.CompilerServices;
using Artisan.Platform.Payments;

namespace Artisan.Vendors.Stripe;

/// <summary>Invoices.</summary>
internal sealed partial class StripePayments
{
    public async Task<InvoiceSnapshot?> FindInvoiceAsync(string invoice, CancellationToken ct) =>
        await stripe.FindAsync($"v1/invoices/{invoice.ToSegment()}", StripeJson.Default.StripeInvoice, ct) is { } found ? await WholeAsync(found, ct) : null;

    public async IAsyncEnumerable<InvoiceSnapshot> InvoicesAsync(string customer, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var invoice in stripe.ListAsync("v1/invoices", new StripeForm { ["customer"] = customer }, StripeJson.Default.StripeListStripeInvoice, i => i.Id!, ct)) yield return await WholeAsync(invoice, ct);
    }

    public async Task AddLineAsync(InvoiceAddition line, string key, CancellationToken ct)
    {
        var form = new StripeForm
        {
            ["customer"] = line.Customer,
            ["invoice"] = line.Invoice,
            ["subscription"] = line.Invoice is null ? line.Subscription : null,
            ["currency"] = line.Currency.ToLowerInvariant(),
            ["description"] = line.Description,
            [$"metadata[{StripeSnapshots.KindKey}]"] = StripeSnapshots.WordOf(line.Kind),
        }.Number("amount", line.AmountMinor).Time("period[start]", line.PeriodStart).Time("period[end]", line.PeriodEnd).Map("metadata", line.Details);
        await stripe.PostAsync("v1/invoiceitems", form, key.ToKey(), StripeJson.Default.StripeDeleted, ct);
    }

    public async Task<InvoiceSnapshot> PayAsync(string invoice, string key, CancellationToken ct)
    {
        var path = $"v1/invoices/{invoice.ToSegment()}";
        var now = await stripe.GetAsync(path, StripeJson.Default.StripeInvoice, ct);
        if (now.Status == "draft") now = await stripe.PostAsync($"{path}/finalize", new StripeForm(), $"{key}:finalize".ToKey(), StripeJson.Default.StripeInvoice, ct);
        if (now.Status == "open") await stripe.PostAsync($"{path}/pay", new StripeForm(), $"{key}:pay".ToKey(), StripeJson.Default.StripeInvoice, ct);
        return await WholeAsync(await stripe.GetAsync(path, StripeJson.Default.StripeInvoice, ct), ct);
    }

    // An invoice shows its first ten lines; the others are asked for.
    private async Task<InvoiceSnapshot> WholeAsync(StripeInvoice invoice, CancellationToken ct)
    {
        if (!invoice.Lines.HasMore) return StripeSnapshots.Of(invoice, invoice.Lines.Data);
        var lines = new List<StripeLine>();
        await foreach (var line in stripe.ListAsync($"v1/invoices/{invoice.Id!.ToSegment()}/lines", new StripeForm(), StripeJson.Default.StripeListStripeLine, l => l.Id, ct)) lines.Add(line);
        return StripeSnapshots.Of(invoice, lines);
    }
}
