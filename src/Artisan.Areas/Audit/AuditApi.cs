using Artisan.Areas.Audit.Operations;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Artisan.Areas.Audit;

/// <summary>The audit trail over HTTP.</summary>
public static class AuditApi
{
    /// <summary>One line per endpoint, ending in the least caller.</summary>
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/audit").WithTags("Audit");
        api.MapGet("/", (ReadAudit op, string? actor, string? action, string? target, DateTimeOffset? from, DateTimeOffset? to, string? format, Paging paging, Caller caller, CancellationToken ct) => op.RunAsync(new AuditQuery(actor, action, target, from, to, format), paging, caller, ct))
            .Least(Role.Admin).WithSummary("Who did what, when and from where, the newest first, with before and after; ?format=csv or jsonl for all of it as a file.").Produces<AuditPageResponse>();
    }
}
