using System.Text.Json;
using Artisan.Areas.Identity.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Registration;

/// <summary>An address whose owner is known, and whose account may not be open yet.</summary>
internal sealed record AccountToOpen(string AddressKey);

/// <summary>
/// Opens the account that a confirmed address leads to: user, gate, membership, workspace. All of it follows from the address's owner row;
/// what a crash left out is made up for by the next delivery or the next try of the same link, and nothing is made twice.
/// </summary>
internal sealed class OpenAccount(Stores stores, IWorkspaceOpening workspaces) : IOutboxSink
{
    public const string SinkName = "identity-account";
    public const string ConfirmedBy = "confirmedBy";
    private const string ConfirmedAt = "confirmedAt";
    private const string Ip = "ip";

    public string Name => SinkName;

    /// <summary>
    /// The owner row of a confirmed address; it holds all that the account is made of until it is open, and for good which token confirmed it:
    /// only that one may be tried again.
    /// </summary>
    public static TableEntity OwnerRow(Partition mailbox, PendingRegistration registration, string tokenHash, DateTimeOffset at, string ip)
    {
        var row = registration.Into(mailbox.Row(IdentityKeys.Owner));
        row[ConfirmedBy] = tokenHash;
        row[ConfirmedAt] = at;
        row[Ip] = ip;
        return row;
    }

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var message in messages) await RunAsync(JsonSerializer.Deserialize(message.Body, IdentityStorageJson.Default.AccountToOpen)!.AddressKey, ct);
    }

    /// <summary>Opens the account where it is not open yet.</summary>
    public async Task RunAsync(string addressKey, CancellationToken ct)
    {
        var mailbox = stores.Platform(TableNames.Identity).Partition(IdentityKeys.Address(addressKey));
        if (await mailbox.FindAsync(IdentityKeys.Owner, ct) is not { } owner || PendingRegistration.From(owner) is not { } registration) return;

        var at = owner.GetDateTimeOffset(ConfirmedAt)!.Value;
        var opening = new WorkspaceOpening(registration.WorkspaceId, registration.UserId, registration.WorkspaceName, "UTC", "USD", at, owner.GetString(Ip)!) { OwnerName = registration.Name, OwnerEmail = registration.Address };
        await InsertUserAsync(registration, opening, ct);
        // The user's own outbox does it as well; after a crash the owner must not have to wait for that.
        if (registration.Founds) await workspaces.OpenAsync(opening, ct);
        await ForgetAsync(mailbox, registration.UserId, owner, ct);
    }

    private async Task InsertUserAsync(PendingRegistration registration, WorkspaceOpening opening, CancellationToken ct)
    {
        var home = stores.User(registration.UserId).Root;
        var profile = new Profile
        {
            Name = registration.Name,
            Email = registration.Address,
            PasswordHash = registration.PasswordHash,
            LastWorkspace = registration.WorkspaceId,
            CreatedAt = opening.At,
        };
        var change = home.Change().Insert(ProfileRow.Into(home.Row(IdentityKeys.Profile), profile));
        var gate = new Gate().Into(home.Row(Gate.RowKey));
        if (registration.Founds) Founding.Add(change, home, gate, null, opening);
        else change.Insert(gate);
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
        }
        catch (WriteConflictException e) when (e.Kind is ConflictKind.Exists)
        {
            // The user is there since an earlier try.
        }
    }

    // From here on the user's own rows are the truth, and the hash of his first password need not lie about.
    private static async Task ForgetAsync(Partition mailbox, string userId, TableEntity owner, CancellationToken ct)
    {
        var row = mailbox.Row(IdentityKeys.Owner);
        row.ETag = owner.ETag;
        row["user"] = userId;
        row[ConfirmedBy] = owner.GetString(ConfirmedBy);
        try
        {
            await mailbox.Change().Replace(row).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // Another try did it.
        }
    }
}
