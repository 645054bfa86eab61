using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Billing;

/// <summary>What the area registers.</summary>
public static class BillingModule
{
    /// <summary>Registers the area.</summary>
    public static IServiceCollection AddBilling(this IServiceCollection services)
    {
        services.AddOptions<BillingOptions>().BindConfiguration("Billing").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PlanCatalog>();
        services.AddSingleton<BillingStore>();
        services.AddSingleton<GetPricingPlans>();
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, BillingJson.Default));
    }
}
