using System.Runtime.CompilerServices;
using Artisan.Platform.Payments;

namespace Artisan.Vendors.Stripe;

/// <summary>Invoices.</summary>
internal sealed partial class StripePayments
{
    // In the metadata of invoices: the name that their orders have.
    private const string OrderKey = "order";

    public async Task<InvoiceSnapshot?> FindInvoiceAsync(string invoice, CancellationToken ct) =>
        await stripe.FindAsync($"v1/invoices/{invoice.ToSegment()}", StripeJson.Default.StripeInvoice, ct) is { } found ? await WholeAsync(found, ct) : null;

    public async IAsyncEnumerable<InvoiceSnapshot> InvoicesAsync(string customer, InvoiceStatus status, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var invoice in ListInvoicesAsync(new StripeForm { ["customer"] = customer, ["status"] = StripeSnapshots.WordOf(status) }, ct)) yield return await WholeAsync(invoice, ct);
    }

    // In the metadata of items: the invoice that they came too late for.
    private const string TooLateKey = "too_late_for";

    public Task AddLineAsync(InvoiceAddition line, string key, CancellationToken ct) => key.BeyondFailuresAsync(async next =>
    {
        // A draft's lines were looked at by whoever adds to them.
        if (line.TooLateFor is not null ? await IsLeftToNextAsync(line, ct) : next != key && await IsOnInvoiceAsync(line, ct)) return;
        var form = new StripeForm
        {
            ["customer"] = line.Customer,
            ["invoice"] = line.Invoice,
            ["currency"] = line.Currency.ToLowerInvariant(),
            ["description"] = line.Item.Description,
            [$"metadata[{StripeSnapshots.KindKey}]"] = StripeSnapshots.WordOf(line.Item.Kind),
            [$"metadata[{StripeSnapshots.LineKey}]"] = line.Item.Key,
            [$"metadata[{TooLateKey}]"] = line.TooLateFor,
        }.Number("amount", line.Item.AmountMinor).Time("period[start]", line.Item.PeriodStart).Time("period[end]", line.Item.PeriodEnd).Map("metadata", line.Item.Details);
        await stripe.PostAsync("v1/invoiceitems", form, next.ToKey(), StripeJson.Default.StripeInvoiceItem, ct);
    });

    public Task<InvoiceSnapshot?> IssueAsync(InvoiceOrder order, string key, CancellationToken ct) => key.BeyondFailuresAsync(next => IssueOnceAsync(order, next, ct));

    public Task<InvoiceSnapshot> PayAsync(string invoice, string key, CancellationToken ct) => key.BeyondFailuresAsync(async next =>
    {
        var path = $"v1/invoices/{invoice.ToSegment()}";
        if ((await FinalAsync(path, next, ct)).Status == "open") await stripe.PostAsync($"{path}/pay", new StripeForm(), $"{next}:pay".ToKey(), StripeJson.Default.StripeInvoice, ct);
        return await WholeAsync(await stripe.GetAsync(path, StripeJson.Default.StripeInvoice, ct), ct);
    });

    public Task GiveUpAsync(string invoice, string key, CancellationToken ct) => key.BeyondFailuresAsync(async next =>
    {
        var path = $"v1/invoices/{invoice.ToSegment()}";
        if ((await stripe.GetAsync(path, StripeJson.Default.StripeInvoice, ct)).Status != "open") return;
        await stripe.PostAsync($"{path}/mark_uncollectible", new StripeForm(), $"{next}:give-up".ToKey(), StripeJson.Default.StripeInvoice, ct);
    });

    private async Task<InvoiceSnapshot?> IssueOnceAsync(InvoiceOrder order, string key, CancellationToken ct)
    {
        // Keys are forgotten after a day, invoices are not: nothing is charged twice, however late somebody comes back.
        var invoice = await FindOrderedAsync(order, ct);
        if (invoice is null)
        {
            if (order.Lines.Count == 0 && !await HasPendingAsync(order.Customer, ct)) return null;
            invoice = await stripe.PostAsync("v1/invoices", await FormAsync(order, ct), $"{key}:invoice".ToKey(), StripeJson.Default.StripeInvoice, ct);
        }

        if (invoice.Status == "draft")
        {
            var present = (await WholeAsync(invoice, ct)).Lines.Select(l => l.Key).ToHashSet(StringComparer.Ordinal);
            foreach (var item in order.Lines.Where(l => !present.Contains(l.Key))) await AddLineAsync(new InvoiceAddition(order.Customer, invoice.Id!, order.Currency, item), $"{key}:{item.Key}", ct);
        }

        // Without a card it is final and open: the payer pays it on its page, or adds a card.
        if (await FindMethodAsync(order.Customer, ct) is not null) return await ((IPaymentService)this).TryPayAsync(invoice.Id!, key, ct);
        await FinalAsync($"v1/invoices/{invoice.Id!.ToSegment()}", key, ct);
        return await FindInvoiceAsync(invoice.Id!, ct);
    }

    private async Task<StripeForm> FormAsync(InvoiceOrder order, CancellationToken ct) => new StripeForm
    {
        ["customer"] = order.Customer,
        ["currency"] = order.Currency.ToLowerInvariant(),
        ["pending_invoice_items_behavior"] = "include",
        ["default_tax_rates[0]"] = await catalogue.TaxRateAsync(order.TaxPpm, ct),
        [$"metadata[{WorkspaceKey}]"] = order.WorkspaceId,
        [$"metadata[{OrderKey}]"] = order.Reference,
        // Nothing is collected before all lines are on it.
    }.Flag("auto_advance", false).Coupons(await catalogue.CouponsAsync(order.Discounts, order.Currency, ct));

    // From here on Stripe goes on by itself where a payment fails.
    private async Task<StripeInvoice> FinalAsync(string path, string key, CancellationToken ct)
    {
        var now = await stripe.GetAsync(path, StripeJson.Default.StripeInvoice, ct);
        return now.Status == "draft" ? await stripe.PostAsync($"{path}/finalize", new StripeForm().Flag("auto_advance", true), $"{key}:finalize".ToKey(), StripeJson.Default.StripeInvoice, ct) : now;
    }

    private async Task<StripeInvoice?> FindOrderedAsync(InvoiceOrder order, CancellationToken ct)
    {
        await foreach (var invoice in ListInvoicesAsync(new StripeForm { ["customer"] = order.Customer }, ct))
        {
            if (invoice.Metadata?.GetValueOrDefault(OrderKey) == order.Reference) return invoice;
        }

        return null;
    }

    // Keys are forgotten after a day, items are not, whether they still wait or an invoice has taken them.
    private async Task<bool> IsLeftToNextAsync(InvoiceAddition line, CancellationToken ct)
    {
        await foreach (var item in stripe.ListAsync("v1/invoiceitems", new StripeForm { ["customer"] = line.Customer }, StripeJson.Default.StripeListStripeInvoiceItem, i => i.Id, ct))
        {
            if (item.Metadata?.GetValueOrDefault(TooLateKey) == line.TooLateFor && item.Metadata?.GetValueOrDefault(StripeSnapshots.LineKey) == line.Item.Key) return true;
        }

        return false;
    }

    private async Task<bool> IsOnInvoiceAsync(InvoiceAddition line, CancellationToken ct) => line.Invoice is { } invoice && (await FindInvoiceAsync(invoice, ct))?.Lines.Any(l => l.Key == line.Item.Key) is true;

    private async Task<bool> HasPendingAsync(string customer, CancellationToken ct) =>
        (await stripe.GetAsync("v1/invoiceitems", StripeJson.Default.StripeListStripeInvoiceItem, ct, new StripeForm { ["customer"] = customer }.Flag("pending", true).Number("limit", 1))).Data.Count > 0;

    private IAsyncEnumerable<StripeInvoice> ListInvoicesAsync(StripeForm query, CancellationToken ct) => stripe.ListAsync("v1/invoices", query, StripeJson.Default.StripeListStripeInvoice, i => i.Id!, ct);

    // An invoice shows its first ten lines; the others are asked for.
    private async Task<InvoiceSnapshot> WholeAsync(StripeInvoice invoice, CancellationToken ct)
    {
        if (!invoice.Lines.HasMore) return StripeSnapshots.Of(invoice, invoice.Lines.Data);
        var lines = new List<StripeLine>();
        await foreach (var line in stripe.ListAsync($"v1/invoices/{invoice.Id!.ToSegment()}/lines", new StripeForm(), StripeJson.Default.StripeListStripeLine, l => l.Id, ct)) lines.Add(line);
        return StripeSnapshots.Of(invoice, lines);
    }
}
