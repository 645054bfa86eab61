using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Recovery;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.SecondFactor;

/// <summary>A code of the app, or a recovery code.</summary>
public sealed record DropSecondFactorRequest([Required, StringLength(32)] string Code)
{
    // The code stays out of logs.
    public override string ToString() => "second factor";
}

/// <summary>Switches two-step sign-in off: with a recent sign-in and a code, so that neither an open browser nor a password alone is enough.</summary>
internal sealed class DropSecondFactor(AccountStore accounts, SecondFactors factors, Sessions sessions, SecurityMails mails, RecentSignIn recent)
{
    public async Task<Outcome<Done>> RunAsync(DropSecondFactorRequest request, Caller caller, CancellationToken ct)
    {
        if (recent.Refuses(caller) is { } fault) return fault;
        if (await accounts.FindAsync(caller.UserId!, ct) is not { } account) return IdentityFaults.SessionEnded;
        if (!account.HasSecondFactor) return IdentityFaults.SecondFactorOff;
        var (refusal, right) = await factors.CheckAsync(account, accounts, request.Code, caller.Ip, ct);
        if (refusal is not null) return refusal;

        var home = accounts.Home(account.UserId);
        var ending = await Sessions.AllButAsync(home, account.UserId, caller.SessionId!, ct);
        var change = home.Change().Delete(right!.Row).Audit(sessions.Entry(account, "auth.second_factor_off", caller.Ip));
        try
        {
            await sessions.EndAsync(mails.SecondFactorOff(change, account.Profile.Email), account, ending, ct, twoStep: false);
            return Done.Value;
        }
        catch (WriteConflictException)
        {
            return Faults.Busy;
        }
    }
}
