using System.Text.Json;
using Artisan.Areas.Identity.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Messaging;
using Artisan.Platform.Secrets;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Leaving;

/// <summary>An account that is closed, and what it leaves behind.</summary>
internal sealed record AccountToWipe(string UserId, string AddressKey);

/// <summary>
/// Wipes a closed account: the keys of its secrets, what its audit chain says, its address, and every row of its own. What is left anywhere is its id,
/// which leads to nobody. Safe to run again.
/// </summary>
internal sealed class WipeAccount(Stores stores, DataKeys keys, AuditErasure audit, IMembers members) : IOutboxSink
{
    public const string SinkName = "identity-erasure";
    private const int MostAtOnce = 90;

    public string Name => SinkName;

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var wipe in messages.Select(m => JsonSerializer.Deserialize(m.Body, IdentityStorageJson.Default.AccountToWipe)!)) await Retry.OnConflictAsync(() => WipeAsync(wipe, ct), ct);
    }

    private async Task<bool> WipeAsync(AccountToWipe wipe, CancellationToken ct)
    {
        var home = stores.User(wipe.UserId).Root;
        await keys.DestroyAsync(home, ct);
        await audit.EraseUserAsync(wipe.UserId, ct);
        var mailbox = stores.Platform(TableNames.Identity).Partition(IdentityKeys.Address(wipe.AddressKey));
        if (await mailbox.FindAsync(IdentityKeys.Owner, ct) is { } owner && owner.GetString("user") == wipe.UserId) await mailbox.Change().Delete(owner).CommitAsync(ct);

        var rows = await RowsAsync(home, ct);
        if (rows.Any(r => IdentityKeys.WorkspaceOf(r.RowKey) is not null))
        {
            // An invitation that he accepted while the account was being closed. Whoever lets him in after these rows were read changes one of them, or finds no user and takes him out again.
            await members.LeaveAllAsync(wipe.UserId, "", ct);
            rows = await RowsAsync(home, ct);
        }

        // First what an account is read from, so that there is never half of one.
        foreach (var chunk in rows.OrderBy(r => r.RowKey is Gate.RowKey or IdentityKeys.Profile ? 0 : 1).Chunk(MostAtOnce))
        {
            var change = home.Change();
            foreach (var row in chunk) change.Delete(row);
            await change.CommitAsync(ct);
        }

        return true;
    }

    // Not the messages that are on their way, the one that asks for this among them: they are deleted when they have arrived.
    private static async Task<List<TableEntity>> RowsAsync(Partition home, CancellationToken ct)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in home.RangeAsync(RowRange.Prefix(""), ct))
        {
            if (!row.RowKey.StartsWith("out|", StringComparison.Ordinal)) rows.Add(row);
        }

        return rows;
    }
}
