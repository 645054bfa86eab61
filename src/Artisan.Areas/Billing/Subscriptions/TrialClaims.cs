using System.Security.Cryptography;
using System.Text;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>
/// Who has had a trial, over all workspaces: owners and payment cards, as hashes. All of a workspace's are claimed at once, or none is, before the trial begins; a claim stays
/// with its workspace, so a call that died can be repeated and nobody begins two.
/// </summary>
internal sealed class TrialClaims(Stores stores)
{
    private const string Workspace = "workspace";

    // A transaction has no more rows; those who are behind the hundredth owner are let be.
    private const int MostClaims = 100;

    /// <summary>Claims the trial for a workspace; false where one of those has had it in another.</summary>
    public Task<bool> TakeAsync(string workspaceId, IEnumerable<string> ownerIds, string? fingerprintHash, CancellationToken ct)
    {
        var trials = stores.Platform(BillingKeys.Table).Partition("trials");
        IReadOnlyList<string> claims = [.. (fingerprintHash is null ? [] : new[] { $"card|{fingerprintHash}" }).Concat(ownerIds.Select(o => $"owner|{o}")).Take(MostClaims)];
        return Retry.OnConflictAsync(
            async () =>
            {
                var change = trials.Change();
                foreach (var key in claims.Select(Key))
                {
                    if (await trials.FindAsync(key, ct) is { } taken)
                    {
                        if (taken.GetString(Workspace) != workspaceId) return false;
                        continue;
                    }

                    var row = trials.Row(key);
                    row[Workspace] = workspaceId;
                    change.Insert(row);
                }

                if (change.Count > 0) await change.CommitAsync(ct);
                return true;
            },
            ct);
    }

    private static string Key(string who) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(who)));
}
