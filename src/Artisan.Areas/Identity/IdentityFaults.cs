using Artisan.Platform.Http;

namespace Artisan.Areas.Identity;

/// <summary>What signing in, sessions and API keys refuse.</summary>
public static class IdentityFaults
{
    public static readonly Fault CredentialsWrong = new("identity.credentials_wrong", 401, "The e-mail address or the password is wrong.");
    public static readonly Fault TooManyTries = new("identity.too_many_tries", 429, "Too many wrong tries; wait before the next one.");
    public static readonly Fault SessionEnded = new("identity.session_ended", 401, "This session has ended; sign in again.");
    public static readonly Fault TokenInvalid = new("identity.token_invalid", 400, "This link was used already, is too old, or is not one of ours; ask for a new one.");
    public static readonly Fault PasswordCommon = new("identity.password_common", 400, "This password is among the first that an attacker tries; choose another.");
    public static readonly Fault AddressTaken = new("identity.address_taken", 409, "This address has an account already; sign in to it.");
    public static readonly Fault SignInAgain = new("identity.sign_in_again", 403, "This needs a sign-in of the last 10 minutes; sign in again and repeat it.");
    public static readonly Fault PasswordWrong = new("identity.password_wrong", 422, "The password is not that of this account.");
    public static readonly Fault CodeWrong = new("identity.code_wrong", 422, "The code is wrong or was used already; wait for the next one.");
    public static readonly Fault ChallengeInvalid = new("identity.challenge_invalid", 401, "This sign-in was completed, is too old, or is not one of ours; begin again.");
    public static readonly Fault SecondFactorOn = new("identity.second_factor_on", 409, "Two-step sign-in is on already.");
    public static readonly Fault SecondFactorOff = new("identity.second_factor_off", 409, "Two-step sign-in is not on.");
    public static readonly Fault SecondFactorNotBegun = new("identity.second_factor_not_begun", 409, "Ask for a secret first; one that gets no code within 15 minutes is forgotten.");
    public static readonly Fault LastOwner = new("identity.last_owner", 409, "You are the last owner of a workspace; hand it over or delete it first.");
    public static readonly Fault ProviderUnknown = new("identity.provider_unknown", 404, "Signing in with this company is not set up here.");
    public static readonly Fault ProviderSilent = new("identity.provider_silent", 502, "The other company does not answer; try again, or sign in with your password.");
    public static readonly Fault ProviderRefused = new("identity.provider_refused", 401, "Signing in with the other company did not work; begin again.");
    public static readonly Fault ProviderAddressUnverified = new("identity.provider_address_unverified", 403, "The other company does not vouch for your e-mail address; sign in with your password.");
    public static readonly Fault KeyLimit = new("identity.key_limit", 409, "This workspace holds as many API keys as it may; revoke one that is not needed.");

    /// <summary>Every fault of the area.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        CredentialsWrong, TooManyTries, SessionEnded, TokenInvalid, PasswordCommon, AddressTaken, SignInAgain, PasswordWrong, CodeWrong, ChallengeInvalid,
        SecondFactorOn, SecondFactorOff, SecondFactorNotBegun, LastOwner, ProviderUnknown, ProviderSilent, ProviderRefused, ProviderAddressUnverified, KeyLimit,
    ];
}
