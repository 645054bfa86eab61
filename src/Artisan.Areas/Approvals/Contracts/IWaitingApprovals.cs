namespace Artisan.Areas.Approvals.Contracts;

/// <summary>An approval that waits for somebody.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The definition it is about.</param>
/// <param name="Stage">The stage that waits: finance, technical or executive.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="WaitsFor">The members who may decide now.</param>
public sealed record WaitingApproval(string Id, string Name, string Stage, DateTimeOffset ExpiresAt, IReadOnlyList<string> WaitsFor);

/// <summary>Tells other areas which approvals wait.</summary>
public interface IWaitingApprovals
{
    /// <summary>The newest approvals that wait for somebody, so many at most; one short read.</summary>
    Task<IReadOnlyList<WaitingApproval>> ListAsync(string workspaceId, int limit, CancellationToken ct);
}
