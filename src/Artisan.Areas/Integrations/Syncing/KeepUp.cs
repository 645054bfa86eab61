using Artisan.Areas.Integrations.Catalogue;
using Artisan.Areas.Integrations.Connecting;
using Artisan.Areas.Integrations.Granting;
using Artisan.Areas.Integrations.Storage;
using Artisan.Areas.Notifications.Contracts;
using Artisan.Platform.Connections;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Sources;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Integrations.Syncing;

/// <summary>
/// Looks after one connection, a step at a time: reads the next page of a CRM, kind by kind, and what changed every hour; tests what has no records every day.
/// Records are put by their ids before the cursor moves, so a page that is read twice changes nothing; a message that the upkeep does not wait for does nothing.
/// </summary>
internal sealed class KeepUp(ConnectionStore connections, IntegrationCatalogue catalogue, GrantKeeper grants, TestIntegration test, RecordStore records, ForgetRecords forget, BusinessClock clock) : IQueueHandler<DueWork>
{
    /// <summary>The kind in the due index, and the queue function.</summary>
    public const string Queue = "connection-sync";

    public Task HandleAsync(QueueMessage<DueWork> message, CancellationToken ct) => Retry.OnConflictAsync(() => StepAsync(message, ct), ct);

    // False where the upkeep waits for another message.
    private async Task<bool> StepAsync(QueueMessage<DueWork> message, CancellationToken ct)
    {
        var (workspaceId, provider) = (message.Body.Owner, message.Body.Id);
        if (catalogue.Find(provider) is not { Page: null } entry) return false;
        if (await connections.UpkeepAsync(workspaceId, provider, ct) is not { } kept || kept.Upkeep.Due != message.Body.Due) return false;
        if (await connections.FindAsync(workspaceId, provider, ct) is not { Connection.NeedsReconnect: false } stored || stored.Connection.Id != kept.Upkeep.ConnectionId) return false;

        var now = clock.Now;
        var (after, failure) = entry.Crm is { } crm ? await ReadAsync(workspaceId, crm, stored.Connection, kept.Upkeep, now, ct) : await CheckAsync(workspaceId, entry, stored, kept.Upkeep, now, ct);
        var change = connections.Home(workspaceId).Change().Replace(ConnectionStore.Into(kept.Row, after));
        // Where a consent has ended, connecting anew goes on; keys may become good again, so they are asked once a day.
        if (failure?.Failure is not SourceFailure.WrongCredentials || entry.Keys is not null) Upkeeping.Next(change, workspaceId, provider, after, now);
        if (failure?.Failure is SourceFailure.WrongCredentials && entry.Keys is not null && kept.Upkeep.Problem?.Code != SourceFailure.WrongCredentials.Code()) Tell(change, workspaceId, entry, after);
        try
        {
            await change.CommitAsync(ct);
            return true;
        }
        catch (WriteConflictException)
        {
            // The same message, delivered twice, or a connection that was made anew meanwhile: whoever was first goes on. Of one that ended meanwhile nothing stays.
            // Where somebody only tested it meanwhile, the upkeep waits for this message still, and the step is made again.
            if ((await connections.FindAsync(workspaceId, provider, ct))?.Connection.Id == stored.Connection.Id) throw;
            await forget.ForgetAsync(workspaceId, stored.Connection.Id, ct);
            return false;
        }
    }

    private async Task<(Upkeep After, SourceException? Failure)> ReadAsync(string workspaceId, ICrm crm, Connection connection, Upkeep upkeep, DateTimeOffset now, CancellationToken ct)
    {
        var kind = crm.Kinds[upkeep.Kind];
        var map = FieldMap.Of(kind, connection);
        try
        {
            var query = new SourceQuery(kind.VendorName, [.. map.Values]);
            var page = await grants.UseAsync(workspaceId, crm.Provider, grant => crm.ReadAsync(grant, query, upkeep.Cursors.GetValueOrDefault(kind.Name), ct), ct);
            await records.PutAsync(workspaceId, connection.Id, kind.Name, page.Records, map, ct);
            var isLast = !page.HasMore && upkeep.Kind == crm.Kinds.Count - 1;
            return (Upkeeping.Noted(upkeep, null, now) with
            {
                Cursors = new Dictionary<string, string>(upkeep.Cursors) { [kind.Name] = page.Cursor },
                Read = new Dictionary<string, long>(upkeep.Read) { [kind.Name] = upkeep.Read.GetValueOrDefault(kind.Name) + page.Records.Count },
                Kind = page.HasMore ? upkeep.Kind : isLast ? 0 : upkeep.Kind + 1,
                SyncedAt = isLast ? now : upkeep.SyncedAt,
                Due = Upkeeping.After(upkeep.Due, isLast ? now + Upkeeping.Hour : now),
            }, null);
        }
        catch (SourceException e) when (e.Failure is SourceFailure.NoPermission)
        {
            // One kind that may not be read keeps the others from nothing.
            var isLast = upkeep.Kind == crm.Kinds.Count - 1;
            return (Upkeeping.Noted(upkeep, e, now) with { Kind = isLast ? 0 : upkeep.Kind + 1, Due = Upkeeping.After(upkeep.Due, isLast ? now + Upkeeping.Hour : now) }, e);
        }
        catch (SourceException e)
        {
            return (Upkeeping.Noted(upkeep, e, now) with { Due = Upkeeping.Again(upkeep, e, now) }, e);
        }
    }

    private async Task<(Upkeep After, SourceException? Failure)> CheckAsync(string workspaceId, IntegrationEntry entry, StoredConnection stored, Upkeep upkeep, DateTimeOffset now, CancellationToken ct)
    {
        var failure = await test.FailureAsync(workspaceId, entry, stored, ct);
        var due = failure is null || !failure.Failure.Passes() ? Upkeeping.After(upkeep.Due, now + Upkeeping.Day) : Upkeeping.Again(upkeep, failure, now);
        return (Upkeeping.Noted(upkeep, failure, now) with { Due = due }, failure);
    }

    private static void Tell(Change change, string workspaceId, IntegrationEntry entry, Upkeep upkeep) => change.Notify(new Notice(
        $"integration:{upkeep.ConnectionId}:{upkeep.Due.UtcTicks}", workspaceId, "system", "integration.needs_reconnect", $"{entry.Name} no longer accepts its keys", upkeep.Problem!.Message, $"/integrations/{entry.Provider}", null, NoticeTo.Admins));
}
