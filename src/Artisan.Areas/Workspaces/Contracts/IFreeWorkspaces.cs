namespace Artisan.Areas.Workspaces.Contracts;

/// <summary>Which workspaces are on the Free plan, of which an owner may found three.</summary>
public interface IFreeWorkspaces
{
    /// <summary>
    /// Says whether a workspace's plan is the Free one; its owners' counts follow. Idempotent: a call with a <paramref name="seq"/> that is not above the last
    /// one's changes nothing, so calls may come twice and in any order.
    /// </summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="free">Whether it is on the Free plan; a workspace begins so.</param>
    /// <param name="seq">The version of the subscription that this follows from; from 1.</param>
    /// <param name="ct">Cancels.</param>
    Task SetAsync(string workspaceId, bool free, long seq, CancellationToken ct);
}
