using Artisan.Areas.Approvals.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Approvals.Operations;

/// <summary>One approval with its stages and everything that was decided; two reads.</summary>
internal sealed class GetApproval(ApprovalRows rows)
{
    public async Task<Outcome<ApprovalResponse>> RunAsync(string id, Caller caller, CancellationToken ct)
    {
        if (await rows.FindAsync(caller.WorkspaceId, id, ct) is not { } found) return Faults.NotFound;
        var decisions = await rows.DecisionsAsync(caller.WorkspaceId, id, ct);
        return Outcome.Versioned(ApprovalResponse.Of(found.Approval, caller.UserId, decisions), IfMatch.Of(found.Row));
    }
}
