using Artisan.Areas.Receipts.Operations;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Artisan.Areas.Receipts;

/// <summary>Receipts and what proves them, over HTTP.</summary>
public static class ReceiptsApi
{
    /// <summary>One line per endpoint, ending in the least caller.</summary>
    public static void MapReceipts(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/receipts").WithTags("Receipts");
        api.MapGet("/", (ListReceipts op, string? kind, string? definition, DateTimeOffset? from, DateTimeOffset? to, Paging paging, Caller caller, CancellationToken ct) =>
                op.RunAsync(new ReceiptsQuery(kind, definition, from, to), paging, caller, ct))
            .Least(Role.Viewer).WithSummary("Receipts, the newest first; those of a kind, of a definition, or issued from one instant until before another. A page may be short or empty and yet have a next one.");
        api.MapGet("/checkpoint", (GetCheckpoint op, HttpRequest request, Caller caller, CancellationToken ct) => op.RunAsync(request, caller, ct))
            .Least(Role.Viewer).WithSummary("The latest signed tree head; the note alone as text/plain.").Produces<CheckpointResponse>();
        api.MapGet("/consistency", (GetConsistency op, long from, long? to, int? epoch, Caller caller, CancellationToken ct) => op.RunAsync(from, to, epoch, caller, ct))
            .Least(Role.Viewer).WithSummary("A proof that an earlier tree is the beginning of a signed one.");
        api.MapGet("/keys", (GetKeys op, CancellationToken ct) => op.RunAsync(ct)).Public().WithSummary("The public keys, every version ever used (JWKS).");
        api.MapGet("/export", (ExportReceipts op, ExportRange range, string? from, string? to, int? epoch, Caller caller, HttpResponse response, CancellationToken ct) =>
                from is null && to is null && epoch is null ? op.RunAsync(caller, response, ct) : range.RunAsync(from, to, epoch, caller, response, ct))
            .Least(Role.Admin).WithSummary("The whole log, or the part between two indexes or instants, as a file that verifies offline; X-Artisan-Pending says how many receipts are not signed for yet and not in it.").Produces(StatusCodes.Status200OK, contentType: "application/json");
        api.MapPost("/verify", (VerifyReceipts op, HttpRequest request, CancellationToken ct) => op.RunAsync(request, ct))
            .Public().WithSummary("Verifies a bundle or an export file and says which check failed.");
        api.MapGet("/{id}", (GetReceipt op, string id, string? format, Caller caller, CancellationToken ct) => op.RunAsync(id, format, caller, ct))
            .Least(Role.Viewer).WithSummary("A receipt with the bundle that proves it; ?format=bundle for the file alone.").Produces<ReceiptResponse>();
        api.MapGet("/{id}/proof", (GetProof op, string id, string? format, HttpRequest request, Caller caller, CancellationToken ct) => op.RunAsync(id, format, request, caller, ct))
            .Least(Role.Viewer).WithSummary("The inclusion proof; a C2SP tlog-proof as text/plain or with ?format=tlog-proof.").Produces<ProofResponse>();
    }
}
