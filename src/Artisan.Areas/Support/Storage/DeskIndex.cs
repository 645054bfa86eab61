using System.Text.Json;
using Artisan.Areas.Support.Contracts;
using Artisan.Areas.Support.Model;
using Artisan.Azure.Tables;
using Artisan.Platform.Ids;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Support.Storage;

/// <summary>A ticket that is another one now.</summary>
internal sealed record DeskChanged(string WorkspaceId, string TicketId);

/// <summary>
/// The queue of support over all workspaces, in the order in which things are due: a projection of the tickets. It is brought to what the ticket's own row
/// says at that moment, and never back to an older version, so messages may come twice and in any order.
/// </summary>
internal sealed class DeskIndex(Stores stores, TicketStore tickets) : IOutboxSink
{
    /// <summary>The outbox sink.</summary>
    public const string SinkName = "support-desk";

    public string Name => SinkName;

    private Partition Desk => stores.Platform(SupportKeys.Table).Partition(SupportKeys.Desk);

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var changed in messages.Select(m => JsonSerializer.Deserialize(m.Body, SupportDocs.Default.DeskChanged)!).Distinct())
        {
            await Retry.OnConflictAsync(() => FollowAsync(changed.WorkspaceId, changed.TicketId, ct), ct);
        }
    }

    /// <summary>Whose ticket it is; null where there is none of that id.</summary>
    public async Task<string?> WorkspaceOfAsync(string ticketId, CancellationToken ct) =>
        UlidIds.IsId(ticketId, SupportKeys.TicketId) ? (await Desk.FindAsync(SupportKeys.DeskTicket(ticketId), ct))?.GetString("workspace") : null;

    /// <summary>A page of the queue.</summary>
    public async Task<DeskPage> ListAsync(int limit, string? after, CancellationToken ct)
    {
        var page = await Desk.PageAsync(RowRange.Prefix(SupportKeys.DeskQueue), limit, after, ct);
        return new DeskPage([.. page.Rows.Select(Read)], page.Next);
    }

    /// <summary>Takes a ticket of a workspace that is erased out of the queue.</summary>
    public async Task RemoveAsync(string ticketId, CancellationToken ct)
    {
        if (await Desk.FindAsync(SupportKeys.DeskTicket(ticketId), ct) is not { } pointer) return;
        var change = Desk.Change().Delete(pointer);
        if (Text(pointer, "place") is { } place) change.Delete(place);
        await change.CommitAsync(ct);
    }

    private async Task<bool> FollowAsync(string workspaceId, string ticketId, CancellationToken ct)
    {
        if (await TicketStore.FindAsync(tickets.Home(workspaceId), ticketId, ct) is not { Ticket: var ticket }) return false;
        var pointer = await Desk.FindAsync(SupportKeys.DeskTicket(ticketId), ct) ?? Desk.Row(SupportKeys.DeskTicket(ticketId));
        if (pointer.GetInt32("version") >= ticket.Version) return false;
        var (before, now) = (Text(pointer, "place"), ticket.IsActive ? SupportKeys.DeskPlace(ticket.NextTarget, ticketId) : null);
        pointer["workspace"] = workspaceId;
        pointer["version"] = ticket.Version;
        pointer["place"] = now ?? "";
        var change = Desk.Change().Save(pointer);
        if (before is not null && before != now) change.Delete(before);
        if (now is not null) change.Upsert(Place(Desk.Row(now), workspaceId, ticket));
        await change.CommitAsync(ct);
        return true;
    }

    private static TableEntity Place(TableEntity row, string workspaceId, Ticket ticket)
    {
        row["workspace"] = workspaceId;
        row["ticket"] = ticket.Id;
        row["subject"] = ticket.Subject;
        row["priority"] = ticket.Priority.Name();
        row["state"] = ticket.State.Name();
        row["missed"] = ticket.FirstAnswer.Missed || ticket.Resolution?.Missed == true;
        row["assignee"] = ticket.AssigneeId ?? "";
        if (ticket.NextTarget is { } due) row["due"] = due;
        return row;
    }

    private static DeskTicket Read(TableEntity row) => new(
        row.GetString("workspace")!, row.GetString("ticket")!, row.GetString("subject")!, row.GetString("priority")!, row.GetString("state")!,
        row.ContainsKey("due") ? row.GetDateTimeOffset("due") : null, row.GetBoolean("missed") ?? false, Text(row, "assignee"));

    private static string? Text(TableEntity row, string name) => row.GetString(name) is { Length: > 0 } text ? text : null;
}
