namespace Artisan.Areas.Support.Contracts;

/// <summary>A ticket that is not done.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="State">open or waiting_for_customer.</param>
/// <param name="AuthorId">Who opened it: he and admins may see it.</param>
/// <param name="Due">What support is to keep next; null while it waits for the customer.</param>
public sealed record OpenTicketItem(string Id, string Subject, string State, string AuthorId, DateTimeOffset? Due);

/// <summary>Tells other areas which tickets of a workspace wait.</summary>
public interface IOpenTickets
{
    /// <summary>The newest tickets that are not done, so many at most; one short read.</summary>
    Task<IReadOnlyList<OpenTicketItem>> ListAsync(string workspaceId, int limit, CancellationToken ct);
}
