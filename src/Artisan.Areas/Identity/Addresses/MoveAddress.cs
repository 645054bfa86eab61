using System.Text.Json;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Audit;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Identity.Addresses;

/// <summary>An address that somebody claimed for his account by a token, and may not be the account's yet.</summary>
internal sealed record AddressMove(string UserId, string Address, string Proof, string Kind, string? PasswordHash, string Ip)
{
    // Address and hash stay out of logs.
    public override string ToString() => $"address move of {UserId}";
}

/// <summary>An address that is an account's no more, and who had confirmed it.</summary>
internal sealed record AddressLeft(string UserId, string AddressKey, string Proof);

/// <summary>
/// Moves an account to another address. Claiming the address is the commit point, as in a registration: one address has one owner. The account follows in
/// its own partition, in the transaction that spends the token; what a crash leaves out the outbox makes up for. A claim whose token turns out to be
/// spent or replaced is given back.
/// </summary>
internal sealed class MoveAddress(Stores stores, AccountStore accounts, Sessions sessions, AddressMails mails, LeaveAddress leave, SystemClock clock) : IOutboxSink
{
    public const string SinkName = "identity-address";
    private const string Proof = "confirmedBy";
    private static readonly TimeSpan WayBackKept = TimeSpan.FromDays(7);

    public string Name => SinkName;

    /// <summary>Moves the account; false where the address is another's, or the token counts no more.</summary>
    public async Task<bool> RunAsync(AddressMove move, EmailAddress address, CancellationToken ct)
    {
        if (!await ClaimAsync(move, address, ct)) return false;
        return await CompleteAsync(move, address, ct);
    }

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var move in messages.Select(m => JsonSerializer.Deserialize(m.Body, IdentityStorageJson.Default.AddressMove)!))
        {
            if (EmailAddress.TryParse(move.Address, out var address)) await CompleteAsync(move, address, ct);
        }
    }

    private Task<bool> ClaimAsync(AddressMove move, EmailAddress address, CancellationToken ct) => Retry.OnConflictAsync(
        async () =>
        {
            var mailbox = Mailbox(address.Key);
            var row = await mailbox.FindAsync(IdentityKeys.Owner, ct);
            if (row is not null && row.GetString("user") != move.UserId) return false;
            // On the way back the row may still be there: written anew, it is not the one that is about to be given up.
            row ??= mailbox.Row(IdentityKeys.Owner);
            (row["user"], row[Proof]) = (move.UserId, move.Proof);
            await mailbox.Change().Save(row).Send(SinkName, move, IdentityStorageJson.Default.AddressMove).CommitAsync(ct);
            return true;
        },
        ct);

    private Task<bool> CompleteAsync(AddressMove move, EmailAddress address, CancellationToken ct) => Retry.OnConflictAsync(
        async () =>
        {
            var home = accounts.Home(move.UserId);
            // The token first: where another try has spent it by now, the account that is read after it has the address already, and the claim must not be given back.
            var token = await home.FindAsync(move.Kind, ct);
            var account = await accounts.FindAsync(move.UserId, ct);
            if (account is not null && EmailAddress.TryParse(account.Profile.Email, out var old))
            {
                if (old.Key == address.Key) return true;
                if (token is not null && OneTimeTokens.HashOf(token) == move.Proof)
                {
                    await MoveAsync(account, token, move, address, old, ct);
                    return true;
                }
            }

            await leave.RunAsync(new AddressLeft(move.UserId, address.Key, move.Proof), ct);
            return false;
        },
        ct);

    private async Task MoveAsync(Account account, Azure.Tables.TableEntity token, AddressMove move, EmailAddress address, EmailAddress old, CancellationToken ct)
    {
        var home = accounts.Home(account.UserId);
        var left = await Mailbox(old.Key).FindAsync(IdentityKeys.Owner, ct);
        var profile = account.Profile with { Email = address.Text, PasswordHash = move.PasswordHash ?? account.Profile.PasswordHash };
        var change = home.Change()
            .Replace(account.RowOf(profile))
            .Delete(token)
            .Audit(sessions.Entry(account, move.Kind == OneTimeTokens.WayBack ? "auth.email_taken_back" : "auth.email_changed", move.Ip))
            .Send(MemberProfileChanged.SinkName, new MemberProfileChanged(account.UserId), MemberProfileChanged.JsonType)
            .Send(LeaveAddress.SinkName, new AddressLeft(account.UserId, old.Key, left?.GetString(Proof) ?? ""), IdentityStorageJson.Default.AddressLeft);
        IReadOnlyList<Session> ending = [];
        bool? twoStep = null;
        if (move.Kind == OneTimeTokens.WayBack)
        {
            ending = await Sessions.AllButAsync(home, account.UserId, "", ct);
            if (await home.FindAsync(OneTimeTokens.Address, ct) is { } asked) change.Delete(asked);
            // A second factor that came after the move is not the owner's, and would lock him out.
            if (!OneTimeTokens.HadFactor(token) && account.SecondFactor is { } factor)
            {
                change.Delete(factor);
                twoStep = false;
                if (account.HasSecondFactor) change.Audit(sessions.Entry(account, "auth.second_factor_off", move.Ip));
            }
        }
        else
        {
            await OfferWayBackAsync(change, home, account, old, ct);
        }

        await sessions.EndAsync(change, account, ending, ct, twoStep);
    }

    private async Task OfferWayBackAsync(Change change, Partition home, Account account, EmailAddress old, CancellationToken ct)
    {
        // The oldest one that still counts stays: whoever moves the account on must not take it from its owner.
        if (await home.FindAsync(OneTimeTokens.WayBack, ct) is not null)
        {
            mails.Moved(change, old.Text, null);
            return;
        }

        var token = UserToken.Create(account.UserId);
        var row = OneTimeTokens.WithFactor(OneTimeTokens.Row(home, OneTimeTokens.WayBack, token.Hash, clock.Now + WayBackKept, old.Text), account.HasSecondFactor);
        // One that is too old may still lie there.
        mails.Moved(change.Upsert(row), old.Text, token.Text);
    }

    private Partition Mailbox(string addressKey) => stores.Platform(TableNames.Identity).Partition(IdentityKeys.Address(addressKey));
}
