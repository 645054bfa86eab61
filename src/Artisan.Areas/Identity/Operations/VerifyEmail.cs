using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Identity.Addresses;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Registration;
using Artisan.Areas.Identity.SecondFactor;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Operations;

/// <summary>
/// The token from the mail, and a password: the one that whoever reads it chooses, or the account's own where the mail is about another address for it.
/// </summary>
public sealed record VerifyEmailRequest(
    [Required, StringLength(200)] string Token,
    [Required, StringLength(PasswordRules.Most, MinimumLength = PasswordRules.Least)] string Password)
{
    // Token and password stay out of logs.
    public override string ToString() => "e-mail verification";
}

/// <summary>
/// Confirms an address by its mailed token, opens the account with the password chosen here, and signs in. So nobody but who reads the mail ever sets
/// the first password, whoever registered the address. One address has one owner however many tokens race for it; a token signs in once, and a try
/// that died on the way can be repeated. Tokens of an account that changes its address are confirmed here as well.
/// </summary>
internal sealed class VerifyEmail(Stores stores, AccountStore accounts, OpenAccount opening, PasswordHashes hashes, Sessions sessions, ConfirmAddress addresses)
{
    public async Task<Outcome<SignInResponse>> RunAsync(VerifyEmailRequest request, Browser browser, CancellationToken ct)
    {
        if (UserToken.Parse(request.Token) is { } token) return await addresses.RunAsync(token, request.Password, browser, ct);
        if (!SecretText.Looks(request.Token)) return IdentityFaults.TokenInvalid;
        var proof = SecretText.Hash(request.Token);
        var home = stores.Platform(TableNames.Identity).Partition(IdentityKeys.Registration(proof));
        if (await home.FindAsync(IdentityKeys.Pending, ct) is not { } row || PendingRegistration.From(row) is not { } registration) return IdentityFaults.TokenInvalid;
        if (!EmailAddress.TryParse(registration.Address, out var address)) return IdentityFaults.TokenInvalid;
        if (PasswordRules.IsCommon(request.Password, address)) return IdentityFaults.PasswordCommon.At("password");

        var confirmation = new Confirmation(proof, await hashes.HashAsync(request.Password, ct), browser.Ip);
        var account = await opening.ClaimAsync(address, registration, confirmation, ct) ?? await AgainAsync(address, proof, request.Password, ct);
        return account is null ? IdentityFaults.TokenInvalid : await SignInAsync(account, browser, ct);
    }

    // The account of an earlier try with the same token and password that did not come as far as signing in.
    private async Task<Account?> AgainAsync(EmailAddress address, string proof, string password, CancellationToken ct)
    {
        if (await opening.FindAsync(address, proof, ct) is not { } userId || await accounts.FindAsync(userId, ct) is not { IsConfirmed: false } account) return null;
        var (right, _) = await hashes.VerifyAsync(account.Profile.PasswordHash, password, ct);
        return right ? account : null;
    }

    private async Task<Outcome<SignInResponse>> SignInAsync(Account account, Browser browser, CancellationToken ct)
    {
        try
        {
            return SignInResponse.Of(await sessions.BeginAsync(account, browser, "verification", ct, also: change => change.Insert(accounts.Home(account.UserId).Row(IdentityKeys.Confirmed))));
        }
        catch (WriteConflictException e) when (e.RowKey == IdentityKeys.Confirmed)
        {
            return IdentityFaults.TokenInvalid;
        }
    }
}
