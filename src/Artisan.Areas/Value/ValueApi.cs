using Artisan.Areas.Value.Data;
using Artisan.Platform.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Artisan.Areas.Value;

/// <summary>Value-based pricing over HTTP: definitions, data points and calculations.</summary>
public static class ValueApi
{
    /// <summary>Maps the area's endpoints.</summary>
    public static void MapValue(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/value").WithTags("Value-based pricing");
        api.MapPost("/data", (PushData op, PushDataRequest body, Caller caller, CancellationToken ct) => op.RunAsync(body, caller, ct)).Least(Hats.Technical).Scope(Scopes.ValueWrite).WithSummary("Sends one data point or up to 1,000, exactly once per id.");
    }
}
