using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Artisan.Azure;
using Artisan.Azure.Tables;
using Artisan.Platform.Messaging;
using ETag = global::Azure.ETag;
using RequestFailedException = global::Azure.RequestFailedException;

namespace Artisan.Platform.Storage;

/// <summary>
/// A set of row changes and messages of one partition that is committed in one entity-group transaction: everything or nothing.
/// Messages become <c>out|</c> rows of the same transaction and are delivered at least once, whatever happens after the commit.
/// </summary>
public sealed class Change
{
    /// <summary>The property by which a resent write recognises its own first try.</summary>
    public const string WriteId = "wid";

    // What lies where a row was to be inserted; null where it has gone meanwhile.
    private sealed record Placeholder(TableEntity? Row);

    private readonly Partition _partition;
    private readonly List<TableTransactionAction> _actions = [];
    private readonly List<TableEntity> _messages = [];
    private readonly string _writeId;

    internal Change(Partition partition)
    {
        _partition = partition;
        _writeId = partition.Outbox.Ids.Ulid();
    }

    /// <summary>How many rows the transaction holds so far; 100 is the most.</summary>
    public int Count => _actions.Count;

    /// <summary>The instant of the change, for what is recorded about it.</summary>
    internal DateTimeOffset Now => _partition.Now;

    /// <summary>Who wants to know of which events.</summary>
    internal Events.EventCatalog Events => _partition.Outbox.Events;

    internal string NewId() => _partition.Outbox.Ids.Ulid();

    /// <summary>Inserts a row; the commit fails with <see cref="ConflictKind.Exists"/> where one is there.</summary>
    public Change Insert(TableEntity row) => Add(TableTransactionActionType.Add, row, default);

    /// <summary>Replaces a row that was read, if it has not changed since; else <see cref="ConflictKind.Changed"/>.</summary>
    public Change Replace(TableEntity row) => Add(TableTransactionActionType.UpdateReplace, row, row.ETag);

    /// <summary>Inserts or replaces a row, whatever is there: only for rows that any writer would write alike.</summary>
    public Change Upsert(TableEntity row) => Add(TableTransactionActionType.UpsertReplace, row, default);

    /// <summary>Deletes a row that was read, if it has not changed since.</summary>
    public Change Delete(TableEntity row) => Add(TableTransactionActionType.Delete, row, row.ETag);

    /// <summary>Deletes a row in any state; the commit fails with <see cref="ConflictKind.Gone"/> where there is none.</summary>
    public Change Delete(string rowKey) => Add(TableTransactionActionType.Delete, _partition.Row(rowKey), ETag.All);

    /// <summary>Inserts a row where <paramref name="row"/> has no ETag, else replaces it.</summary>
    public Change Save(TableEntity row) => row.ETag == default ? Insert(row) : Replace(row);

    /// <summary>Sends a message to a queue, or to a sink of that name, once this change is committed.</summary>
    public Change Send<T>(string to, T message, JsonTypeInfo<T> type, TimeSpan delay = default)
    {
        var row = OutboxRow.Create(_partition, _partition.Outbox.Ids.Ulid(), to, JsonSerializer.Serialize(message, type), delay);
        _messages.Add(row);
        return Insert(row);
    }

    /// <summary>
    /// Commits. Returns when the rows are durable; messages are on their way and survive the death of this process.
    /// With <paramref name="settle"/> it returns only when they have been handed over as well.
    /// </summary>
    /// <exception cref="WriteConflictException">A row was not as expected; nothing was written.</exception>
    /// <exception cref="Http.FaultException">The rows are durable, but a message that was to be settled could not be handed over yet; the bell sees to it.</exception>
    public async Task CommitAsync(CancellationToken ct, bool settle = false)
    {
        if (_messages.Count > 0) await _partition.Outbox.RingAsync(_partition, ct);
        await SubmitAsync(ct);
        if (_messages.Count == 0) return;
        if (!settle) _partition.Outbox.DispatchInBackground(_partition, _messages);
        else if (!await _partition.Outbox.DispatchAsync(_partition, _messages, ct)) throw new Http.FaultException(Http.Faults.Unavailable);
    }

    private Change Add(TableTransactionActionType type, TableEntity row, ETag etag)
    {
        if (type is not TableTransactionActionType.Delete) row[WriteId] = _writeId;
        _actions.Add(new TableTransactionAction(type, row, etag));
        return this;
    }

    private async Task SubmitAsync(CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await SubmitOnceAsync(ct);
                return;
            }
            catch (RequestFailedException e) when (e is { Status: 404, ErrorCode: "TableNotFound" } && tries == 1)
            {
                await _partition.Client.CreateIfNotExistsAsync(ct);
            }
            catch (TableTransactionFailedException e) when (e.Status is 404 or 409 or 412)
            {
                if (e.WasRetried() && await IsOurOwnAsync(e.Status, ct))
                {
                    // The answer with the new ETags is lost: whoever keeps these rows must read them again.
                    foreach (var action in _actions) action.Entity.ETag = default;
                    return;
                }

                var failed = e.FailedTransactionActionIndex ?? 0;
                var stored = e.Status == 409 ? await FindPlaceholderAsync(failed, ct) : null;
                if (tries <= 3 && stored is { } place && TakesPlace(failed, place.Row)) continue;
                var kind = e.Status switch { 409 => ConflictKind.Exists, 412 => ConflictKind.Changed, _ => ConflictKind.Gone };
                throw new WriteConflictException(kind, _actions[failed].Entity.RowKey, e) { Stored = stored?.Row is { } row && !_partition.IsExpired(row) ? row : null };
            }
        }
    }

    // Expired rows are absent to readers, so they must be to writers too, although they lie there until they are purged.
    private async Task<Placeholder?> FindPlaceholderAsync(int index, CancellationToken ct)
    {
        var action = _actions[index];
        if (action.ActionType is not TableTransactionActionType.Add || !action.Entity.ContainsKey(Partition.Expiry)) return null;
        return new Placeholder(await _partition.Client.GetEntityIfExistsAsync(_partition.Key, action.Entity.RowKey, select: null, ct));
    }

    private bool TakesPlace(int index, TableEntity? stored)
    {
        if (stored is null) return true;
        if (!_partition.IsExpired(stored)) return false;
        _actions[index] = new TableTransactionAction(TableTransactionActionType.UpdateReplace, _actions[index].Entity, stored.ETag);
        return true;
    }

    // Rows carry the ETag of what is stored now, so that a writer who is alone needs no read before the next change.
    private async Task SubmitOnceAsync(CancellationToken ct)
    {
        var answers = await _partition.Client.SubmitTransactionAsync(_actions, ct);
        for (var i = 0; i < _actions.Count; i++) _actions[i].Entity.ETag = answers.Value[i].Headers.ETag ?? default;
    }

    // The first try of a resent transaction may have been committed and its answer lost: then a row carries our write id.
    private async Task<bool> IsOurOwnAsync(int status, CancellationToken ct)
    {
        // An inserted row stays as it was written; a replaced one may have been replaced again by somebody else meanwhile.
        var written = _actions.FirstOrDefault(a => a.ActionType is TableTransactionActionType.Add) ?? _actions.FirstOrDefault(a => a.ActionType is not TableTransactionActionType.Delete);
        if (written is null) return status == 404;
        var stored = await _partition.Client.GetEntityIfExistsAsync(_partition.Key, written.Entity.RowKey, [WriteId], ct);
        return stored?.GetString(WriteId) == _writeId;
    }
}
