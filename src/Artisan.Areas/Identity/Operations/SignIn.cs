using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.SecondFactor;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Http;

namespace Artisan.Areas.Identity.Operations;

/// <summary>An address and its password.</summary>
public sealed record SignInRequest([Required, StringLength(254)] string Email, [Required, StringLength(PasswordRules.Most)] string Password)
{
    // The password stays out of logs.
    public override string ToString() => "sign-in";
}

/// <summary>
/// Signs in with a password, or takes the first of two steps. An unknown address and a wrong password are told apart by nothing: status, body and work are the same.
/// Each try that is looked at is recorded once; who has to wait gets 429 before any password is hashed.
/// </summary>
internal sealed class SignIn(AccountStore accounts, PasswordCheck passwords, FirstStep first)
{
    public async Task<Outcome<SignInResponse>> RunAsync(SignInRequest request, Browser browser, CancellationToken ct)
    {
        if (!EmailAddress.TryParse(request.Email, out var address)) return Faults.Invalid.At("email", "One e-mail address.");
        var account = await accounts.FindAsync(address, ct);
        var (refusal, raised) = await passwords.RunAsync(address, account, account?.Profile.PasswordHash, request.Password, browser, ct);
        if (refusal is not null) return refusal;
        return await first.EndAsync(account!, browser, "password", ct, raised);
    }
}
