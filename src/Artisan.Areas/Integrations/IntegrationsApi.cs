using Artisan.Areas.Integrations.Connecting;
using Artisan.Areas.Integrations.Operations;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Artisan.Areas.Integrations;

/// <summary>Connections with other companies' services over HTTP.</summary>
public static class IntegrationsApi
{
    /// <summary>Maps the area's endpoints.</summary>
    public static void MapIntegrations(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/integrations").WithTags("Integrations");
        api.MapGet("", (ListIntegrations op, Caller caller, CancellationToken ct) => op.RunAsync(caller, ct)).Least(Role.Viewer).WithSummary("Every service that can be connected, with the state of the connection.");
        api.MapPost("/{provider}/connect", (StartConnection op, string provider, HttpContext http, Caller caller, CancellationToken ct) => op.RunAsync(provider, http, caller, ct)).Least(Role.Admin).WithSummary("Begins to connect a service that asks for consent; answers where the browser goes.");
        api.MapGet("/{provider}/callback", (FinishConnection op, string provider, string? code, string? state, string? error, HttpContext http, CancellationToken ct) => op.RunAsync(provider, new ConsentReturn(code, state, error), http, ct)).Public().WithSummary("Takes the browser back from the page of consent and goes on to the app.");
        api.MapPut("/{provider}", (SaveIntegration op, string provider, IntegrationRequest body, Caller caller, CancellationToken ct) => op.RunAsync(provider, body, caller, ct)).Least(Role.Admin).WithSummary("Connects a service by its keys once they are seen to be right, or maps the fields of a connected CRM.");
        api.MapDelete("/{provider}", (Disconnect op, string provider, Caller caller, CancellationToken ct) => op.RunAsync(provider, caller, ct)).Least(Role.Admin).WithSummary("Disconnects a service: revoked there, wiped here.");
        api.MapPost("/{provider}/test", (TestIntegration op, string provider, Caller caller, CancellationToken ct) => op.RunAsync(provider, caller, ct)).Least(Role.Admin).WithSummary("Asks the service whether the connection is good.");
        api.MapPost("/linkedin/post", (PostToLinkedIn op, PostRequest body, Once once, Caller caller, CancellationToken ct) => op.RunAsync(body, once, caller, ct)).Least(Role.Member).WithSummary("Posts a text on LinkedIn.");
    }
}
