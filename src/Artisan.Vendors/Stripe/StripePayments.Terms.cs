using Artisan.Platform.Payments;

namespace Artisan.Vendors.Stripe;

/// <summary>Discounts as coupons, credits on the customer's balance.</summary>
internal sealed partial class StripePayments
{
    // In the metadata of invoices: the coupons that were put on them.
    private const string CouponsKey = "coupons";

    // In the metadata of bookings on a balance: the name that their credits have.
    private const string CreditKey = "credit";

    public async Task<bool> DiscountAsync(string invoice, string currency, IReadOnlyList<PaymentDiscount> discounts, string key, CancellationToken ct)
    {
        var (path, coupons) = ($"v1/invoices/{invoice.ToSegment()}", await catalogue.CouponsAsync(discounts, currency, ct));
        var (now, wanted) = (await stripe.GetAsync(path, StripeJson.Default.StripeInvoice, ct), string.Join(' ', coupons));
        if (now.Metadata?.GetValueOrDefault(CouponsKey) == wanted || (coupons.Count == 0 && now.Discounts is not { Count: > 0 })) return false;
        var form = Discounted(new StripeForm { [$"metadata[{CouponsKey}]"] = wanted }, coupons, now.Discounts);
        await stripe.PostAsync(path, form, $"{key}:discount:{wanted}".ToKey(), StripeJson.Default.StripeInvoice, ct);
        return true;
    }

    public async Task GiveCreditAsync(PaymentCredit credit, string key, CancellationToken ct)
    {
        var path = $"v1/customers/{credit.Customer.ToSegment()}/balance_transactions";
        // Keys are forgotten after a day, bookings are not.
        await foreach (var booked in stripe.ListAsync(path, new StripeForm(), StripeJson.Default.StripeListStripeBooking, b => b.Id, ct))
        {
            if (booked.Metadata?.GetValueOrDefault(CreditKey) == credit.Reference) return;
        }

        var form = new StripeForm { ["currency"] = credit.Currency.ToLowerInvariant(), ["description"] = "Credit", [$"metadata[{CreditKey}]"] = credit.Reference }.Number("amount", -credit.AmountMinor);
        await stripe.PostAsync(path, form, $"{key}:credit".ToKey(), StripeJson.Default.StripeBooking, ct);
    }

    // What a customer owes is above zero, what is owed to him below.
    public async Task<long> FindCreditAsync(string customer, CancellationToken ct) => Math.Max(0, -((await CustomerAsync(customer, ct))?.Balance ?? 0));

    // None at all has to be said where there are some.
    private static StripeForm Discounted(StripeForm form, IReadOnlyList<string> coupons, IReadOnlyList<string>? before) =>
        coupons.Count == 0 && before is { Count: > 0 } ? form.With("discounts", "") : form.Coupons(coupons);

    // Time that is not used is credited as far as it was paid, and each line shows what was taken off it.
    private static StripeForm Itemized(StripeForm form, string under = "billing_mode") => form.With($"{under}[type]", "flexible").With($"{under}[flexible][proration_discounts]", "itemized");
}
