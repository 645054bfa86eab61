using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Recovery;

/// <summary>The password as it is, and as it shall be.</summary>
public sealed record ChangePasswordRequest(
    [Required, StringLength(PasswordRules.Most)] string CurrentPassword,
    [Required, StringLength(PasswordRules.Most, MinimumLength = PasswordRules.Least)] string Password)
{
    // Both stay out of logs.
    public override string ToString() => "password change";
}

/// <summary>Changes the password of who knows the present one; all other sessions end.</summary>
internal sealed class ChangePassword(AccountStore accounts, PasswordCheck passwords, PasswordHashes hashes, Sessions sessions, SecurityMails mails)
{
    public async Task<Outcome<Done>> RunAsync(ChangePasswordRequest request, Caller caller, Browser browser, CancellationToken ct)
    {
        if (await accounts.FindAsync(caller.UserId!, ct) is not { } known || !EmailAddress.TryParse(known.Profile.Email, out var address)) return IdentityFaults.SessionEnded;
        if (PasswordRules.IsCommon(request.Password, address)) return IdentityFaults.PasswordCommon.At("password");
        if ((await passwords.RunAsync(address, known, known.Profile.PasswordHash, request.CurrentPassword, browser, ct)).Refusal is { } refusal) return Wrong(refusal, "currentPassword");

        var hash = await hashes.HashAsync(request.Password, ct);
        return await Retry.OnConflictAsync<Outcome<Done>>(
            async () =>
            {
                // The password that was shown must still be the one when the new one is set.
                if (await accounts.FindAsync(caller.UserId!, ct) is not { } account || account.Profile.PasswordHash != known.Profile.PasswordHash) return IdentityFaults.SessionEnded;
                var home = accounts.Home(account.UserId);
                var ending = await Sessions.AllButAsync(home, account.UserId, caller.SessionId!, ct);
                var change = home.Change().Replace(account.RowOf(account.Profile with { PasswordHash = hash })).Audit(sessions.Entry(account, "auth.password_changed", caller.Ip));
                await sessions.EndAsync(mails.PasswordChanged(change, account.Profile.Email), account, ending, ct);
                return Done.Value;
            },
            ct);
    }

    /// <summary>A wrong password of who is signed in: his session is good, so it must not answer as if it had ended.</summary>
    public static Fault Wrong(Fault refusal, string field) => refusal == IdentityFaults.CredentialsWrong ? IdentityFaults.PasswordWrong.At(field) : refusal;
}
