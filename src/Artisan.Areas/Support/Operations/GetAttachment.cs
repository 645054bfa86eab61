using Artisan.Areas.Support.Model;
using Artisan.Areas.Support.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Artisan.Areas.Support.Operations;

/// <summary>A file of a message, for keeping: browsers neither show nor run it, and its type is the one that its content showed when it came.</summary>
internal sealed class GetAttachment(TicketStore tickets, AttachmentFiles files)
{
    public async Task<IResult> RunAsync(string id, Caller caller, CancellationToken ct)
    {
        if (await TicketStore.FindFileAsync(tickets.Home(caller.WorkspaceId), id, ct) is not { } found || !caller.Sees(found.AuthorId)) return (Outcome<Done>)Faults.NotFound;
        var file = await files.OpenAsync(caller.WorkspaceId, id, ct);
        return Results.Stream(file.Content, found.File.Type, found.File.Name);
    }
}
