using Artisan.Areas.Identity.Contracts;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Storage;

/// <summary>Users and their sessions.</summary>
internal sealed class AccountStore(Stores stores)
{
    // Reading the rows of a user who does not exist costs what reading a real one's costs.
    private const string Nobody = "usr_00000000000000000000000000";

    /// <summary>The user's partition.</summary>
    public Partition Home(string userId) => stores.User(userId).Root;

    /// <summary>The user's rows in one read; null where there is no such user.</summary>
    public async Task<Account?> FindAsync(string userId, CancellationToken ct)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in Home(userId).RangeAsync(IdentityKeys.Account, ct)) rows.Add(row);
        return rows.Any(r => r.RowKey == IdentityKeys.Profile) ? new Account(userId, rows) : null;
    }

    /// <summary>The user of an address, in two reads whether there is one or not.</summary>
    public async Task<Account?> FindAsync(EmailAddress address, CancellationToken ct)
    {
        var owner = await stores.Platform(TableNames.Identity).Partition(IdentityKeys.Address(address)).FindAsync(IdentityKeys.Owner, ct);
        return await FindAsync(owner?.GetString("user") ?? Nobody, ct);
    }

    /// <summary>A session's row; null where it has ended.</summary>
    public Task<TableEntity?> FindSessionAsync(string userId, string sessionId, CancellationToken ct) => Home(userId).FindAsync(IdentityKeys.Session(sessionId), ct);
}
