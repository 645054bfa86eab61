using System.Security.Cryptography;
using System.Text;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Http;
using Artisan.Platform.Secrets;
using Artisan.Platform.Time;

namespace Artisan.Areas.Identity.SecondFactor;

/// <summary>A code that is right, and the row that remembers it as used: it counts only once that row is committed.</summary>
/// <param name="Row">The factor's row, to be replaced in the transaction that the code is for.</param>
/// <param name="RecoveryLeft">How many recovery codes are left where it was one; else null.</param>
internal sealed record RightCode(TableEntity Row, int? RecoveryLeft);

/// <summary>
/// Looks at codes of authenticator apps and recovery codes. A try is counted before the code is looked at; five wrong ones make the account wait,
/// whoever tries. A code opens one thing: the row that remembers it is replaced only as it was read.
/// </summary>
internal sealed class SecondFactors(SealedSecrets secrets, SignInThrottle throttle, FailedSignIns failures, SystemClock clock)
{
    /// <summary>What the code comes to: right, or the refusal.</summary>
    public async Task<(Fault? Refusal, RightCode? Right)> CheckAsync(Account account, AccountStore accounts, string code, string ip, CancellationToken ct)
    {
        var (refusal, counted) = await throttle.TakeCodeAsync(account.UserId, ct);
        if (refusal is not null) return (refusal, null);
        if (account.SecondFactor is { } row && await RightAsync(account, accounts, new TableEntity(row), code.Trim(), ct) is { } right)
        {
            await SignInThrottle.ForgiveCodeAsync(counted!, ct);
            return (null, right);
        }

        if (EmailAddress.TryParse(account.Profile.Email, out var address)) await failures.RecordAsync(address, account, counted!, ip, ct);
        return (IdentityFaults.CodeWrong.At("code"), null);
    }

    private async Task<RightCode?> RightAsync(Account account, AccountStore accounts, TableEntity row, string code, CancellationToken ct)
    {
        if (code.Length == Totp.Digits && code.All(char.IsAsciiDigit))
        {
            var secret = Convert.FromBase64String(await secrets.OpenAsync(accounts.Home(account.UserId), row.RowKey, SecondFactorRow.Secret, row.GetString(SecondFactorRow.Secret)!, ct));
            if (Totp.Match(secret, code, clock.Now, SecondFactorRow.LastStepOf(row)) is not { } step) return null;
            SecondFactorRow.Use(row, step);
            return new RightCode(row, null);
        }

        var hash = RecoveryCodes.Hash(code);
        if (!SecondFactorRow.RecoveryOf(row).Any(h => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(h), Encoding.ASCII.GetBytes(hash)))) return null;
        SecondFactorRow.Use(row, hash);
        return new RightCode(row, SecondFactorRow.RecoveryOf(row).Count);
    }
}
