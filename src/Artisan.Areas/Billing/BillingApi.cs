using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Metering;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Stripe;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
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

        api.MapGet("/subscriptions/current", (GetSubscription op, Caller caller, CancellationToken ct) => op.RunAsync(caller, ct)).Least(Role.Viewer).WithSummary("The subscription with what its plan gives.");
        api.MapPost("/subscriptions", (CreateSubscription op, CreateSubscriptionRequest body, Once once, Caller caller, CancellationToken ct) => op.RunAsync(body, once, caller, ct)).Least(Role.Owner).WithSummary("Subscribes to a plan, or moves up to a larger one, at once.");
        api.MapPost("/subscriptions/preview", (PreviewChange op, PreviewChangeRequest body, Caller caller, CancellationToken ct) => op.RunAsync(body, caller, ct)).Least(Role.Owner).WithSummary("What moving to a plan would cost.");
        api.MapPut("/subscriptions/{id}", (UpdateSubscription op, string id, UpdateSubscriptionRequest body, IfMatch ifMatch, Caller caller, CancellationToken ct) => op.RunAsync(id, body, ifMatch, caller, ct)).Least(Role.Owner).WithSummary("Changes the plan, or whether the subscription ends with its period.");
        api.MapPost("/subscriptions/{id}/trial", (StartTrial op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct)).Least(Role.Owner).WithSummary("Begins the one trial.");
        api.MapDelete("/subscriptions/{id}", (CancelSubscription op, string id, bool? now, Caller caller, CancellationToken ct) => op.RunAsync(id, now, caller, ct)).Least(Role.Owner).WithSummary("Ends the subscription with its period, or now.");
        api.MapPost("/payment-method", (AttachPaymentMethod op, AttachPaymentMethodRequest body, Caller caller, CancellationToken ct) => op.RunAsync(body, caller, ct)).Least(Role.Owner, Hats.Finance).WithSummary("Sets what is paid with, and pays what is owed.");
        api.MapGet("/invoices", (ListInvoices op, Paging paging, Caller caller, CancellationToken ct) => op.RunAsync(paging, caller, ct)).Least(Role.Admin, Hats.Finance).WithSummary("Lists the invoices, the newest first.");
        api.MapGet("/invoices/{id}", (GetInvoice op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct)).Least(Role.Admin, Hats.Finance).WithSummary("One invoice with its lines and credit notes.");
        api.MapGet("/invoices/{id}/pdf", (GetInvoicePdf op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct))
            .Least(Role.Admin, Hats.Finance).WithSummary("A final invoice as a PDF that can be verified.").Produces(StatusCodes.Status200OK, contentType: "application/pdf");
        api.MapPost("/portal", (OpenPortal op, OpenPortalRequest? body, Caller caller, CancellationToken ct) => op.RunAsync(body, caller, ct)).Least(Role.Owner, Hats.Finance).WithSummary("Opens Stripe's customer portal.");

        var stripe = routes.MapGroup("/api/stripe").WithTags("Stripe");
        stripe.MapPost("/create-checkout", (CreateCheckout op, CreateCheckoutRequest body, Once once, Caller caller, CancellationToken ct) => op.RunAsync(body, once, caller, ct)).Least(Role.Owner).WithSummary("Opens Stripe's page on which a plan is paid for.");
        stripe.MapPost("/webhook", (ReceiveStripeEvent op, HttpRequest request, CancellationToken ct) => op.RunAsync(request, ct)).BySignature().WithSummary("Takes Stripe's events, verified by their signature.");
        api.MapUsage();
    }

    private static void MapUsage(this RouteGroupBuilder api)
    {
        var usage = api.MapGroup("/usage");
        usage.MapGet("/current", (GetCurrentUsage op, Caller caller, CancellationToken ct) => op.RunAsync(caller, ct)).Least(Role.Viewer).WithSummary("What is used of each metric in this billing period, and of how much.");
        usage.MapGet("/history", (GetUsageHistory op, string? from, string? to, string? metric, Caller caller, CancellationToken ct) => op.RunAsync(from, to, metric, caller, ct)).Least(Role.Viewer).WithSummary("Usage by day and metric.");
        usage.MapPost("/track", (TrackUsage op, UsageEventRequest body, IngestRate rate, Caller caller, CancellationToken ct) => op.RunAsync(body, rate, caller, ct)).Least(Role.Admin).Scope(Scopes.UsageWrite).Ingest().WithSummary("Records one usage event, exactly once per id.");
        usage.MapPost("/batch", (TrackBatch op, UsageBatchRequest body, IngestRate rate, Caller caller, CancellationToken ct) => op.RunAsync(body, rate, caller, ct)).Least(Role.Admin).Scope(Scopes.UsageWrite).Ingest().WithSummary("Records up to 1,000 usage events, each answered on its own.");
        usage.MapPost("/reservations", (ReserveUsage op, ReserveUsageRequest body, Once once, Caller caller, CancellationToken ct) => op.RunAsync(body, once, caller, ct)).Least(Role.Admin).Scope(Scopes.UsageWrite).WithSummary("Sets a quantity aside before work that costs it.");
        usage.MapPost("/reservations/{id}/confirm", (SettleReservation op, string id, ConfirmReservationRequest body, Caller caller, CancellationToken ct) => op.ConfirmAsync(id, body, caller, ct)).Least(Role.Admin).Scope(Scopes.UsageWrite).WithSummary("Turns a reservation into usage of the real quantity.");
        usage.MapPost("/reservations/{id}/release", (SettleReservation op, string id, Caller caller, CancellationToken ct) => op.ReleaseAsync(id, caller, ct)).Least(Role.Admin).Scope(Scopes.UsageWrite).WithSummary("Gives a reservation back.");
    }
}
