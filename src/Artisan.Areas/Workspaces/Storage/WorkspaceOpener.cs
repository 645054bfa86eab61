using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Areas.Workspaces.Members;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Due;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Workspaces.Storage;

/// <summary>Opens founded workspaces; each is opened and recorded once, however often it is asked for.</summary>
internal sealed class WorkspaceOpener(WorkspaceRows workspaces) : IWorkspaceOpening, IOutboxSink
{
    public string Name => WorkspaceOpening.SinkName;

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var message in messages) await OpenAsync(JsonSerializer.Deserialize(message.Body, WorkspaceOpening.JsonType)!, ct);
    }

    public async Task OpenAsync(WorkspaceOpening opening, CancellationToken ct)
    {
        if (await workspaces.FindAnyRowAsync(opening.WorkspaceId, ct) is not null) return;
        var home = workspaces.Home(opening.WorkspaceId);
        try
        {
            await home.Change().Insert(Workspace(home, opening)).Insert(Founder(home, opening)).Audit(Entry(opening)).Register(opening.WorkspaceId).CommitAsync(ct);
        }
        catch (WriteConflictException e) when (e.Kind is ConflictKind.Exists)
        {
            // Somebody else opened it this moment.
        }
    }

    private static TableEntity Workspace(Partition home, WorkspaceOpening opening) =>
        WorkspaceRow.New(home.Row(WorkspaceKeys.Workspace), new WorkspaceSettings(opening.Name, opening.TimeZone, opening.Currency), opening.At);

    private static TableEntity Founder(Partition home, WorkspaceOpening opening) =>
        MemberRow.Into(home.Row(WorkspaceKeys.Member(opening.OwnerId)), new Member(opening.OwnerId, Role.Owner, Hats.None, opening.OwnerName, opening.OwnerEmail, opening.At));

    private static AuditEntry Entry(WorkspaceOpening opening) => new()
    {
        Scope = AuditScope.Workspace(opening.WorkspaceId),
        Action = "workspace.created",
        Actor = AuditActor.User(opening.OwnerId),
        Target = new AuditTarget("workspace", opening.WorkspaceId),
        At = opening.At,
        After = new JsonObject { ["timeZone"] = opening.TimeZone, ["currency"] = opening.Currency },
        Ip = opening.Ip,
    };
}
