using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Support.Storage;

/// <summary>The table, partitions, row keys and blobs of the area.</summary>
internal static class SupportKeys
{
    /// <summary>Tickets, messages and files: partition <c>{workspace}|support</c>; the queue of support: <c>desk</c>.</summary>
    public const string Table = "support";

    public const string Partition = "support";

    public const string Desk = "desk";

    /// <summary>The container of the files that came with messages.</summary>
    public const string Files = "attachments";

    /// <summary>The container of e-mails that wait to become messages.</summary>
    public const string Mailbox = "support-mail";

    public const string TicketId = "tkt";

    public const string MessageId = "msg";

    public const string AttachmentId = "att";

    /// <summary>All tickets, the newest first.</summary>
    public const string Tickets = "ticket|";

    /// <summary>What is kept of every ticket a second time for its author's own list.</summary>
    public static string OwnTickets(string author) => $"by|{author}|";

    public static string Ticket(string id) => Tickets + NewestFirst.Key(Ulid(id));

    public static string OwnTicket(string author, string id) => OwnTickets(author) + NewestFirst.Key(Ulid(id));

    /// <summary>A ticket's messages, the oldest first.</summary>
    public static string Messages(string ticket) => $"message|{Ulid(ticket)}|";

    public static string Message(string ticket, int number) => Messages(ticket) + number.ToString("D6", CultureInfo.InvariantCulture);

    public static string Attachment(string id) => $"attachment|{Ulid(id)}";

    /// <summary>An answer or e-mail that was handled.</summary>
    public static string Handled(string occasion) => $"handled|{Hash(occasion)}";

    /// <summary>Where a file of a message lies.</summary>
    public static string File(string workspaceId, string attachment) => $"{WorkspaceFiles(workspaceId)}{attachment}";

    public static string WorkspaceFiles(string workspaceId) => $"{workspaceId}/";

    /// <summary>Where an e-mail lies until it is handled.</summary>
    public static string Mail(string messageId, string to, string from) => Hash($"{messageId}\n{to}\n{from}");

    /// <summary>Whose a ticket is, and where it stands in the queue.</summary>
    public static string DeskTicket(string id) => $"t|{Ulid(id)}";

    /// <summary>The queue: what is due first at the top.</summary>
    public const string DeskQueue = "q|";

    /// <summary>A ticket's place in the queue; what is due at no time comes last.</summary>
    public static string DeskPlace(DateTimeOffset? due, string id) => $"{DeskQueue}{(due ?? DateTimeOffset.MaxValue).UtcTicks.ToString("D19", CultureInfo.InvariantCulture)}|{Ulid(id)}";

    private static string Ulid(string id) => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..];

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
