using System.Collections.Concurrent;
using System.Globalization;
using Artisan.Platform.Payments;

namespace Artisan.Vendors.Stripe;

/// <summary>
/// The plans' products, prices and tax rates in Stripe, made where they are missing and found again by lookup key: plans stay data of Artisan, and a changed
/// price is a new one, because Stripe's prices never change.
/// </summary>
internal sealed class StripeCatalogue(StripeClient stripe)
{
    private const string TaxKey = "artisan_ppm";

    private readonly ConcurrentDictionary<string, string> _known = new();

    /// <summary>The id of the price.</summary>
    public async Task<string> PriceAsync(PlanPrice price, CancellationToken ct)
    {
        var lookup = $"artisan_{price.Plan}_{price.Currency}_{price.AmountMinor}".ToLowerInvariant();
        if (_known.TryGetValue(lookup, out var id)) return id;
        return _known[lookup] = await FindPriceAsync(lookup, ct) ?? await MakePriceAsync(price, lookup, ct);
    }

    /// <summary>The id of the tax rate; null where there is no tax.</summary>
    public async Task<string?> TaxRateAsync(int ppm, CancellationToken ct)
    {
        if (ppm == 0) return null;
        var name = ppm.ToString(CultureInfo.InvariantCulture);
        if (_known.TryGetValue(name, out var id)) return id;
        await foreach (var known in stripe.ListAsync("v1/tax_rates", new StripeForm().Flag("active", true), StripeJson.Default.StripeListStripeTaxRate, t => t.Id, ct))
        {
            if (known.Metadata?.GetValueOrDefault(TaxKey) == name) return _known[name] = known.Id;
        }

        var form = new StripeForm { ["display_name"] = "Tax", ["percentage"] = (ppm / 10_000m).ToString(CultureInfo.InvariantCulture), [$"metadata[{TaxKey}]"] = name }.Flag("inclusive", false);
        return _known[name] = (await stripe.PostAsync("v1/tax_rates", form, $"tax-rate:{name}".ToKey(), StripeJson.Default.StripeTaxRate, ct)).Id;
    }

    private async Task<string?> FindPriceAsync(string lookup, CancellationToken ct)
    {
        var found = await stripe.GetAsync("v1/prices", StripeJson.Default.StripeListStripePrice, ct, new StripeForm { ["lookup_keys[0]"] = lookup }.Flag("active", true));
        return found.Data is [var price, ..] ? price.Id : null;
    }

    private async Task<string> MakePriceAsync(PlanPrice price, string lookup, CancellationToken ct)
    {
        var product = $"artisan_{price.Plan}";
        if (await stripe.FindAsync($"v1/products/{product.ToSegment()}", StripeJson.Default.StripeProduct, ct) is null) await MakeProductAsync(product, price, ct);
        var form = new StripeForm
        {
            ["product"] = product,
            ["currency"] = price.Currency.ToLowerInvariant(),
            ["recurring[interval]"] = "month",
            ["lookup_key"] = lookup,
            ["tax_behavior"] = "exclusive",
            [$"metadata[{StripeSnapshots.PlanKey}]"] = price.Plan,
        }.Number("unit_amount", price.AmountMinor);
        try
        {
            return (await stripe.PostAsync("v1/prices", form, $"price:{lookup}".ToKey(), StripeJson.Default.StripePrice, ct)).Id;
        }
        catch (PaymentException e) when (e.Failure is PaymentFailure.Refused)
        {
            // Another instance was first, with a key that is long forgotten.
            return await FindPriceAsync(lookup, ct) ?? throw new PaymentException(e.Failure, e.Code, inner: e);
        }
    }

    private async Task MakeProductAsync(string id, PlanPrice price, CancellationToken ct)
    {
        try
        {
            await stripe.PostAsync("v1/products", new StripeForm { ["id"] = id, ["name"] = $"Artisan {price.Name}" }, $"product:{id}:{price.Name}".ToKey(), StripeJson.Default.StripeProduct, ct);
        }
        catch (PaymentException e) when (e is { Failure: PaymentFailure.Refused, Code: "resource_already_exists" })
        {
            // Another instance was first.
        }
    }
}
