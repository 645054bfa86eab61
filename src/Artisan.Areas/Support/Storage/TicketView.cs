using Artisan.Areas.Support.Contracts;
using Artisan.Areas.Support.Model;

namespace Artisan.Areas.Support.Storage;

/// <summary>Tickets as they are shown.</summary>
internal static class TicketView
{
    private static readonly Dictionary<string, string> Nobody = [];

    /// <summary>A ticket; with its messages where they are given. Names of members who are not known stay empty.</summary>
    public static TicketResponse Of(Ticket ticket, IReadOnlyDictionary<string, string>? names = null, IReadOnlyList<StoredMessage>? thread = null)
    {
        names ??= Nobody;
        return new TicketResponse(
            ticket.Id, ticket.Reference, ticket.Subject, ticket.Priority.Name(), ticket.State.Name(), ticket.AuthorId, names.GetValueOrDefault(ticket.AuthorId), ticket.AssigneeName, ticket.OpenedAt,
            ticket.UpdatedAt, ticket.Messages, Of(ticket.FirstAnswer), ticket.Resolution is { } resolution ? Of(resolution) : null, ticket.PausedAt, ticket.ResolvedAt, ticket.ClosedAt, ticket.Rating,
            ticket.RatingComment, thread is null ? null : [.. thread.Select(m => Of(m, names))]);
    }

    public static MessageResponse Of(StoredMessage stored, IReadOnlyDictionary<string, string> names)
    {
        var message = stored.Message;
        var staff = message.Writer is WriterKind.Staff;
        return new MessageResponse(
            message.Id, message.At, staff ? "staff" : "member", message.WriterId, staff ? message.StaffName : names.GetValueOrDefault(message.WriterId), message.ByMail, stored.Text,
            [.. message.Attachments.Select(a => new AttachmentResponse(a.Id, a.Name, a.Type, a.Bytes))]);
    }

    private static TargetResponse Of(Target target) => new(target.Due, target.MetAt, target.Missed);
}
