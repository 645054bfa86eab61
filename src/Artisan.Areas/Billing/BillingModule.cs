using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Embedded;
using Artisan.Areas.Billing.Entitlements;
using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Metering;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Restoring;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Stripe;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Backups;
using Artisan.Platform.Due;
using Artisan.Platform.Events;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
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
        services.AddSingleton<IOutboxPartitions, BillingPartitions>();
        services.AddSingleton<OwnerMails>();
        services.AddSingleton<GetPricingPlans>();
        services.AddEntitlements();
        services.AddMetering();
        services.AddSubscriptions();
        services.AddInvoices();
        services.AddStripeBilling();
        services.AddEvents(
            BillingEvents.SubscriptionCreated, BillingEvents.SubscriptionUpdated, BillingEvents.SubscriptionCanceled, BillingEvents.InvoiceFinalized, BillingEvents.InvoicePaid,
            BillingEvents.PaymentFailed, BillingEvents.ThresholdReached);
        // A repeated chunk is found by its events, and nobody goes on with a recount that was under way.
        services.AddNotBackedUp(BillingKeys.Table, "", "b|").AddNotBackedUp(BillingKeys.Table, "", BillingKeys.Recount);
        services.AddBackupCut(UsageCut.Rule).AddRestoreStart<RestoreStripeEvents>().AddRestoreStep<RestoreUsage>().AddRestoreStep<RestoreInvoices>().AddRestoreStep<RestoreStripe>().AddWaitingWork<WaitingSubscription>();
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, BillingJson.Default));
    }

    private static void AddSubscriptions(this IServiceCollection services)
    {
        services.AddSingleton<ISubscriptionProvider, EmbeddedSubscriptions>();
        services.AddSingleton<SubscriptionProviders>();
        // Providers write subscriptions themselves, so the writer asks for them only when it needs them.
        services.AddSingleton<Func<SubscriptionProviders>>(s => s.GetRequiredService<SubscriptionProviders>);
        services.AddSingleton<SubscriptionWriter>();
        services.AddSingleton<SubscriptionEdits>();
        services.AddSingleton<IValueBilling, SwitchValueBilling>();
        services.AddSingleton<GaugeLimits>();
        services.AddSingleton<TrialClaims>();
        services.AddSingleton<PaymentTries>();
        services.AddSingleton<IOutboxSink, PlanChanges>();
        services.AddSingleton<IOutboxSink, MailNews>();

        services.AddSingleton<GetSubscription>();
        services.AddSingleton<CreateSubscription>();
        services.AddSingleton<UpdateSubscription>();
        services.AddSingleton<CancelSubscription>();
        services.AddSingleton<StartTrial>();
        services.AddSingleton<PreviewChange>();
        services.AddSingleton<AttachPaymentMethod>();

        services.AddSingleton<RenewSubscription>();
        services.AddSingleton<CollectDebt>();
        services.AddSingleton<IWorkspaceClosing, EndWithWorkspace>();
        services.AddTimedJob<EnqueueRenewals>("renewals");
        services.AddTimedJob<EnqueueDunning>("dunning");
        services.AddOwnDueKind(Agenda.Renewals).AddOwnDueKind(Agenda.Dunning);
        services.AddReminderKind(Agenda.TrialReminder, Agenda.Queue);
        services.AddQueueHandler<DueWork, StepSubscription>(Agenda.Queue, () => DueWork.JsonType);
        services.AddPoisonReplay(Agenda.Queue);
    }

    private static void AddInvoices(this IServiceCollection services)
    {
        services.AddSingleton<Bills>();
        services.AddSingleton<UsageBills>();
        services.AddSingleton<ValueBills>();
        services.AddSingleton<FinalInvoices>();
        services.AddSingleton<FinalizeDraft>();
        services.AddSingleton<ListInvoices>();
        services.AddSingleton<GetInvoice>();
        services.AddSingleton<GetInvoicePdf>();
        services.AddSingleton<IssueCreditNote>();
        services.AddSingleton<IExportContributor, ExportInvoices>();
    }

    private static void AddEntitlements(this IServiceCollection services)
    {
        services.AddSingleton<Entitlements.Entitlements>();
        services.AddSingleton<IEntitlements>(s => s.GetRequiredService<Entitlements.Entitlements>());
        services.AddSingleton<ICallAllowance, CallAllowance>();
    }

    private static void AddMetering(this IServiceCollection services)
    {
        services.AddSingleton<Meter>();
        services.AddSingleton<TrackUsage>();
        services.AddSingleton<TrackBatch>();
        services.AddSingleton<ReserveUsage>();
        services.AddSingleton<SettleReservation>();
        services.AddSingleton<IUsage, Usage>();
        services.AddSingleton<PresentUsage>();
        services.AddSingleton<IUsageGlance>(s => s.GetRequiredService<PresentUsage>());
        services.AddSingleton<GetCurrentUsage>();
        services.AddSingleton<GetUsageHistory>();
        services.AddSingleton<IExportContributor, ExportUsage>();
        services.AddSingleton<RecountUsage>();
        services.AddSingleton<IOutboxSink, TellOwners>();
        services.AddSingleton<ApiCallMeter>();
        services.AddHostedService(s => s.GetRequiredService<ApiCallMeter>());
        services.AddTimedJob<RecountJob>(RecountJob.Job);
        services.AddQueueHandler<WorkspaceSlot, RecountWorkspace>(RecountWorkspace.Queue, () => WorkspaceSlot.JsonType);
        services.AddPoisonReplay(RecountWorkspace.Queue);
    }
}
