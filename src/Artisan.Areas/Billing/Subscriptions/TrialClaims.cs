using System.Security.Cryptography;
using System.Text;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>
/// Who has had a trial, over all workspaces: owners and payment cards, as hashes. A claim is made before the trial begins and stays with its workspace, so a call that died can
/// be repeated and nobody begins two.
/// </summary>
internal sealed class TrialClaims(Stores stores)
{
    private const string Workspace = "workspace";

    /// <summary>Claims the trial for a workspace; false where one of those has had it in another.</summary>
    public async Task<bool> TakeAsync(string workspaceId, string ownerId, string? fingerprintHash, CancellationToken ct) =>
        await TakeAsync($"owner|{ownerId}", workspaceId, ct) && (fingerprintHash is null || await TakeAsync($"card|{fingerprintHash}", workspaceId, ct));

    private async Task<bool> TakeAsync(string who, string workspaceId, CancellationToken ct)
    {
        var trials = stores.Platform(BillingKeys.Table).Partition("trials");
        var row = trials.Row(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(who))));
        row[Workspace] = workspaceId;
        try
        {
            await trials.Change().Insert(row).CommitAsync(ct);
            return true;
        }
        catch (WriteConflictException e) when (e.Kind is ConflictKind.Exists)
        {
            return (await trials.FindAsync(row.RowKey, ct))?.GetString(Workspace) == workspaceId;
        }
    }
}
