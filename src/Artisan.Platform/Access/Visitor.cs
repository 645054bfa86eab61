using Microsoft.AspNetCore.Http;

namespace Artisan.Platform.Access;

/// <summary>Whoever calls a public endpoint that treats those who are signed in differently.</summary>
/// <param name="Caller">Who it is; null for a stranger, and for a credential that counts no more.</param>
/// <param name="Ip">The address of the call.</param>
public sealed record Visitor(Caller? Caller, string Ip)
{
    /// <summary>Binds whoever the access check found.</summary>
    public static ValueTask<Visitor> BindAsync(HttpContext context) =>
        ValueTask.FromResult(new Visitor(context.Items[CallerAccess.ItemKey] as Caller, context.Connection.RemoteIpAddress?.ToString() ?? ""));
}
