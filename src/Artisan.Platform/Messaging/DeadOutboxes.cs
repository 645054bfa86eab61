using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Messaging;

/// <summary>A partition whose outbox holds messages that were set aside.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Partition">Its key.</param>
/// <param name="Since">When the first of them was set aside.</param>
public sealed record DeadOutbox(string Table, string Partition, DateTimeOffset Since);

/// <summary>A page of them; <see cref="Next"/> leads to the rest where there is more.</summary>
public sealed record DeadOutboxPage(IReadOnlyList<DeadOutbox> Outboxes, string? Next);

/// <summary>
/// The list of all partitions with messages that were set aside, so that a person finds them without a search. It may name one that has none any more, until the next
/// night's sweep has looked; that one also finds what a process which died did not note here.
/// </summary>
public sealed class DeadOutboxes(Stores stores)
{
    private const string Since = "since";
    private const string Latest = "at";

    private Partition Home => stores.Platform(TableNames.Platform).Partition("dead-outboxes");

    /// <summary>At most <paramref name="limit"/> of them behind a place of an earlier page.</summary>
    public async Task<DeadOutboxPage> PageAsync(int limit, string? after, CancellationToken ct)
    {
        var page = await Home.PageAsync(RowRange.Prefix(""), limit, after, ct);
        return new DeadOutboxPage([.. page.Rows.Select(Read)], page.Next);
    }

    /// <summary>The messages of one of them, at most <paramref name="limit"/> behind an id, the oldest first.</summary>
    public Task<IReadOnlyList<DeadMessage>> MessagesAsync(DeadOutbox outbox, int limit, string? after, CancellationToken ct) => DeadMessages.ListAsync(Open(outbox), limit, ct, after);

    /// <summary>The partition itself.</summary>
    internal Partition Open(DeadOutbox outbox) => stores.Open(outbox.Table, outbox.Partition);

    /// <summary>Notes that a partition holds such a message.</summary>
    internal Task NoteAsync(Partition partition, CancellationToken ct) => Retry.OnConflictAsync(
        async () =>
        {
            var row = await Home.FindAsync(KeyOf(partition), ct) ?? Home.Row(KeyOf(partition));
            (row[Since], row[Latest]) = (row.GetDateTimeOffset(Since) ?? partition.Now, partition.Now);
            await Home.Change().Save(row).CommitAsync(ct);
            return true;
        },
        ct);

    /// <summary>Takes a partition off the list where it holds none any more.</summary>
    internal async Task ForgetIfEmptyAsync(Partition partition, CancellationToken ct)
    {
        // The list's row first: one that is set aside meanwhile changes it.
        if (await Home.FindAsync(KeyOf(partition), ct) is not { } row || (await DeadMessages.ListAsync(partition, 1, ct)).Count > 0) return;
        try
        {
            await Home.Change().Delete(row).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // Another message was set aside, or somebody else took it off.
        }
    }

    private static string KeyOf(Partition partition) => $"{partition.Table}|{partition.Key}";

    private static DeadOutbox Read(TableEntity row)
    {
        var name = row.RowKey.Split('|', 2);
        return new DeadOutbox(name[0], name[1], row.GetDateTimeOffset(Since)!.Value);
    }
}
