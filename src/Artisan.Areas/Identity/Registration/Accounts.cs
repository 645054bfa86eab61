using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.AspNetCore.Http;

namespace Artisan.Areas.Identity.Registration;

/// <summary>Users as other areas look them up and open them.</summary>
internal sealed class Accounts(Stores stores, AccountStore accounts, OpenAccount opening, PasswordHashes hashes, PasswordCheck passwords, Sessions sessions, IIds ids, SystemClock clock) : IAccounts
{
    public async Task<Person?> FindAsync(string userId, CancellationToken ct) => await accounts.FindAsync(userId, ct) is { } account ? Of(account) : null;

    public async Task<Person?> FindAsync(EmailAddress address, CancellationToken ct) => await accounts.FindAsync(address, ct) is { } account ? Of(account) : null;

    public async Task<Outcome<Person>> OpenAsync(NewAccount account, HttpContext http, CancellationToken ct)
    {
        if (!EmailAddress.TryParse(account.Email, out var address)) return Faults.Invalid.At("email", "One e-mail address.");
        if (PasswordRules.IsCommon(account.Password, address)) return IdentityFaults.PasswordCommon.At("password");

        var mailbox = stores.Platform(TableNames.Identity).Partition(IdentityKeys.Address(address));
        var browser = Browser.Of(http);
        var owner = await mailbox.FindAsync(IdentityKeys.Owner, ct);
        if (owner is null && await ClaimAsync(mailbox, account, address, browser, ct) is { } opened) return opened;
        owner ??= await mailbox.FindAsync(IdentityKeys.Owner, ct);
        if (owner?.GetString(OpenAccount.ConfirmedBy) != account.Proof) return IdentityFaults.AddressTaken;

        await opening.RunAsync(address.Key, ct);
        if (await accounts.FindAsync(owner.GetString("user")!, ct) is not { } found) return Faults.Unavailable;
        var (refusal, _) = await passwords.RunAsync(address, found, found.Profile.PasswordHash, account.Password, browser, ct);
        return refusal is null ? Of(found) : refusal;
    }

    public async Task<SignedInResponse> SignInAsync(Person person, HttpContext http, CancellationToken ct)
    {
        var account = await accounts.FindAsync(person.UserId, ct) ?? throw new FaultException(Faults.Unavailable);
        return await sessions.BeginAsync(account, Browser.Of(http), "invitation", ct);
    }

    // Null where somebody else was first.
    private async Task<Person?> ClaimAsync(Partition mailbox, NewAccount account, EmailAddress address, Browser browser, CancellationToken ct)
    {
        var registration = new PendingRegistration
        {
            UserId = ids.New("usr"),
            WorkspaceId = "",
            Name = account.Name.Trim(),
            Address = address.Text,
            PasswordHash = await hashes.HashAsync(account.Password, ct),
            WorkspaceName = "",
        };
        try
        {
            await mailbox.Change()
                .Insert(OpenAccount.OwnerRow(mailbox, registration, account.Proof, clock.Now, browser.Ip))
                .Send(OpenAccount.SinkName, new AccountToOpen(address.Key), IdentityStorageJson.Default.AccountToOpen)
                .CommitAsync(ct, settle: true);
            return new Person(registration.UserId, registration.Name, registration.Address);
        }
        catch (WriteConflictException e) when (e.Kind is ConflictKind.Exists)
        {
            return null;
        }
    }

    private static Person Of(Account account) => new(account.UserId, account.Profile.Name, account.Profile.Email);
}
