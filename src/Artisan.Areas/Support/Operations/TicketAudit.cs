using System.Text.Json.Nodes;
using Artisan.Areas.Support.Model;

namespace Artisan.Areas.Support.Operations;

/// <summary>What of a ticket stands in the audit trail: where it stands, nothing that anybody wrote.</summary>
internal static class TicketAudit
{
    public static JsonObject Of(Ticket ticket, int? files = null)
    {
        var entry = new JsonObject { ["state"] = ticket.State.Name(), ["priority"] = ticket.Priority.Name(), ["messages"] = ticket.Messages };
        if (ticket.Rating is { } rating) entry["rating"] = rating;
        if (ticket.AssigneeId is { } assignee) entry["assignee"] = assignee;
        if (files is { } count) entry["files"] = count;
        return entry;
    }
}
