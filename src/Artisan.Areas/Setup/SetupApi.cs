using Artisan.Areas.Setup.Model;
using Artisan.Areas.Setup.Operations;
using Artisan.Platform.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Artisan.Areas.Setup;

/// <summary>The set-up wizard over HTTP.</summary>
public static class SetupApi
{
    /// <summary>Maps the area's endpoints.</summary>
    public static void MapSetup(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/setup").WithTags("Set-up");
        api.MapGet("", (GetSetup op, Caller caller, CancellationToken ct) => op.RunAsync(caller, ct)).Least(Role.Viewer).WithSummary("The five steps of the set-up, what they found, and its history.");
        api.MapPut("/steps/{step}", (SaveStep op, string step, SetupSettings body, Caller caller, CancellationToken ct) => op.RunAsync(step, body, caller, ct)).Least(Hats.Technical).WithSummary("Saves a step.");
        api.MapPost("/steps/{step}/validate", (ValidateStep op, string step, Caller caller, CancellationToken ct) => op.RunAsync(step, caller, ct)).Least(Hats.Technical).WithSummary("Checks a saved step against the source and the data.");
        api.MapPost("/complete", (CompleteSetup op, Caller caller, CancellationToken ct) => op.RunAsync(caller, ct)).Least(Hats.Technical).WithSummary("Completes the set-up with a receipt.");
    }
}
