using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Recovery;
using Artisan.Areas.Identity.Registration;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Identity.Addresses;

/// <summary>The address that is to sign in from now on, and the password.</summary>
public sealed record ChangeEmailRequest([Required, StringLength(254, MinimumLength = 3)] string Email, [Required, StringLength(PasswordRules.Most)] string Password)
{
    // Both stay out of logs.
    public override string ToString() => "address change";
}

/// <summary>
/// Mails a link to a new address, which is the account's only when it is opened and the password given there. Whether the address has an account
/// already shows in the mail alone, not in the answer.
/// </summary>
internal sealed class ChangeEmail(AccountStore accounts, PasswordCheck passwords, MailLimits limits, AddressMails mails, Sessions sessions, SystemClock clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    public async Task<Outcome<Done>> RunAsync(ChangeEmailRequest request, Caller caller, Browser browser, CancellationToken ct)
    {
        if (!EmailAddress.TryParse(request.Email, out var address)) return Faults.Invalid.At("email", "One e-mail address.");
        if (await accounts.FindAsync(caller.UserId!, ct) is not { } account || !EmailAddress.TryParse(account.Profile.Email, out var old)) return IdentityFaults.SessionEnded;
        if (address.Key == old.Key) return Faults.Invalid.At("email", "This is the address of your account already.");
        if ((await passwords.RunAsync(old, account, account.Profile.PasswordHash, request.Password, browser, ct)).Refusal is { } refusal) return ChangePassword.Wrong(refusal, "password");
        if (await limits.TakeClientAsync(browser, ct) is { } tooMany) return tooMany;
        if (await limits.TakeAddressAsync(address, ct)) await Retry.OnConflictAsync(() => SendAsync(caller, address, ct), ct);
        return Outcome.Accepted(Done.Value);
    }

    private async Task<bool> SendAsync(Caller caller, EmailAddress address, CancellationToken ct)
    {
        var home = accounts.Home(caller.UserId!);
        if (await accounts.FindAsync(caller.UserId!, ct) is not { } account) return false;
        var change = home.Change().Audit(sessions.Entry(account, "auth.email_change_asked", caller.Ip));
        if (await accounts.FindAsync(address, ct) is not null)
        {
            await mails.Taken(change, address.Text).CommitAsync(ct);
            return false;
        }

        var token = UserToken.Create(account.UserId);
        var row = OneTimeTokens.Row(home, OneTimeTokens.Address, token.Hash, clock.Now + Kept, address.Text);
        row.ETag = (await home.FindAsync(OneTimeTokens.Address, ct))?.ETag ?? default;
        await mails.Confirm(change.Save(row), address.Text, account.Profile.Name, token.Text).CommitAsync(ct);
        return true;
    }
}
