using System.Collections.Concurrent;
using System.Text.Json;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Identity.Registration;

/// <summary>An address whose owner is known, and whose account may not be open yet.</summary>
internal sealed record AccountToOpen(string AddressKey);

/// <summary>Who confirmed an address: with which mailed secret (its hash), which password he chose (its hash), and where from.</summary>
internal sealed record Confirmation(string Proof, string PasswordHash, string Ip)
{
    // The hash stays out of logs.
    public override string ToString() => "confirmation";
}

/// <summary>
/// Opens the account that a confirmed address leads to: user, gate, membership, workspace. All of it follows from the address's owner row;
/// what a crash left out is made up for by the next delivery or the next try of the same link, and nothing is made twice.
/// </summary>
internal sealed class OpenAccount(Stores stores, AccountStore accounts, IWorkspaceOpening workspaces, SystemClock clock) : IOutboxSink
{
    public const string SinkName = "identity-account";
    private const string Proof = "confirmedBy";
    private const string Password = "password";
    private const string ConfirmedAt = "confirmedAt";
    private const string Ip = "ip";

    private static readonly IReadOnlyList<TableEntity> Nothing = [];

    // Whoever claims an address gets the rows that the outbox has just written for him, and need not read them.
    private readonly ConcurrentDictionary<string, IReadOnlyList<TableEntity>> _claiming = new(StringComparer.Ordinal);

    public string Name => SinkName;

    /// <summary>
    /// Makes an address its confirmer's and opens the account. Null where it is another's: one address has one owner, however many race for it.
    /// With the same proof it may be repeated; the account then keeps the password of the first time.
    /// </summary>
    public async Task<Account?> ClaimAsync(EmailAddress address, PendingRegistration registration, Confirmation confirmation, CancellationToken ct)
    {
        var mailbox = Mailbox(address.Key);
        var row = registration.Into(mailbox.Row(IdentityKeys.Owner));
        row[Proof] = confirmation.Proof;
        row[Password] = confirmation.PasswordHash;
        row[ConfirmedAt] = clock.Now;
        row[Ip] = confirmation.Ip;
        _claiming[registration.UserId] = Nothing;
        try
        {
            await mailbox.Change().Insert(row).Send(SinkName, new AccountToOpen(address.Key), IdentityStorageJson.Default.AccountToOpen).CommitAsync(ct, settle: true);
            return _claiming[registration.UserId] is { Count: > 0 } rows ? new Account(registration.UserId, rows) : await accounts.FindAsync(registration.UserId, ct);
        }
        catch (WriteConflictException e) when (e.Kind is ConflictKind.Exists)
        {
            return null;
        }
        finally
        {
            _claiming.TryRemove(registration.UserId, out _);
        }
    }

    /// <summary>The user whom a proof made the owner of an address, his account open; null where it is nobody's, or another proof's.</summary>
    public async Task<string?> FindAsync(EmailAddress address, string proof, CancellationToken ct)
    {
        if (await Mailbox(address.Key).FindAsync(IdentityKeys.Owner, ct) is not { } owner || owner.GetString(Proof) != proof) return null;
        await RunAsync(address.Key, owner, ct);
        return owner.GetString("user");
    }

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var key in messages.Select(m => JsonSerializer.Deserialize(m.Body, IdentityStorageJson.Default.AccountToOpen)!.AddressKey))
        {
            if (await Mailbox(key).FindAsync(IdentityKeys.Owner, ct) is { } owner) await RunAsync(key, owner, ct);
        }
    }

    private async Task RunAsync(string addressKey, TableEntity owner, CancellationToken ct)
    {
        if (PendingRegistration.From(owner) is not { } registration) return;
        var at = owner.GetDateTimeOffset(ConfirmedAt)!.Value;
        var opening = new WorkspaceOpening(registration.WorkspaceId, registration.UserId, registration.WorkspaceName, "UTC", "USD", at, owner.GetString(Ip)!) { OwnerName = registration.Name, OwnerEmail = registration.Address };
        await InsertUserAsync(registration, opening, owner.GetString(Password)!, ct);
        // The user's own outbox does it as well; after a crash the owner must not have to wait for that.
        if (registration.Founds) await workspaces.OpenAsync(opening, ct);
        await ForgetAsync(addressKey, owner, ct);
    }

    private async Task InsertUserAsync(PendingRegistration registration, WorkspaceOpening opening, string passwordHash, CancellationToken ct)
    {
        var home = stores.User(registration.UserId).Root;
        var profile = new Profile
        {
            Name = registration.Name,
            Email = registration.Address,
            PasswordHash = passwordHash,
            LastWorkspace = registration.WorkspaceId,
            CreatedAt = opening.At,
        };
        var (profileRow, gate) = (ProfileRow.Into(home.Row(IdentityKeys.Profile), profile), new Gate().Into(home.Row(Gate.RowKey)));
        var change = home.Change().Insert(profileRow);
        var rows = new List<TableEntity> { profileRow };
        if (registration.Founds) rows.AddRange(Founding.Add(change, home, gate, null, opening));
        else rows.Add(gate);
        if (!registration.Founds) change.Insert(gate);
        change.Audit(new AuditEntry
        {
            Scope = registration.Founds ? AuditScope.Workspace(opening.WorkspaceId) : AuditScope.User(registration.UserId),
            Action = "auth.account_created",
            Actor = AuditActor.User(registration.UserId),
            Target = new AuditTarget("user", registration.UserId),
            At = opening.At,
            Ip = opening.Ip,
        });
        try
        {
            await change.CommitAsync(ct, settle: true);
            // Rows without an ETag were written by a try whose answer was lost.
            if (rows.All(r => r.ETag != default)) _claiming.TryUpdate(registration.UserId, rows, Nothing);
        }
        catch (WriteConflictException e) when (e.Kind is ConflictKind.Exists)
        {
            // The user is there since an earlier try.
        }
    }

    // From here on the user's own rows are the truth, and the hash of his first password need not lie about.
    private async Task ForgetAsync(string addressKey, TableEntity owner, CancellationToken ct)
    {
        var mailbox = Mailbox(addressKey);
        var row = mailbox.Row(IdentityKeys.Owner);
        row.ETag = owner.ETag;
        row["user"] = owner.GetString("user");
        row[Proof] = owner.GetString(Proof);
        try
        {
            await mailbox.Change().Replace(row).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // Another try did it.
        }
    }

    private Partition Mailbox(string addressKey) => stores.Platform(TableNames.Identity).Partition(IdentityKeys.Address(addressKey));
}
