using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Identity.SecondFactor;

/// <summary>
/// What a first step of signing in comes to: signed in, or a challenge to be answered with a code at <c>/api/auth/2fa</c>, which opens nothing else.
/// </summary>
public sealed record SignInResponse(string? AccessToken, DateTimeOffset? ExpiresAt, SignedInUser? User, string? WorkspaceId, string? Challenge)
{
    /// <summary>The answer of a first step that is the last.</summary>
    public static SignInResponse Of(SignedInResponse signedIn) => new(signedIn.AccessToken, signedIn.ExpiresAt, signedIn.User, signedIn.WorkspaceId, null);

    // The token stays out of logs.
    public override string ToString() => Challenge is null ? "signed in" : "challenged";
}

/// <summary>Ends the first step of signing in, whatever it was: with a session, or where the account has a second factor with a challenge.</summary>
internal sealed class FirstStep(AccountStore accounts, Sessions sessions, SystemClock clock)
{
    private const string PasswordMark = "mark";
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    /// <summary>Whether a challenge still counts: one from before the password was changed does not.</summary>
    public static bool Counts(TableEntity challenge, Account account) => challenge.GetString(PasswordMark) == MarkOf(account);

    /// <summary>Signs in or challenges a user who has just shown who he is. A raised password hash is kept with the session.</summary>
    public async Task<SignInResponse> EndAsync(Account account, Browser browser, string method, CancellationToken ct, string? raisedHash = null)
    {
        if (account.HasSecondFactor) return new SignInResponse(null, null, null, null, await ChallengeAsync(account, method, ct));
        return SignInResponse.Of(await sessions.BeginAsync(account, browser, method, ct, raisedHash));
    }

    private static string MarkOf(Account account) => SecretText.Hash(account.Profile.PasswordHash);

    private async Task<string> ChallengeAsync(Account account, string method, CancellationToken ct)
    {
        var token = UserToken.Create(account.UserId);
        var home = accounts.Home(account.UserId);
        var row = home.Row(IdentityKeys.Challenge(token.Hash));
        (row["method"], row[PasswordMark], row[Partition.Expiry]) = (method, MarkOf(account), clock.Now + Kept);
        await home.Change().Insert(row).CommitAsync(ct);
        return token.Text;
    }
}
