using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Identity.Storage;

/// <summary>Memberships in users' partitions.</summary>
internal sealed class Memberships(AccountStore accounts, SystemClock clock) : IMemberships
{
    public Partition Home(string userId) => accounts.Home(userId);

    public async Task<IReadOnlyList<Membership>> ListAsync(string userId, CancellationToken ct) =>
        await accounts.FindAsync(userId, ct) is { } account ? account.Memberships : [];

    public async Task<IReadOnlyCollection<string>> AllAsync(string userId, CancellationToken ct) => await accounts.FindAsync(userId, ct) is { } account ? account.Named : [];

    public Task<bool> FoundAsync(WorkspaceOpening opening, Action<Change> also, CancellationToken ct) => Retry.OnConflictAsync(
        async () =>
        {
            var home = accounts.Home(opening.OwnerId);
            if (await accounts.FindAsync(opening.OwnerId, ct) is not { Gate.Disabled: false } account) throw new FaultException(IdentityFaults.SessionEnded);
            if (Founding.FreeOwned(account.Owned, clock.Now) >= IMemberships.MostFree) return false;
            var change = home.Change();
            // First, so that a repeated call is told from two founders who met on the same rows.
            also(change);
            var told = opening with { OwnerName = account.Profile.Name, OwnerEmail = account.Profile.Email };
            Founding.Add(change, home, account.RowOf(account.Gate), account.Owned, told);
            await change.CommitAsync(ct, settle: true);
            return true;
        },
        ct,
        e => e.RowKey is Gate.RowKey or IdentityKeys.Owned);

    public Task<bool> FollowAsync(string userId, string workspaceId, Func<CancellationToken, Task<MemberState?>> read, CancellationToken ct) => Retry.OnConflictAsync(
        async () =>
        {
            // The user's rows first: their ETags refuse a state of the workspace that was read before somebody wrote a newer one.
            // Until a pair read afresh agrees: a slow caller may have read what was true before and put it back, with nothing in between for an ETag to refuse.
            while (await accounts.FindAsync(userId, ct) is { } account)
            {
                if (Following.Change(account, Home(userId), workspaceId, await read(ct)) is not { } change) return true;
                await change.CommitAsync(ct);
            }

            return false;
        },
        ct);

    public Task<bool> ReserveFreeAsync(string userId, string workspaceId, CancellationToken ct) => Retry.OnConflictAsync(
        async () =>
        {
            if (await accounts.FindAsync(userId, ct) is not { Gate.Disabled: false } account || Founding.Reserve(Home(userId), account.Owned, workspaceId, clock.Now) is not { } row) return false;
            await Home(userId).Change().Save(row).CommitAsync(ct);
            return true;
        },
        ct);
}
