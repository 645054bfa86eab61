using Artisan.Platform.Http;

namespace Artisan.Areas.Support.Contracts;

/// <summary>Somebody of the company that runs Artisan. His name is shown to customers.</summary>
public sealed record DeskStaff(string Id, string Name);

/// <summary>A ticket in the queue of support.</summary>
/// <param name="WorkspaceId">Whose.</param>
/// <param name="TicketId">Its id.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Priority">low, normal, high or urgent.</param>
/// <param name="State">open or waiting_for_customer.</param>
/// <param name="Due">What support is to keep next; null while it waits for the customer.</param>
/// <param name="Missed">Whether a promise was not kept.</param>
/// <param name="AssigneeId">Who looks after it; null while nobody does.</param>
public sealed record DeskTicket(string WorkspaceId, string TicketId, string Subject, string Priority, string State, DateTimeOffset? Due, bool Missed, string? AssigneeId);

/// <summary>A page of the queue; <see cref="Next"/> is what to ask for the following one with.</summary>
public sealed record DeskPage(IReadOnlyList<DeskTicket> Tickets, string? Next);

/// <summary>An answer of support.</summary>
/// <param name="Key">Names the occasion: the same key answers once.</param>
/// <param name="Text">1 to 10,000 characters of plain text.</param>
/// <param name="Resolves">Whether it is considered solved by it; otherwise the customer is waited for.</param>
public sealed record DeskAnswer(string Key, string Text, bool Resolves);

/// <summary>The staff's side of support tickets, across workspaces.</summary>
public interface ITicketDesk
{
    /// <summary>The tickets that are not done, what is due first at the top, and last what waits for the customer.</summary>
    Task<DeskPage> ListAsync(int limit, string? after, CancellationToken ct);

    /// <summary>A ticket with its messages; null where there is none of that id.</summary>
    Task<TicketResponse?> FindAsync(string ticketId, CancellationToken ct);

    /// <summary>Gives a ticket to somebody of support, or takes it from him.</summary>
    Task<Outcome<TicketResponse>> AssignAsync(DeskStaff by, string ticketId, DeskStaff? to, CancellationToken ct);

    /// <summary>Answers; the author is told by e-mail. An answer to a closed ticket is refused.</summary>
    Task<Outcome<TicketResponse>> AnswerAsync(DeskStaff by, string ticketId, DeskAnswer answer, CancellationToken ct);
}
