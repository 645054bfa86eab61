using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.SecondFactor;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Http;

namespace Artisan.Areas.Identity.Addresses;

/// <summary>
/// Confirms by a mailed token that an account has another address now. To move on takes the account's password, so that a stranger whose address
/// was typed by mistake gets nothing; the way back takes a new one, because whoever moved the account away may have changed it.
/// </summary>
internal sealed class ConfirmAddress(AccountStore accounts, MoveAddress moving, PasswordCheck passwords, PasswordHashes hashes, FirstStep first)
{
    public async Task<Outcome<SignInResponse>> RunAsync(UserToken token, string password, Browser browser, CancellationToken ct)
    {
        var home = accounts.Home(token.UserId);
        if (await accounts.FindAsync(token.UserId, ct) is not { Gate.Disabled: false } account) return IdentityFaults.TokenInvalid;
        if (await OneTimeTokens.FindAsync(home, OneTimeTokens.Address, token, ct) is { } onwards) return await OnwardsAsync(account, OneTimeTokens.AddressOf(onwards), token, password, browser, ct);
        if (await OneTimeTokens.FindAsync(home, OneTimeTokens.WayBack, token, ct) is { } back) return await BackAsync(account, OneTimeTokens.AddressOf(back), token, password, browser, ct);
        return IdentityFaults.TokenInvalid;
    }

    private async Task<Outcome<SignInResponse>> OnwardsAsync(Account account, string text, UserToken token, string password, Browser browser, CancellationToken ct)
    {
        if (!EmailAddress.TryParse(text, out var address) || !EmailAddress.TryParse(account.Profile.Email, out var old)) return IdentityFaults.TokenInvalid;
        if ((await passwords.RunAsync(old, account, account.Profile.PasswordHash, password, browser, ct)).Refusal is { } refusal) return refusal;
        return await MoveAsync(new AddressMove(account.UserId, address.Text, token.Hash, OneTimeTokens.Address, null, browser.Ip), address, "address", browser, ct);
    }

    private async Task<Outcome<SignInResponse>> BackAsync(Account account, string text, UserToken token, string password, Browser browser, CancellationToken ct)
    {
        if (!EmailAddress.TryParse(text, out var address)) return IdentityFaults.TokenInvalid;
        if (PasswordRules.IsCommon(password, address)) return IdentityFaults.PasswordCommon.At("password");
        var hash = await hashes.HashAsync(password, ct);
        return await MoveAsync(new AddressMove(account.UserId, address.Text, token.Hash, OneTimeTokens.WayBack, hash, browser.Ip), address, "way-back", browser, ct);
    }

    private async Task<Outcome<SignInResponse>> MoveAsync(AddressMove move, EmailAddress address, string method, Browser browser, CancellationToken ct)
    {
        if (!await moving.RunAsync(move, address, ct) || await accounts.FindAsync(move.UserId, ct) is not { } account) return IdentityFaults.TokenInvalid;
        return await first.EndAsync(account, browser, method, ct);
    }
}
