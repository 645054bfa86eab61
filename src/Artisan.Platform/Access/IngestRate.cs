using Artisan.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Platform.Access;

/// <summary>The rate limit of endpoints that take events: it counts what a call brings, however it is cut into calls. The operation says how much that is.</summary>
public sealed class IngestRate
{
    private readonly RateLimits _limits;
    private readonly Caller _caller;
    private readonly IHeaderDictionary _headers;

    private IngestRate(RateLimits limits, Caller caller, IHeaderDictionary headers)
    {
        (_limits, _caller, _headers) = (limits, caller, headers);
    }

    /// <summary>Binds to the caller whom the access check admitted.</summary>
    public static async ValueTask<IngestRate> BindAsync(HttpContext context) =>
        new(context.RequestServices.GetRequiredService<RateLimits>(), await Caller.BindAsync(context), context.Response.Headers);

    /// <summary>Counts events of this call and states the limit in the <c>RateLimit</c> headers; the fault says when to come back.</summary>
    public Task<Fault?> TakeAsync(int events, CancellationToken ct) => _limits.TakeEventsAsync(_caller, events, _headers, ct);
}

/// <summary>Marks an endpoint whose calls are counted in events.</summary>
public sealed record IngestEndpoint;

/// <summary>Declares the class of a route's rate limit.</summary>
public static class IngestRoutes
{
    /// <summary>Calls of this endpoint are counted by the events that they bring, through <see cref="IngestRate"/>, and not as calls.</summary>
    public static RouteHandlerBuilder Ingest(this RouteHandlerBuilder route) => route.WithMetadata(new IngestEndpoint());
}
