using System.Text.Json;
using Artisan.Areas.Support.Model;
using Artisan.Areas.Support.Timing;
using Artisan.Azure.Tables;
using Artisan.Platform.Due;
using Artisan.Platform.Events;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Support.Storage;

/// <summary>A ticket as it was read: what it says, and its row for the next change.</summary>
internal sealed record StoredTicket(Ticket Ticket, TableEntity Row);

/// <summary>A message with its text.</summary>
internal sealed record StoredMessage(TicketMessage Message, string Text);

/// <summary>Reads a workspace's tickets, and writes them with everything that follows from a change of one.</summary>
internal sealed class TicketStore(Stores stores)
{
    /// <summary>The home partition of a workspace's tickets.</summary>
    public Partition Home(string workspaceId) => stores.Workspace(SupportKeys.Table, workspaceId).Partition(SupportKeys.Partition);

    /// <summary>A ticket; null where the workspace has none of that id.</summary>
    public static async Task<StoredTicket?> FindAsync(Partition home, string id, CancellationToken ct) =>
        UlidIds.IsId(id, SupportKeys.TicketId) && await home.FindAsync(SupportKeys.Ticket(id), ct) is { } row ? new StoredTicket(Read(row), row) : null;

    /// <summary>A ticket's messages, the oldest first.</summary>
    public static async Task<IReadOnlyList<StoredMessage>> MessagesAsync(Partition home, string ticketId, CancellationToken ct)
    {
        var messages = new List<StoredMessage>();
        await foreach (var row in home.RangeAsync(RowRange.Prefix(SupportKeys.Messages(ticketId)), ct))
            messages.Add(new StoredMessage(JsonSerializer.Deserialize(row.GetString("doc")!, SupportDocs.Compact.TicketMessage)!, row.GetString("text")!));
        return messages;
    }

    /// <summary>A file by its id; null where the workspace has none of it.</summary>
    public static async Task<AttachmentDoc?> FindFileAsync(Partition home, string id, CancellationToken ct) =>
        UlidIds.IsId(id, SupportKeys.AttachmentId) && await home.FindAsync(SupportKeys.Attachment(id), ct) is { } row
            ? JsonSerializer.Deserialize(row.GetString("doc")!, SupportDocs.Compact.AttachmentDoc)
            : null;

    public static Ticket Read(TableEntity row) => JsonSerializer.Deserialize(row.GetString("doc")!, SupportDocs.Compact.Ticket)!;

    /// <summary>Adds a new ticket to a change.</summary>
    public static Ticket Insert(Change change, Partition home, string workspaceId, Ticket ticket)
    {
        Write(change, home, workspaceId, home.Row(SupportKeys.Ticket(ticket.Id)), null, ticket);
        change.Announce(SupportEvents.Created, workspaceId, ticket.Id, TicketView.Of(ticket));
        return ticket;
    }

    /// <summary>Adds to a change what a ticket is now, and tells others of it; answers it with its new version. <paramref name="by"/> is the member who did it.</summary>
    public static Ticket Replace(Change change, Partition home, string workspaceId, StoredTicket before, Ticket after, string? by = null)
    {
        var next = Quietly(change, home, workspaceId, before, after);
        change.Announce(SupportEvents.Updated, workspaceId, next.Id, TicketView.Of(next), by);
        return next;
    }

    /// <summary>The same where nobody else is to know.</summary>
    public static Ticket Quietly(Change change, Partition home, string workspaceId, StoredTicket before, Ticket after)
    {
        var next = after with { Version = before.Ticket.Version + 1 };
        Write(change, home, workspaceId, before.Row, before.Ticket, next);
        return next;
    }

    /// <summary>Adds a message and its files to a change.</summary>
    public static void Insert(Change change, Partition home, Ticket ticket, TicketMessage message, string text)
    {
        var row = home.Row(SupportKeys.Message(ticket.Id, message.Number));
        row["doc"] = JsonSerializer.Serialize(message, SupportDocs.Compact.TicketMessage);
        row["text"] = text;
        change.Insert(row);
        foreach (var file in message.Attachments)
        {
            var found = home.Row(SupportKeys.Attachment(file.Id));
            found["doc"] = JsonSerializer.Serialize(new AttachmentDoc(ticket.AuthorId, file), SupportDocs.Compact.AttachmentDoc);
            change.Insert(found);
        }
    }

    // The author's own list holds the same text; the ticket's row, replaced in the same transaction, keeps two writers apart.
    private static void Write(Change change, Partition home, string workspaceId, TableEntity row, Ticket? before, Ticket after)
    {
        row["doc"] = JsonSerializer.Serialize(after, SupportDocs.Compact.Ticket);
        var own = home.Row(SupportKeys.OwnTicket(after.AuthorId, after.Id));
        own["doc"] = row["doc"];
        change.Save(row).Upsert(own).Send(DeskIndex.SinkName, new DeskChanged(workspaceId, after.Id), SupportDocs.Default.DeskChanged);
        if (after.Next is { } next && next != before?.Next) change.Schedule(CheckTickets.Kind, workspaceId, after.Id, next);
    }
}
