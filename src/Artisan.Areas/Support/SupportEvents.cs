using Artisan.Areas.Support.Contracts;
using Artisan.Platform.Events;

namespace Artisan.Areas.Support;

/// <summary>What happens here that others may want to know of: the ticket without its messages and without names of people.</summary>
internal static class SupportEvents
{
    public static readonly EventType<TicketResponse> Created = new("ticket.created", "support ticket", SupportJson.Default.TicketResponse);

    public static readonly EventType<TicketResponse> Updated = new("ticket.updated", "state or message", SupportJson.Default.TicketResponse);
}
