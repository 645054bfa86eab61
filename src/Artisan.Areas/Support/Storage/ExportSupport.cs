using System.Runtime.CompilerServices;
using Artisan.Areas.Support.Contracts;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Support.Storage;

/// <summary>What support holds of a workspace, in its export: tickets with their messages, and every file.</summary>
internal sealed class ExportSupport(TicketStore tickets, AttachmentFiles files, IMembers members) : IExportContributor
{
    public string Folder => "support";

    public async Task WriteAsync(ExportArchive archive, string workspaceId, CancellationToken ct)
    {
        var attached = new List<AttachmentResponse>();
        await archive.LinesAsync("support/tickets", TicketsAsync(workspaceId, attached, ct), SupportJson.Default.TicketResponse, ct);
        foreach (var attachment in attached)
        {
            using var file = await files.OpenAsync(workspaceId, attachment.Id, ct);
            await archive.FileAsync($"support/attachments/{attachment.Id}-{attachment.Name}", target => file.Content.CopyToAsync(target, ct), ct);
        }
    }

    private async IAsyncEnumerable<TicketResponse> TicketsAsync(string workspaceId, List<AttachmentResponse> attached, [EnumeratorCancellation] CancellationToken ct)
    {
        var (home, names) = (tickets.Home(workspaceId), await members.NamesAsync(workspaceId, ct));
        await foreach (var row in home.RangeAsync(RowRange.Prefix(SupportKeys.Tickets), ct))
        {
            var ticket = TicketStore.Read(row);
            var response = TicketView.Of(ticket, names, await TicketStore.MessagesAsync(home, ticket.Id, ct));
            attached.AddRange(response.Thread!.SelectMany(m => m.Attachments));
            yield return response;
        }
    }
}
