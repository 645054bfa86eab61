using Artisan.Areas.Alerts;
using Artisan.Areas.Approvals;
using Artisan.Areas.Audit;
using Artisan.Areas.Billing;
using Artisan.Areas.Dashboard;
using Artisan.Areas.Identity;
using Artisan.Areas.Integrations;
using Artisan.Areas.Notifications;
using Artisan.Areas.Receipts;
using Artisan.Areas.Setup;
using Artisan.Areas.Status;
using Artisan.Areas.Support;
using Artisan.Areas.Value;
using Artisan.Areas.Webhooks;
using Artisan.Areas.Workspaces;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas;

/// <summary>Every area, listed once.</summary>
public static class AreasModule
{
    /// <summary>Registers all areas.</summary>
    public static IServiceCollection AddAreas(this IServiceCollection services)
    {
        // The generator behind it looks at the assembly in which it is called: this one holds the request types.
        services.AddValidation();
        return services
            .AddStatus()
            .AddIdentity()
            .AddAuditTrail()
            .AddWorkspaces()
            .AddReceipts()
            .AddSetup()
            .AddValue()
            .AddApprovals()
            .AddAlerts()
            .AddBilling()
            .AddWebhooks()
            .AddIntegrations()
            .AddSupport()
            .AddNotifications()
            .AddDashboard();
    }

    /// <summary>Maps all areas' endpoints.</summary>
    public static void MapAreas(this IEndpointRouteBuilder routes)
    {
        routes.MapStatus();
        routes.MapIdentity();
        routes.MapAudit();
        routes.MapWorkspaces();
        routes.MapReceipts();
        routes.MapSetup();
        routes.MapValue();
        routes.MapApprovals();
        routes.MapAlerts();
        routes.MapBilling();
        routes.MapWebhooks();
        routes.MapIntegrations();
        routes.MapSupport();
        routes.MapNotifications();
        routes.MapDashboard();
    }
}
