using System.Runtime.CompilerServices;
using Artisan.Platform.Payments;

namespace Artisan.Vendors.Stripe;

/// <summary>Discounts as coupons, tax as rates, credits on the customer's balance.</summary>
internal sealed partial class StripePayments
{
    // In the metadata of invoices: the coupons that were put on them.
    private const string CouponsKey = "coupons";

    // In the metadata of bookings on a balance: the name that their credits have.
    private const string CreditKey = "credit";

    public async Task<bool> SetTermsAsync(string invoice, InvoiceTerms terms, CancellationToken ct)
    {
        var (path, coupons, rate) = ($"v1/invoices/{invoice.ToSegment()}", await catalogue.CouponsAsync(terms.Discounts, terms.Currency, ct), await catalogue.TaxRateAsync(terms.TaxPpm, ct));
        var (now, wanted, form) = (await stripe.GetAsync(path, StripeJson.Default.StripeInvoice, ct), string.Join(' ', coupons), new StripeForm());
        if (now.Metadata?.GetValueOrDefault(CouponsKey) != wanted && (coupons.Count > 0 || now.Discounts is { Count: > 0 })) form = Discounted(form.With($"metadata[{CouponsKey}]", wanted), coupons, now.Discounts);
        form = Taxed(form, rate, now.DefaultTaxRates);
        if (form.IsEmpty) return false;
        // What is set may be set again.
        await stripe.PostAsync(path, form, StripeKeys.Fresh(), StripeJson.Default.StripeInvoice, ct);
        return true;
    }

    public Task GiveCreditAsync(PaymentCredit credit, string key, CancellationToken ct) => key.BeyondFailuresAsync(async next =>
    {
        // Keys are forgotten after a day, bookings are not.
        await foreach (var given in CreditsAsync(credit.Customer, ct))
        {
            if (given.Reference == credit.Reference) return;
        }

        var form = new StripeForm { ["currency"] = credit.Currency.ToLowerInvariant(), ["description"] = "Credit", [$"metadata[{CreditKey}]"] = credit.Reference }.Number("amount", -credit.AmountMinor);
        await stripe.PostAsync(BookingsOf(credit.Customer), form, $"{next}:credit".ToKey(), StripeJson.Default.StripeBooking, ct);
    });

    public async IAsyncEnumerable<PaymentCredit> CreditsAsync(string customer, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var booked in stripe.ListAsync(BookingsOf(customer), new StripeForm(), StripeJson.Default.StripeListStripeBooking, b => b.Id, ct))
        {
            if (booked.Metadata?.GetValueOrDefault(CreditKey) is { } name) yield return new PaymentCredit(customer, name, booked.Currency.ToUpperInvariant(), -booked.Amount);
        }
    }

    private static string BookingsOf(string customer) => $"v1/customers/{customer.ToSegment()}/balance_transactions";

    // What a customer owes is above zero, what is owed to him below.
    public async Task<long> FindCreditAsync(string customer, CancellationToken ct) => Math.Max(0, -((await CustomerAsync(customer, ct))?.Balance ?? 0));

    // None at all has to be said where there are some.
    private static StripeForm Discounted(StripeForm form, IReadOnlyList<string> coupons, IReadOnlyList<string>? before) =>
        coupons.Count == 0 && before is { Count: > 0 } ? form.With("discounts", "") : form.Coupons(coupons);

    private static StripeForm Taxed(StripeForm form, string? rate, IReadOnlyList<StripeTaxRate>? before, string name = "default_tax_rates") =>
        rate == (before is [var known, ..] ? known.Id : null) ? form : rate is null ? form.With(name, "") : form.With($"{name}[0]", rate);

    // Time that is not used is credited as far as it was paid, and each line shows what was taken off it.
    private static StripeForm Itemized(StripeForm form, string under = "billing_mode") => form.With($"{under}[type]", "flexible").With($"{under}[flexible][proration_discounts]", "itemized");
}
