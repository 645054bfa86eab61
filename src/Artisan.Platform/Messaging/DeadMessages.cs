using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Messaging;

/// <summary>A message that was set aside after ten failures.</summary>
/// <param name="Id">The message's id, the same as before and after.</param>
/// <param name="To">The queue or sink that would not have it.</param>
/// <param name="Body">JSON.</param>
/// <param name="Releases">How often it was released before.</param>
public sealed record DeadMessage(string Id, string To, string Body, int Releases);

/// <summary>The messages that a partition's outbox has set aside: looked at, and released once their trouble is over.</summary>
public sealed class DeadMessages(Outbox outbox, DeadOutboxes list)
{
    /// <summary>At most <paramref name="limit"/> of them behind an id, the oldest first.</summary>
    public static async Task<IReadOnlyList<DeadMessage>> ListAsync(Partition partition, int limit, CancellationToken ct, string? after = null) =>
        [.. (await partition.PageAsync(RowRange.Prefix(OutboxRow.DeadPrefix), limit, after is null ? null : OutboxRow.DeadPrefix + after, ct)).Rows.Select(Read)];

    /// <summary>Puts a message of a listed partition back into its outbox; false where it is not among the dead.</summary>
    public async Task<bool> ReleaseAsync(DeadOutbox dead, string id, CancellationToken ct)
    {
        var partition = list.Open(dead);
        var released = await ReleaseAsync(partition, id, ct);
        await list.ForgetIfEmptyAsync(partition, ct);
        return released;
    }

    /// <summary>Puts a message back into the outbox under its old id and with no failure counted; false where it is not among the dead.</summary>
    public async Task<bool> ReleaseAsync(Partition partition, string id, CancellationToken ct)
    {
        if (await partition.FindAsync(OutboxRow.DeadPrefix + id, ct) is not { } dead) return false;
        var row = partition.Row(OutboxRow.Prefix + id);
        OutboxRow.Copy(dead, row);
        row[OutboxRow.Attempts] = 0;
        row[OutboxRow.Releases] = Read(dead).Releases + 1;
        await outbox.RingAsync(partition, ct);
        try
        {
            await partition.Change().Upsert(row).Delete(dead).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // Somebody else released it this moment.
            return false;
        }

        outbox.DispatchInBackground(partition, [row]);
        return true;
    }

    private static DeadMessage Read(TableEntity row)
    {
        var message = OutboxRow.Read(row);
        return new DeadMessage(message.Id, message.To, message.Body, row.GetInt32(OutboxRow.Releases) ?? 0);
    }
}
