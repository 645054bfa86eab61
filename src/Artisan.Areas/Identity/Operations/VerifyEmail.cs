using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Registration;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Identity.Operations;

/// <summary>The token from the mail.</summary>
public sealed record VerifyEmailRequest([Required, StringLength(200)] string Token)
{
    // The token stays out of logs.
    public override string ToString() => "e-mail verification";
}

/// <summary>
/// Confirms an address by its mailed token, opens the account and signs in. One address has one owner however many registrations race for it;
/// the token is spent only when the account is open, so a try that died on the way can be repeated.
/// </summary>
internal sealed class VerifyEmail(Stores stores, AccountStore accounts, OpenAccount opening, Sessions sessions, SystemClock clock)
{
    public async Task<Outcome<SignedInResponse>> RunAsync(VerifyEmailRequest request, Browser browser, CancellationToken ct)
    {
        if (!SecretText.Looks(request.Token)) return IdentityFaults.TokenInvalid;
        var hash = SecretText.Hash(request.Token);
        var home = Open(IdentityKeys.Registration(hash));
        if (await home.FindAsync(IdentityKeys.Pending, ct) is not { } row || PendingRegistration.From(row) is not { } registration) return IdentityFaults.TokenInvalid;

        if (!EmailAddress.TryParse(registration.Address, out var address) || !await ClaimAsync(registration, address, hash, browser, ct)) return IdentityFaults.TokenInvalid;
        if (await accounts.FindAsync(registration.UserId, ct) is not { } account) return Faults.Unavailable;
        if (!await SpendAsync(home, row, ct)) return IdentityFaults.TokenInvalid;
        return await sessions.BeginAsync(account, browser, "verification", ct);
    }

    // Makes the address the registration's, and opens the account; false where another token was first.
    private async Task<bool> ClaimAsync(PendingRegistration registration, EmailAddress address, string tokenHash, Browser browser, CancellationToken ct)
    {
        var mailbox = Open(IdentityKeys.Address(address));
        try
        {
            await mailbox.Change()
                .Insert(OpenAccount.OwnerRow(mailbox, registration, tokenHash, clock.Now, browser.Ip))
                .Send(OpenAccount.SinkName, new AccountToOpen(address.Key), IdentityStorageJson.Default.AccountToOpen)
                .CommitAsync(ct, settle: true);
            return true;
        }
        catch (WriteConflictException e) when (e.Kind is ConflictKind.Exists)
        {
            var owner = await mailbox.FindAsync(IdentityKeys.Owner, ct);
            if (owner?.GetString(OpenAccount.ConfirmedBy) != tokenHash) return false;
            await opening.RunAsync(address.Key, ct);
            return true;
        }
    }

    private static async Task<bool> SpendAsync(Partition home, TableEntity row, CancellationToken ct)
    {
        try
        {
            await home.Change().Delete(row).CommitAsync(ct);
            return true;
        }
        catch (WriteConflictException)
        {
            return false;
        }
    }

    private Partition Open(string partition) => stores.Platform(TableNames.Identity).Partition(partition);
}
