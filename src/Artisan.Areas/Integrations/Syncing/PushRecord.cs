using System.Text.Json.Serialization.Metadata;
using Artisan.Areas.Integrations.Catalogue;
using Artisan.Areas.Integrations.Granting;
using Artisan.Areas.Integrations.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Connections;
using Artisan.Platform.Functions;
using Artisan.Platform.Sources;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Integrations.Syncing;

/// <summary>A record of ours is to be made or changed in a CRM; what it is stands in its row.</summary>
internal sealed record CrmPush(string WorkspaceId, string Provider, string ConnectionId, string Kind, string Id)
{
    public static JsonTypeInfo<CrmPush> JsonType => IntegrationDocs.Default.CrmPush;
}

/// <summary>A record of ours on its way to a CRM.</summary>
internal sealed record PushState
{
    /// <summary>What it shall be, by the CRM's names.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>How often that was said.</summary>
    public int Wanted { get; init; }

    /// <summary>Which of these it was sent as last.</summary>
    public int Sent { get; init; }

    /// <summary>The CRM's id of it.</summary>
    public string? VendorId { get; init; }

    /// <summary>Since when somebody is making it there.</summary>
    public DateTimeOffset? MakingSince { get; init; }

    /// <summary>Why the CRM refuses it.</summary>
    public string? Problem { get; init; }
}

/// <summary>
/// Makes or changes one record in a CRM. CRMs know no key by which making could be repeated safely, so who makes one says so first: whoever finds that said and no
/// id looks for the record before he makes it, by its address for good, or by its name among those made since then.
/// </summary>
internal sealed class PushRecord(ConnectionStore connections, IntegrationCatalogue catalogue, GrantKeeper grants, SystemClock clock) : IQueueHandler<CrmPush>
{
    public const string Queue = "crm-push";

    // Longer than all calls of one message take together.
    private static readonly TimeSpan Making = TimeSpan.FromMinutes(3);

    // Another company's clock may be behind ours.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LaterOn = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan OnceSomebodyActed = TimeSpan.FromHours(6);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(6);

    public async Task HandleAsync(QueueMessage<CrmPush> message, CancellationToken ct)
    {
        var push = message.Body;
        var home = connections.Records(push.WorkspaceId, push.ConnectionId);
        if (await home.FindAsync(IntegrationKeys.Push(push.Kind, push.Id), ct) is not { } row) return;
        var state = ConnectionStore.Read(row, IntegrationDocs.Default.PushState);
        if (state.Sent == state.Wanted || await connections.FindAsync(push.WorkspaceId, push.Provider, ct) is not { } stored || stored.Connection.Id != push.ConnectionId) return;
        if (state is { VendorId: null, MakingSince: { } since } && clock.Now - since < Making)
        {
            await LaterAsync(home, push, Making, ct);
            return;
        }

        var crm = catalogue.Find(push.Provider)!.Crm!;
        var kind = crm.Kinds.Single(k => k.Name == push.Kind);
        try
        {
            var id = state.VendorId ?? await FindAsync(push, crm, kind, stored.Connection, state, ct);
            if (id is null) state = await BeginAsync(home, row, state, ct);
            id = await grants.UseAsync(push.WorkspaceId, push.Provider, grant => crm.SaveAsync(grant, kind.VendorName, id, state.Fields, ct), ct);
            await SaveAsync(home, row, state with { VendorId = id, Sent = state.Wanted, MakingSince = null, Problem = null }, ct);
        }
        catch (SourceException e)
        {
            await FailAsync(home, row, push, state, e, ct);
        }
    }

    private async Task<string?> FindAsync(CrmPush push, ICrm crm, CrmKind kind, Connection connection, PushState state, CancellationToken ct)
    {
        var field = FieldMap.Of(kind, connection)[kind.NaturalField];
        if (state.Fields.GetValueOrDefault(field) is not { Length: > 0 } value || (!kind.IsUnique && state.MakingSince is null)) return null;
        var since = kind.IsUnique ? DateTimeOffset.UnixEpoch : state.MakingSince!.Value - Skew;
        return await grants.UseAsync(push.WorkspaceId, push.Provider, grant => crm.FindAsync(grant, kind.VendorName, field, value, since, ct), ct);
    }

    private async Task<PushState> BeginAsync(Partition home, TableEntity row, PushState state, CancellationToken ct)
    {
        var begun = state with { MakingSince = clock.Now };
        await SaveAsync(home, row, begun, ct);
        return begun;
    }

    // A conflict is a newer wish or the same message twice: the message comes back and looks again.
    private static Task SaveAsync(Partition home, TableEntity row, PushState state, CancellationToken ct) =>
        home.Change().Replace(ConnectionStore.Into(row, state, IntegrationDocs.Default.PushState)).CommitAsync(ct);

    private static async Task FailAsync(Partition home, TableEntity row, CrmPush push, PushState state, SourceException e, CancellationToken ct)
    {
        // What was refused was not made; what was not answered may have been.
        var made = e.Failure is SourceFailure.Unreachable or SourceFailure.Malformed;
        await SaveAsync(home, row, state with { MakingSince = made ? state.MakingSince : null, Problem = e.Message, Sent = e.Failure is SourceFailure.NoPermission ? state.Wanted : state.Sent }, ct);
        if (e.Failure is SourceFailure.NoPermission) return;
        var wait = e.RetryAfter ?? (e.Failure is SourceFailure.WrongCredentials ? OnceSomebodyActed : LaterOn);
        await LaterAsync(home, push, wait < Longest ? wait : Longest, ct);
    }

    private static Task LaterAsync(Partition home, CrmPush push, TimeSpan wait, CancellationToken ct) => home.Change().Send(Queue, push, CrmPush.JsonType, wait).CommitAsync(ct);
}
