using Artisan.Areas.Billing.Plans;
using Artisan.Platform.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Artisan.Areas.Billing;

/// <summary>Plans, usage, subscriptions and invoices over HTTP.</summary>
public static class BillingApi
{
    /// <summary>Maps the area's endpoints.</summary>
    public static void MapBilling(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/billing").WithTags("Billing");
        api.MapGet("/pricing-plans", (GetPricingPlans op) => op.Run()).Public().WithSummary("The plans with their prices, limits and features.");
    }
}
