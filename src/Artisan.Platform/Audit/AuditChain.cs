using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Artisan.Azure.Tables;
using Artisan.Platform.Ids;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Audit;

/// <summary>
/// Appends audit entries to their chains, each message once, many at a time in one transaction. There is no way here to change or remove
/// an entry; <see cref="AuditVerifier"/> finds whoever does it by another way.
/// </summary>
public sealed class AuditChain : IOutboxSink
{
    /// <summary>The sink's name.</summary>
    public const string SinkName = "audit";

    // Two rows an entry, and the head: 99 of the 100 rows that a transaction holds.
    private const int MostAtOnce = 49;
    private const int MostTries = 200;

    private sealed record Waiting(string Id, AuditEntry Entry);

    private readonly Stores _stores;
    private readonly IIds _ids;
    private readonly Combiner<Waiting, bool> _combiner;

    public AuditChain(Stores stores, IIds ids)
    {
        (_stores, _ids) = (stores, ids);
        _combiner = new Combiner<Waiting, bool>(MostAtOnce, AppendAsync);
    }

    public string Name => SinkName;

    public Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct) =>
        Task.WhenAll(messages.Select(m => AddAsync(m.Id, JsonSerializer.Deserialize(m.Body, AuditJson.Compact.AuditEntry)!, ct)));

    /// <summary>Records something that belongs to no change, such as a refused sign-in; durable when this returns.</summary>
    public Task RecordAsync(AuditEntry entry, CancellationToken ct) => AddAsync(_ids.Ulid(), ChangeAudit.Kept(entry), ct);

    /// <summary>At most <paramref name="limit"/> entries behind a row key, the newest first; erased ones are not among them.</summary>
    public Task<AuditPage> ReadAsync(AuditScope scope, int limit, string? after, CancellationToken ct) => ReadAsync(scope, AuditSpan.All, limit, after, ct);

    /// <summary>The same of a stretch of time: that in which the changes were made.</summary>
    public async Task<AuditPage> ReadAsync(AuditScope scope, AuditSpan span, int limit, string? after, CancellationToken ct)
    {
        var page = await scope.Open(_stores).PageAsync(AuditKeys.BodiesOf(span), limit, after, ct);
        return new AuditPage([.. page.Rows.Select(From)], page.Next);
    }

    /// <summary>All entries of a stretch of time, the newest first, read while they are consumed.</summary>
    public async IAsyncEnumerable<AuditRecord> StreamAsync(AuditScope scope, AuditSpan span, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in scope.Open(_stores).RangeAsync(AuditKeys.BodiesOf(span), ct)) yield return From(row);
    }

    /// <summary>Where reading goes on behind an entry.</summary>
    public static string PlaceOf(AuditRecord record) => AuditKeys.Body(record.Id);

    private static AuditRecord From(TableEntity row)
    {
        var body = row.GetString("body")!;
        var proof = new AuditProof(Hex(row, "hash"), Hex(row, "salt"), body);
        return new AuditRecord(NewestFirst.Key(row.RowKey[2..]), row.GetInt64("n") ?? 0, JsonSerializer.Deserialize(body, AuditJson.Compact.AuditEntry)!) { Proof = proof };
    }

    private static string Hex(TableEntity row, string name) => Convert.ToHexStringLower(row.GetBinary(name) ?? []);

    private Task<bool> AddAsync(string id, AuditEntry entry, CancellationToken ct) => _combiner.RunAsync(entry.Scope.Owner, new Waiting(id, entry), ct);

    private async Task<IReadOnlyList<bool>> AppendAsync(string owner, IReadOnlyList<Waiting> items, CancellationToken ct)
    {
        var chain = new AuditScope(owner).Open(_stores);
        var added = items.DistinctBy(i => i.Id).ToDictionary(i => i.Id, _ => true);
        var wanted = items.DistinctBy(i => i.Id).ToList();
        for (var tries = 0; wanted.Count > 0; tries++)
        {
            try
            {
                await CommitAsync(chain, wanted, ct);
                break;
            }
            catch (WriteConflictException e) when (e.RowKey.StartsWith("b|", StringComparison.Ordinal))
            {
                // Delivered before: which of them were?
                var known = new ConcurrentBag<string>();
                await Parallel.ForEachAsync(wanted, ct, async (item, token) =>
                {
                    if (await chain.FindAsync(AuditKeys.Body(item.Id), token) is not null) known.Add(item.Id);
                });
                foreach (var id in known) added[id] = false;
                wanted.RemoveAll(i => !added[i.Id]);
            }
            catch (WriteConflictException) when (tries < MostTries)
            {
                await Task.Delay(RandomNumberGenerator.GetInt32(1, 25), ct);
            }
        }

        return [.. items.Select(i => added[i.Id])];
    }

    private static async Task CommitAsync(Partition chain, List<Waiting> items, CancellationToken ct)
    {
        var head = await chain.FindAsync(AuditKeys.Head, ct) ?? chain.Row(AuditKeys.Head);
        var number = head.GetInt64("n") ?? 0;
        var hash = head.GetBinary("hash") ?? AuditHash.Genesis(chain.Key);
        var change = chain.Change();
        var rows = new List<TableEntity>(items.Count * 2);
        foreach (var item in items)
        {
            number++;
            var body = JsonSerializer.Serialize(item.Entry, AuditJson.Compact.AuditEntry);
            var salt = RandomNumberGenerator.GetBytes(32);
            var commitment = AuditHash.Commitment(salt, body);
            hash = AuditHash.Next(hash, number, commitment);
            rows.Add(new TableEntity(chain.Key, AuditKeys.Entry(number)) { { "id", item.Id }, { "commitment", commitment }, { "hash", hash } });
            rows.Add(new TableEntity(chain.Key, AuditKeys.Body(item.Id)) { { "n", number }, { "hash", hash }, { "salt", salt }, { "body", body } });
        }

        head["n"] = number;
        head["hash"] = hash;
        change.Save(head);
        foreach (var row in rows) change.Insert(row);
        await change.CommitAsync(ct);
    }
}
