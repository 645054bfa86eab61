using System.Text.Json.Nodes;
using Artisan.Platform.Audit;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>Records what somebody does in a workspace that need not be the one he is signed in to.</summary>
internal sealed class MemberAudit(SystemClock clock)
{
    public Change Add(Change change, string workspaceId, string userId, string ip, string action, AuditTarget target, JsonObject? before = null, JsonObject? after = null) => change.Audit(new AuditEntry
    {
        Scope = AuditScope.Workspace(workspaceId),
        Action = action,
        Actor = AuditActor.User(userId),
        Target = target,
        At = clock.Now,
        Before = before,
        After = after,
        Ip = ip,
    });
}
