using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Http;

namespace Artisan.Areas.Identity.SigningIn;

/// <summary>
/// Compares a password that somebody typed with a hash. Every place that does so counts its tries in the same rows, before the password is looked at,
/// and records each wrong one once; who has to wait gets 429 before anything is hashed.
/// </summary>
internal sealed class PasswordCheck(PasswordHashes hashes, SignInThrottle throttle, FailedSignIns failures)
{
    /// <summary>
    /// Null where the password is right. <paramref name="hash"/> is null for an address that nobody owns, which costs as much and is never right;
    /// the second value is a new hash where the stored one has fewer rounds than we ask today.
    /// </summary>
    public async Task<(Fault? Refusal, string? Raised)> RunAsync(EmailAddress address, Account? account, string? hash, string password, Browser browser, CancellationToken ct)
    {
        var (refusal, tries) = await throttle.TakeAsync(address, browser, ct);
        if (refusal is not null) return (refusal, null);
        var (right, raised) = await hashes.VerifyAsync(hash, password, ct);
        if (!right || account is { Gate.Disabled: true })
        {
            await failures.RecordAsync(address, account, tries[^1], browser.Ip, ct);
            return (IdentityFaults.CredentialsWrong, null);
        }

        await SignInThrottle.ForgiveAsync(tries, ct);
        return (null, raised);
    }
}
