using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Platform.Access;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Audit;

/// <summary>Audit entries as part of the change they tell of: kept if and only if it is committed.</summary>
public static class ChangeAudit
{
    // A row property holds 32 K characters; one that would not fit is kept without its details rather than lost.
    private const int MostCharacters = 24_000;

    /// <summary>Records what the caller does with this change, in the chain of his workspace (or his own, outside any).</summary>
    public static Change Audit(this Change change, Caller caller, string action, string targetType, string targetId, JsonObject? before = null, JsonObject? after = null) =>
        change.Audit(new AuditEntry
        {
            Scope = AuditScope.Of(caller),
            Action = action,
            Actor = caller.UserId is { } user ? AuditActor.User(user) : new AuditActor("key", caller.ApiKeyId ?? ""),
            Target = new AuditTarget(targetType, targetId),
            At = change.Now,
            Before = before,
            After = after,
            Ip = caller.Ip,
        });

    /// <summary>Records what a job of ours does with this change, in the workspace's chain.</summary>
    public static Change AuditSystem(this Change change, string workspaceId, string job, string action, string targetType, string targetId, JsonObject? before = null, JsonObject? after = null) =>
        change.Audit(new AuditEntry
        {
            Scope = AuditScope.Workspace(workspaceId),
            Action = action,
            Actor = AuditActor.System(job),
            Target = new AuditTarget(targetType, targetId),
            At = change.Now,
            Before = before,
            After = after,
        });

    /// <summary>Records an entry of any actor and chain with this change.</summary>
    public static Change Audit(this Change change, AuditEntry entry) => change.Send(AuditChain.SinkName, Kept(entry), AuditJson.Compact.AuditEntry);

    /// <summary>The entry as it is kept: without secrets, with the program and the trace of the request, and within the length of a row.</summary>
    internal static AuditEntry Kept(AuditEntry entry)
    {
        var kept = entry with
        {
            Before = Redaction.Of(entry.Before),
            After = Redaction.Of(entry.After),
            At = entry.At.ToUniversalTime(),
            UserAgent = entry.UserAgent.Length > 0 ? entry.UserAgent : RequestFacts.UserAgent(),
            Trace = entry.Trace.Length > 0 ? entry.Trace : Activity.Current?.TraceId.ToString() ?? "",
        };
        return JsonSerializer.Serialize(kept, AuditJson.Compact.AuditEntry).Length <= MostCharacters
            ? kept
            : kept with { Before = null, After = new JsonObject { ["omitted"] = "The details were longer than a row holds." } };
    }
}
