using Artisan.Areas.Status.Operations;
using Artisan.Platform.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Status;

/// <summary>What tells of the service itself.</summary>
public static class StatusApi
{
    /// <summary>Health and the API's own description.</summary>
    public static void MapStatus(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").WithTags("System");
        api.MapGet("/health", (GetHealth op, CancellationToken ct) => op.RunAsync(ct)).Public().WithSummary("Whether the service and what it leans on answer.");
        api.MapGet("/openapi.json", (GetApiDocument op) => op.Run()).Public().WithSummary("This API as an OpenAPI 3.1 document.");
    }

    /// <summary>Registers the area.</summary>
    public static IServiceCollection AddStatus(this IServiceCollection services)
    {
        services.AddSingleton<GetHealth>();
        services.AddSingleton<GetApiDocument>();
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, StatusJson.Default));
    }
}
