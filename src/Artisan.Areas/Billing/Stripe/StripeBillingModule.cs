using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Due;
using Artisan.Platform.Erasure;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Billing.Stripe;

internal static class StripeBillingModule
{
    /// <summary>The doors are always there; Stripe becomes the provider of subscriptions where its adapter was registered.</summary>
    public static void AddStripeBilling(this IServiceCollection services)
    {
        services.AddSingleton(s => new StripeConnection(s.GetService<IPaymentService>(), s.GetService<IPaymentEvents>()));
        services.AddSingleton<StripeInbox>();
        services.AddSingleton<StripeCustomers>();
        services.AddSingleton<StripeTerms>();
        services.AddSingleton<Beginnings>();
        services.AddSingleton<StripeBills>();
        services.AddSingleton<StripeSync>();
        services.AddSingleton<ReturnAddresses>();
        services.AddSingleton<IWorkspaceLeftovers, StripeLeftovers>();
        services.AddSingleton<ReceiveStripeEvent>();
        services.AddSingleton<CreateCheckout>();
        services.AddSingleton<OpenPortal>();
        services.AddQueueHandler<PaymentEvent, HandleStripeEvent>(StripeInbox.Queue, () => BillingJson.Default.PaymentEvent);
        services.AddQueueHandler<DueWork, EndOverdue>(StripeSync.Overdue, () => DueWork.JsonType);
        services.AddQueueHandler<PeriodClosed, ShowUsage>(ShowUsage.Queue, () => BillingJson.Default.PeriodClosed);
        services.AddPoisonReplay(StripeInbox.Queue);
        services.AddPoisonReplay(ShowUsage.Queue);
        services.AddDueKind(StripeSync.Overdue, StripeSync.Overdue);
        services.AddTimedJob<RecoverStripeEvents>("stripe-recovery");
        if (services.Any(d => d.ServiceType == typeof(IPaymentService))) services.AddSingleton<ISubscriptionProvider, StripeSubscriptions>();
    }
}
