using System.Globalization;
using System.Text.Json.Nodes;

namespace Artisan.Testing.Stripe;

/// <summary>Numbers of records, whichever type they were written as.</summary>
internal static class StripeNumbers
{
    public static long Long(this JsonNode number) => long.Parse(number.ToJsonString(), CultureInfo.InvariantCulture);
}
