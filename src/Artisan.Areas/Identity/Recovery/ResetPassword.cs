using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Recovery;

/// <summary>The token from the mail and the new password.</summary>
public sealed record ResetPasswordRequest(
    [Required, StringLength(UserToken.Most)] string Token,
    [Required, StringLength(PasswordRules.Most, MinimumLength = PasswordRules.Least)] string Password)
{
    // Token and password stay out of logs.
    public override string ToString() => "password reset";
}

/// <summary>
/// Sets a new password by the mailed token: in one transaction the token is spent and every session ends. It signs nobody in, so a second factor
/// is asked for as ever.
/// </summary>
internal sealed class ResetPassword(AccountStore accounts, PasswordHashes hashes, Sessions sessions, SecurityMails mails)
{
    public async Task<Outcome<Done>> RunAsync(ResetPasswordRequest request, Browser browser, CancellationToken ct)
    {
        if (UserToken.Parse(request.Token) is not { } token || await OneTimeTokens.FindAsync(accounts.Home(token.UserId), OneTimeTokens.Reset, token, ct) is null) return IdentityFaults.TokenInvalid;
        if (await accounts.FindAsync(token.UserId, ct) is not { } account) return IdentityFaults.TokenInvalid;
        if (!EmailAddress.TryParse(account.Profile.Email, out var address) || PasswordRules.IsCommon(request.Password, address)) return IdentityFaults.PasswordCommon.At("password");
        var hash = await hashes.HashAsync(request.Password, ct);
        return await Retry.OnConflictAsync(() => SetAsync(token, hash, browser, ct), ct);
    }

    private async Task<Outcome<Done>> SetAsync(UserToken token, string hash, Browser browser, CancellationToken ct)
    {
        var home = accounts.Home(token.UserId);
        if (await OneTimeTokens.FindAsync(home, OneTimeTokens.Reset, token, ct) is not { } spent || await accounts.FindAsync(token.UserId, ct) is not { } account) return IdentityFaults.TokenInvalid;
        // A link counts for who reads the account's address: it does not outlive a move to another.
        if (OneTimeTokens.AddressOf(spent) != account.Profile.Email) return IdentityFaults.TokenInvalid;
        var ending = await Sessions.AllButAsync(home, token.UserId, "", ct);
        var entry = sessions.Entry(account, "auth.password_reset", browser.Ip) with { Actor = AuditActor.Anonymous };
        var change = home.Change().Replace(account.RowOf(account.Profile with { PasswordHash = hash })).Delete(spent).Audit(entry);
        await sessions.EndAsync(mails.PasswordChanged(change, account.Profile.Email), account, ending, ct);
        return Done.Value;
    }
}
