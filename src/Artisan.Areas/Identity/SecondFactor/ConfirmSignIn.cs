using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Recovery;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.SecondFactor;

/// <summary>The challenge of the first step, and a code of the app or a recovery code.</summary>
public sealed record ConfirmSignInRequest([Required, StringLength(UserToken.Most)] string Challenge, [Required, StringLength(32)] string Code)
{
    // Both stay out of logs.
    public override string ToString() => "second step";
}

/// <summary>
/// The second step of signing in. Challenge and code are spent in the transaction that begins the session, so of many calls with one code one signs in.
/// </summary>
internal sealed class ConfirmSignIn(AccountStore accounts, SecondFactors factors, Sessions sessions, SecurityMails mails)
{
    public async Task<Outcome<SignedInResponse>> RunAsync(ConfirmSignInRequest request, Browser browser, CancellationToken ct)
    {
        if (UserToken.Parse(request.Challenge) is not { } token || await accounts.Home(token.UserId).FindAsync(IdentityKeys.Challenge(token.Hash), ct) is not { } challenge) return IdentityFaults.ChallengeInvalid;
        if (await accounts.FindAsync(token.UserId, ct) is not { HasSecondFactor: true, Gate.Disabled: false } account || !FirstStep.Counts(challenge, account)) return IdentityFaults.ChallengeInvalid;
        var (refusal, right) = await factors.CheckAsync(account, accounts, request.Code, browser.Ip, ct);
        if (refusal is not null) return refusal;

        var method = $"{challenge.GetString("method")}+{(right!.RecoveryLeft is null ? "code" : "recovery")}";
        try
        {
            return await sessions.BeginAsync(account, browser, method, ct, also: change => Spend(change, account, challenge, right));
        }
        catch (WriteConflictException)
        {
            return IdentityFaults.CodeWrong.At("code");
        }
    }

    private void Spend(Change change, Account account, TableEntity challenge, RightCode right)
    {
        change.Delete(challenge).Replace(right.Row);
        if (right.RecoveryLeft is { } left) mails.RecoveryCodeUsed(change, account.Profile.Email, left);
    }
}
