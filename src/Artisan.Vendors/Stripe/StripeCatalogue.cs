using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Artisan.Platform.Payments;

namespace Artisan.Vendors.Stripe;

/// <summary>
/// The plans' products, prices, tax rates, coupons and meters in Stripe, made where they are missing and found again by lookup key: plans stay data of Artisan, and a changed
/// price is a new one, because Stripe's prices never change.
/// </summary>
internal sealed class StripeCatalogue(StripeClient stripe)
{
    private const string TaxKey = "artisan_ppm";
    private const int LongestName = 40;

    /// <summary>In what is told to a meter: the customer.</summary>
    public const string PayerKey = "stripe_customer_id";

    /// <summary>In what is told to a meter: the quantity.</summary>
    public const string ValueKey = "value";

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
        return _known[name] = await $"tax-rate:{name}".BeyondFailuresAsync(async next => (await stripe.PostAsync("v1/tax_rates", form, next.ToKey(), StripeJson.Default.StripeTaxRate, ct)).Id);
    }

    /// <summary>The ids of the coupons that take discounts off, in their order.</summary>
    public async Task<IReadOnlyList<string>> CouponsAsync(IReadOnlyList<PaymentDiscount> discounts, string currency, CancellationToken ct)
    {
        var coupons = new List<string>();
        foreach (var discount in discounts) coupons.Add(await CouponAsync(discount, currency.ToLowerInvariant(), ct));
        return coupons;
    }

    /// <summary>The name of the events that a metric's meter sums up; one that was switched off by hand is switched on again.</summary>
    public async Task<string> MeterAsync(string metric, string title, CancellationToken ct)
    {
        var name = $"artisan_{metric}";
        if (_known.ContainsKey(name)) return name;
        if (await FindMeterAsync(name, ct) is { } meter)
        {
            if (meter.Status != "active") await stripe.PostAsync($"v1/billing/meters/{meter.Id.ToSegment()}/reactivate", new StripeForm(), StripeKeys.Fresh(), StripeJson.Default.StripeMeter, ct);
        }
        else
        {
            var form = new StripeForm
            {
                ["display_name"] = title,
                ["event_name"] = name,
                ["default_aggregation[formula]"] = "sum",
                ["customer_mapping[type]"] = "by_id",
                ["customer_mapping[event_payload_key]"] = PayerKey,
                ["value_settings[event_payload_key]"] = ValueKey,
            };
            await $"meter:{name}:{title}".BeyondFailuresAsync(next => stripe.PostAsync("v1/billing/meters", form, next.ToKey(), StripeJson.Default.StripeMeter, ct));
        }

        return _known[name] = name;
    }

    private async Task<StripeMeter?> FindMeterAsync(string name, CancellationToken ct)
    {
        await foreach (var meter in stripe.ListAsync("v1/billing/meters", new StripeForm(), StripeJson.Default.StripeListStripeMeter, m => m.Id, ct))
        {
            if (meter.EventName == name) return meter;
        }

        return null;
    }

    // A coupon never changes, so its name says all that it is.
    private async Task<string> CouponAsync(PaymentDiscount discount, string currency, CancellationToken ct)
    {
        var what = string.Create(CultureInfo.InvariantCulture, $"{discount.Ppm}:{discount.AmountMinor}:{(discount.Ppm > 0 ? "" : currency)}:{discount.Description}");
        var id = $"artisan_{what.ToKey()[^32..]}";
        if (_known.ContainsKey(id)) return id;
        if (await stripe.FindAsync($"v1/coupons/{id}", StripeJson.Default.StripeCoupon, ct) is null)
        {
            var form = new StripeForm { ["id"] = id, ["duration"] = "forever", ["name"] = discount.Description[..Math.Min(discount.Description.Length, LongestName)] };
            form = discount.Ppm > 0
                ? form.With("percent_off", (discount.Ppm / 10_000m).ToString(CultureInfo.InvariantCulture))
                : form.Number("amount_off", discount.AmountMinor).With("currency", currency);
            await MakeAsync("v1/coupons", form, $"coupon:{what}", StripeJson.Default.StripeCoupon, ct);
        }

        return _known[id] = id;
    }

    private async Task<string?> FindPriceAsync(string lookup, CancellationToken ct)
    {
        var found = await stripe.GetAsync("v1/prices", StripeJson.Default.StripeListStripePrice, ct, new StripeForm { ["lookup_keys[0]"] = lookup }.Flag("active", true));
        return found.Data is [var price, ..] ? price.Id : null;
    }

    private async Task<string> MakePriceAsync(PlanPrice price, string lookup, CancellationToken ct)
    {
        var product = $"artisan_{price.Plan}";
        if (await stripe.FindAsync($"v1/products/{product.ToSegment()}", StripeJson.Default.StripeProduct, ct) is null)
        {
            await MakeAsync("v1/products", new StripeForm { ["id"] = product, ["name"] = $"Artisan {price.Name}" }, $"product:{product}:{price.Name}", StripeJson.Default.StripeProduct, ct);
        }

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
            return await $"price:{lookup}".BeyondFailuresAsync(async next => (await stripe.PostAsync("v1/prices", form, next.ToKey(), StripeJson.Default.StripePrice, ct)).Id);
        }
        catch (PaymentException e) when (e.Failure is PaymentFailure.Refused)
        {
            // Another instance was first, with a key that is long forgotten.
            return await FindPriceAsync(lookup, ct) ?? throw new PaymentException(e.Failure, e.Code, inner: e);
        }
    }

    private async Task MakeAsync<T>(string path, StripeForm form, string key, JsonTypeInfo<T> type, CancellationToken ct)
    {
        try
        {
            await key.BeyondFailuresAsync(next => stripe.PostAsync(path, form, next.ToKey(), type, ct));
        }
        catch (PaymentException e) when (e is { Failure: PaymentFailure.Refused, Code: "resource_already_exists" })
        {
            // Another instance was first.
        }
    }
}
