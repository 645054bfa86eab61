using Artisan.Platform.Http;

namespace Artisan.Areas.Support;

/// <summary>The refusals of the area.</summary>
public static class SupportFaults
{
    public static readonly Fault FileRefused = new("support.file_refused", 422, "A file of this kind cannot be attached.");
    public static readonly Fault TicketClosed = new("support.ticket_closed", 409, "The ticket is closed; reopen it, or open a new one.");
    public static readonly Fault TicketFull = new("support.ticket_full", 409, "The ticket has as many messages as it can have; open a new one.");
    public static readonly Fault RatingTooEarly = new("support.rating_too_early", 422, "A ticket is rated when it is closed.");

    /// <summary>Every fault of the area, for the golden list and the API reference.</summary>
    public static IReadOnlyList<Fault> All { get; } = [FileRefused, TicketClosed, TicketFull, RatingTooEarly];
}
