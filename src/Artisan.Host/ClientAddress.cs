using System.Net;
using Artisan.Host.Functions;

namespace Artisan.Host;

/// <summary>
/// Every request comes from the Functions host on this machine; the client's address is the last entry of <c>X-Forwarded-For</c>,
/// the one that the front end in front of the host appended. What a client wrote there himself stands before it and counts for nothing.
/// </summary>
public sealed class ClientAddress(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || !FunctionDoors.IsHost(context)) return next(context);
        var last = context.Request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim();
        if (IPEndPoint.TryParse(last, out var endpoint)) context.Connection.RemoteIpAddress = endpoint.Address;
        return next(context);
    }
}
