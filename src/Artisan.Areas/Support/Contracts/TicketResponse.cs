namespace Artisan.Areas.Support.Contracts;

/// <summary>A support ticket.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Reference">What people call it.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Priority">low, normal, high or urgent.</param>
/// <param name="State">open, waiting_for_customer, resolved or closed.</param>
/// <param name="AuthorId">The member who opened it.</param>
/// <param name="AuthorName">What he is called; null where nobody looked, and for former members.</param>
/// <param name="AssigneeName">Who of support looks after it; null while nobody does.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="UpdatedAt">When something was last added or changed.</param>
/// <param name="Messages">How many messages it has.</param>
/// <param name="FirstAnswer">By when the plan promises a first answer.</param>
/// <param name="Resolution">By when the plan promises a solution; null where it promises none.</param>
/// <param name="PausedAt">Since when the clock of the resolution stands still, because support waits for the customer; null while it runs.</param>
/// <param name="ResolvedAt">When support considered it solved.</param>
/// <param name="ClosedAt">When it was closed.</param>
/// <param name="Rating">How content the customer was, 1 to 5.</param>
/// <param name="RatingComment">What he said to it.</param>
/// <param name="Thread">The messages, the oldest first; only where one ticket is asked for.</param>
public sealed record TicketResponse(
    string Id, string Reference, string Subject, string Priority, string State, string AuthorId, string? AuthorName, string? AssigneeName, DateTimeOffset OpenedAt, DateTimeOffset UpdatedAt,
    int Messages, TargetResponse FirstAnswer, TargetResponse? Resolution, DateTimeOffset? PausedAt, DateTimeOffset? ResolvedAt, DateTimeOffset? ClosedAt, int? Rating, string? RatingComment,
    IReadOnlyList<MessageResponse>? Thread = null);

/// <summary>Something that the plan promises.</summary>
/// <param name="Due">By when.</param>
/// <param name="MetAt">When it was done; null while it was not.</param>
/// <param name="Missed">Whether it was not done in time.</param>
public sealed record TargetResponse(DateTimeOffset Due, DateTimeOffset? MetAt, bool Missed);

/// <summary>A message of a ticket.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When it came.</param>
/// <param name="Writer">member or staff.</param>
/// <param name="WriterId">Who wrote it.</param>
/// <param name="WriterName">What he is called; null for former members.</param>
/// <param name="ByMail">Whether it came by e-mail.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Attachments">The files that came with it.</param>
public sealed record MessageResponse(string Id, DateTimeOffset At, string Writer, string WriterId, string? WriterName, bool ByMail, string Text, IReadOnlyList<AttachmentResponse> Attachments);

/// <summary>A file of a message; <c>GET /api/support/attachments/{id}</c> answers it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Type">Its media type, by its content.</param>
/// <param name="Bytes">How long it is.</param>
public sealed record AttachmentResponse(string Id, string Name, string Type, long Bytes);
