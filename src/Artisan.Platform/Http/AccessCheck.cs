using Artisan.Platform.Access;
using Microsoft.AspNetCore.Http;

namespace Artisan.Platform.Http;

/// <summary>Runs the access check between routing and the endpoint.</summary>
public sealed class AccessCheck(RequestDelegate next, CallerAccess access)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (await access.CheckAsync(context) is { } fault) await Problem.WriteAsync(context, fault);
        else await next(context);
    }
}
