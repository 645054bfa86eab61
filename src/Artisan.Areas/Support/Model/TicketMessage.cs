namespace Artisan.Areas.Support.Model;

/// <summary>Who wrote a message.</summary>
internal enum WriterKind
{
    /// <summary>A member of the workspace.</summary>
    Member,

    /// <summary>Support.</summary>
    Staff,
}

/// <summary>A message of a ticket; it never changes.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Its place, from 1.</param>
/// <param name="At">When, on the business clock.</param>
/// <param name="Writer">Who wrote it.</param>
/// <param name="WriterId">The member's or staff's id.</param>
/// <param name="StaffName">What staff are called; members' names are looked up, so that they go with them.</param>
/// <param name="ByMail">Whether it came by e-mail.</param>
/// <param name="Attachments">The files that came with it.</param>
internal sealed record TicketMessage(
    string Id, int Number, DateTimeOffset At, WriterKind Writer, string WriterId, string? StaffName, bool ByMail, IReadOnlyList<Attachment> Attachments);

/// <summary>A file of a message.</summary>
/// <param name="Id">Its id, and its name in storage.</param>
/// <param name="Name">What it is called, without any path.</param>
/// <param name="Type">The media type that its content showed.</param>
/// <param name="Bytes">How long it is.</param>
internal sealed record Attachment(string Id, string Name, string Type, long Bytes);
