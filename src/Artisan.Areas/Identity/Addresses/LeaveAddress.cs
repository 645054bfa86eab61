using System.Text.Json;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Addresses;

/// <summary>
/// Gives up an address that an account has left, so that others may use it: only the row that was its at that time, so that a way back which was
/// taken meanwhile keeps it.
/// </summary>
internal sealed class LeaveAddress(Stores stores) : IOutboxSink
{
    public const string SinkName = "identity-address-left";

    public string Name => SinkName;

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var left in messages.Select(m => JsonSerializer.Deserialize(m.Body, IdentityStorageJson.Default.AddressLeft)!)) await RunAsync(left, ct);
    }

    /// <summary>Gives up the address where it is still the one that was left.</summary>
    public Task<bool> RunAsync(AddressLeft left, CancellationToken ct) => Retry.OnConflictAsync(
        async () =>
        {
            var mailbox = stores.Platform(TableNames.Identity).Partition(IdentityKeys.Address(left.AddressKey));
            if (await mailbox.FindAsync(IdentityKeys.Owner, ct) is not { } row || row.GetString("user") != left.UserId || (row.GetString("confirmedBy") ?? "") != left.Proof) return false;
            await mailbox.Change().Delete(row).CommitAsync(ct);
            return true;
        },
        ct);
}
