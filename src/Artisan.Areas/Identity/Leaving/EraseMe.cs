using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Recovery;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Identity.Leaving;

/// <summary>The password, where the sign-in is not of the last ten minutes.</summary>
public sealed record EraseMeRequest([StringLength(PasswordRules.Most)] string? Password = null)
{
    // The password stays out of logs.
    public override string ToString() => "erasure";
}

/// <summary>
/// Erases the caller's account: memberships first, then everything that is his. Not while he is the last owner of a workspace, which is named.
/// From the answer on nothing signs in any more; a crash on the way is made up for by the outbox.
/// </summary>
internal sealed class EraseMe(AccountStore accounts, IMembers members, PasswordCheck passwords, RecentSignIn recent, SystemClock clock)
{
    private const int MostTries = 5;

    public async Task<Outcome<Done>> RunAsync(EraseMeRequest request, Caller caller, Browser browser, CancellationToken ct)
    {
        if (await accounts.FindAsync(caller.UserId!, ct) is not { } account || !EmailAddress.TryParse(account.Profile.Email, out var address)) return IdentityFaults.SessionEnded;
        if (request.Password is { } password)
        {
            if ((await passwords.RunAsync(address, account, account.Profile.PasswordHash, password, browser, ct)).Refusal is { } refusal) return ChangePassword.Wrong(refusal, "password");
        }
        else if (recent.Refuses(caller) is { } fault)
        {
            return fault;
        }

        // Another tab may found or join a workspace in between.
        for (var tries = 0; tries < MostTries; tries++)
        {
            var kept = await members.LeaveAllAsync(account.UserId, caller.Ip, ct);
            if (kept.Count > 0) return IdentityFaults.LastOwner.Because($"You are the last owner of {string.Join(", ", kept)}; hand it over or delete it first.").With("workspaces", new JsonArray([.. kept]));
            if (!await Retry.OnConflictAsync(() => CloseAsync(account.UserId, ct), ct)) continue;
            browser.Forget();
            return Done.Value;
        }

        return Faults.Busy;
    }

    // The gate is shut in the transaction that sends for the rest, which is settled before the answer. False, and it stays open, while there is a workspace.
    private async Task<bool> CloseAsync(string userId, CancellationToken ct)
    {
        if (await accounts.FindAsync(userId, ct) is not { } account || !EmailAddress.TryParse(account.Profile.Email, out var address)) return true;
        if (account.Memberships.Count > 0) return false;
        var change = accounts.Home(userId).Change()
            .Replace(account.RowOf(account.Gate with { Disabled = true }))
            .Send(WipeAccount.SinkName, new AccountToWipe(userId, address.Key), IdentityStorageJson.Default.AccountToWipe);
        change.Audit(new AuditEntry
        {
            Scope = AuditScope.Platform,
            Action = "auth.account_erased",
            Actor = AuditActor.User(userId),
            Target = new AuditTarget("user", userId),
            At = clock.Now,
        });
        await SecurityMails.Erased(change, account.Profile.Email).CommitAsync(ct, settle: true);
        return true;
    }
}
