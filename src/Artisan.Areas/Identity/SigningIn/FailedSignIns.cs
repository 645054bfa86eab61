using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Time;

namespace Artisan.Areas.Identity.SigningIn;

/// <summary>
/// Records failed sign-ins, each once: for a known user in the chain of his workspace, for an unknown address in the platform's, by a pseudonym.
/// The owner of an account is told of each tenth in a row.
/// </summary>
internal sealed class FailedSignIns(IKeyRing keys, SystemClock clock)
{
    // At so many failures in a row the account's owner is told.
    private const int Suspicious = 10;

    /// <summary>Records a failed try with the row that counted it; the work is the same whether there is such an account or not.</summary>
    public Task RecordAsync(EmailAddress address, Account? account, CountedTry counted, string ip, CancellationToken ct)
    {
        var workspace = account?.WorkspaceFor(account.Profile.LastWorkspace) ?? "";
        var entry = new AuditEntry
        {
            Scope = account is null ? AuditScope.Platform : workspace.Length > 0 ? AuditScope.Workspace(workspace) : AuditScope.User(account.UserId),
            Action = "auth.sign_in_failed",
            Actor = AuditActor.Anonymous,
            Target = account is null ? new AuditTarget("address", Pseudonym(address)) : new AuditTarget("user", account.UserId),
            At = clock.Now,
            Outcome = AuditOutcome.Failed,
            After = new JsonObject { ["tries"] = counted.Failures },
            Ip = ip,
        };
        var change = counted.Home.Change().Audit(entry);
        if (account is not null && counted.Failures % Suspicious == 0)
        {
            var what = "Ten sign-ins to your account failed one after another. Whoever tries has to wait longer after each one.";
            change.Send(AccountSuspicion.SinkName, new AccountSuspicion(account.UserId, Suspicions.FailedSignIns, what, ip, clock.Now), AccountSuspicion.JsonType);
        }

        return change.CommitAsync(ct);
    }

    private string Pseudonym(EmailAddress address) => Convert.ToHexStringLower(HMACSHA256.HashData(keys.Get(KeyPurpose.Pseudonyms).Current, Encoding.ASCII.GetBytes(address.Key)))[..32];
}
