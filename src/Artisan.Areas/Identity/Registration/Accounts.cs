using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Microsoft.AspNetCore.Http;

namespace Artisan.Areas.Identity.Registration;

/// <summary>Users as other areas look them up and open them.</summary>
internal sealed class Accounts(AccountStore accounts, OpenAccount opening, PasswordHashes hashes, PasswordCheck passwords, Sessions sessions, IIds ids) : IAccounts
{
    public async Task<Person?> FindAsync(string userId, CancellationToken ct) => await accounts.FindAsync(userId, ct) is { } account ? Of(account) : null;

    public async Task<Person?> FindAsync(EmailAddress address, CancellationToken ct) => await accounts.FindAsync(address, ct) is { } account ? Of(account) : null;

    public async Task<Outcome<Person>> OpenAsync(NewAccount account, HttpContext http, CancellationToken ct)
    {
        if (!EmailAddress.TryParse(account.Email, out var address)) return Faults.Invalid.At("email", "One e-mail address.");
        if (PasswordRules.IsCommon(account.Password, address)) return IdentityFaults.PasswordCommon.At("password");

        var browser = Browser.Of(http);
        // Who is known already is looked for first: hashing is slow on purpose.
        if (await accounts.FindAsync(address, ct) is null)
        {
            var registration = new PendingRegistration { UserId = ids.New("usr"), WorkspaceId = "", Name = account.Name.Trim(), Address = address.Text, WorkspaceName = "" };
            var confirmation = new Confirmation(account.Proof, await hashes.HashAsync(account.Password, ct), browser.Ip);
            if (await opening.ClaimAsync(address, registration, confirmation, ct) is { } opened) return Of(opened);
        }

        if (await opening.FindAsync(address, account.Proof, ct) is not { } userId) return IdentityFaults.AddressTaken;
        if (await accounts.FindAsync(userId, ct) is not { } found) return Faults.Unavailable;
        // Who has a second factor since then signs in with both: what is opened here signs in without a code.
        if (found.HasSecondFactor) return IdentityFaults.AddressTaken;
        var (refusal, _) = await passwords.RunAsync(address, found, found.Profile.PasswordHash, account.Password, browser, ct);
        return refusal is null ? Of(found) : refusal;
    }

    public async Task<SignedInResponse> SignInAsync(Person person, HttpContext http, CancellationToken ct)
    {
        var account = await accounts.FindAsync(person.UserId, ct) ?? throw new FaultException(Faults.Unavailable);
        return await sessions.BeginAsync(account, Browser.Of(http), "invitation", ct);
    }

    private static Person Of(Account account) => new(account.UserId, account.Profile.Name, account.Profile.Email, account.HasSecondFactor);
}
