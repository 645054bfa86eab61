using System.Globalization;
using Artisan.Platform.Payments;

namespace Artisan.Vendors.Stripe;

/// <summary>What was used, as Stripe's meters show it. No price names a meter, so they bill nothing.</summary>
internal sealed partial class StripePayments
{
    public async Task ReportUsageAsync(MeteredUsage used, CancellationToken ct)
    {
        var form = new StripeForm
        {
            ["event_name"] = await catalogue.MeterAsync(used.Metric, used.Title, ct),
            // Counted once within a day at least, as long as keys are kept.
            ["identifier"] = used.Reference,
            [$"payload[{StripeCatalogue.PayerKey}]"] = used.Customer,
            [$"payload[{StripeCatalogue.ValueKey}]"] = used.Quantity.ToString(CultureInfo.InvariantCulture),
        }.Time("timestamp", used.At);
        await stripe.PostAsync("v1/billing/meter_events", form, $"meter:{used.Reference}".ToKey(), StripeJson.Default.StripeMeterEvent, ct);
    }
}
