using Artisan.Areas.Support.Operations;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Artisan.Areas.Support;

/// <summary>Support tickets over HTTP. Whose a ticket is, the operations tell: members see their own, admins all.</summary>
public static class SupportApi
{
    private const string Json = "application/json";
    private const string Form = "multipart/form-data";

    /// <summary>Maps the area's endpoints.</summary>
    public static void MapSupport(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/support").WithTags("Support tickets");
        api.MapGet("/tickets", (ListTickets op, string? state, string? priority, bool? mine, Paging paging, Caller caller, CancellationToken ct) => op.RunAsync(state, priority, mine, paging, caller, ct))
            .Least(Role.Viewer).WithSummary("One's own tickets, the newest first; an admin's list holds all.");
        api.MapPost("/tickets", (OpenTicket op, HttpRequest request, Once once, Caller caller, CancellationToken ct) => op.RunAsync(request, once, caller, ct))
            .Least(Role.Viewer).Accepts<OpenTicketRequest>(Json, Form).WithSummary("Opens a ticket; as a form, with files.");
        api.MapGet("/tickets/{id}", (GetTicket op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct))
            .Least(Role.Viewer).WithSummary("One ticket with its messages.");
        api.MapPut("/tickets/{id}", (UpdateTicket op, string id, UpdateTicketRequest body, IfMatch ifMatch, Caller caller, CancellationToken ct) => op.RunAsync(id, body, ifMatch, caller, ct))
            .Least(Role.Viewer).WithSummary("Changes the priority of a ticket, closes it with a rating, or opens it again.");
        api.MapPost("/tickets/{id}/messages", (AddMessage op, string id, HttpRequest request, Once once, Caller caller, CancellationToken ct) => op.RunAsync(id, request, once, caller, ct))
            .Least(Role.Viewer).Accepts<AddMessageRequest>(Json, Form).WithSummary("Adds a message; as a form, with files.");
        api.MapGet("/attachments/{id}", (GetAttachment op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct))
            .Least(Role.Viewer).WithSummary("A file of a message, for keeping.").Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
    }
}
