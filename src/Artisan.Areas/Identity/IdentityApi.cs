using Artisan.Areas.Identity.Addresses;
using Artisan.Areas.Identity.Leaving;
using Artisan.Areas.Identity.OAuth;
using Artisan.Areas.Identity.Operations;
using Artisan.Areas.Identity.Recovery;
using Artisan.Areas.Identity.SecondFactor;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Artisan.Areas.Identity;

/// <summary>Registering, signing in, sessions and API keys.</summary>
public static class IdentityApi
{
    /// <summary>One line per endpoint, ending in who may call it at least.</summary>
    public static void MapIdentity(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/auth").WithTags("Identity");
        api.MapPost("/register", (Register op, RegisterRequest body, Browser browser, CancellationToken ct) => op.RunAsync(body, browser, ct)).Public().WithSummary("Asks for an account; a mail follows, whatever the address.");
        api.MapPost("/email/verify", (VerifyEmail op, VerifyEmailRequest body, Browser browser, CancellationToken ct) => op.RunAsync(body, browser, ct)).Public().WithSummary("Confirms an address by its mailed token, opens the account with the password chosen here, and signs in.");
        api.MapPost("/email/resend", (ResendVerification op, ResendVerificationRequest body, Browser browser, CancellationToken ct) => op.RunAsync(body, browser, ct)).Public().WithSummary("Asks for another mail, whatever the address.");
        api.MapPost("/login", (SignIn op, SignInRequest body, Browser browser, CancellationToken ct) => op.RunAsync(body, browser, ct)).Public().WithSummary("Signs in with a password, or takes the first of two steps.");
        api.MapPost("/2fa", (ConfirmSignIn op, ConfirmSignInRequest body, Browser browser, CancellationToken ct) => op.RunAsync(body, browser, ct)).Public().WithSummary("The second step of signing in: a challenge and a code.");
        api.MapPost("/2fa/enroll", (EnrollSecondFactor op, EnrollSecondFactorRequest body, Caller caller, CancellationToken ct) => op.RunAsync(body, caller, ct)).SignedIn().WithSummary("Begins two-step sign-in with a secret; with its first code, switches it on and shows the recovery codes once.");
        api.MapDelete("/2fa", (DropSecondFactor op, [FromBody] DropSecondFactorRequest body, Caller caller, CancellationToken ct) => op.RunAsync(body, caller, ct)).SignedIn().WithSummary("Switches two-step sign-in off; needs a recent sign-in and a code.");
        api.MapPost("/password/forgot", (ForgotPassword op, ForgotPasswordRequest body, Browser browser, CancellationToken ct) => op.RunAsync(body, browser, ct)).Public().WithSummary("Asks for a link that sets a new password, whatever the address.");
        api.MapPost("/password/reset", (ResetPassword op, ResetPasswordRequest body, Browser browser, CancellationToken ct) => op.RunAsync(body, browser, ct)).Public().WithSummary("Sets a new password by the mailed token; ends every session.");
        api.MapPost("/password/change", (ChangePassword op, ChangePasswordRequest body, Caller caller, Browser browser, CancellationToken ct) => op.RunAsync(body, caller, browser, ct)).SignedIn().WithSummary("Changes the password; ends the other sessions.");
        api.MapPost("/email/change", (ChangeEmail op, ChangeEmailRequest body, Caller caller, Browser browser, CancellationToken ct) => op.RunAsync(body, caller, browser, ct)).SignedIn().WithSummary("Asks for another address; it is confirmed by its mailed token and the password at /email/verify.");
        api.MapPost("/refresh", (Refresh op, RefreshRequest body, Browser browser, CancellationToken ct) => op.RunAsync(browser, ct)).Public().WithSummary("Exchanges the refresh cookie for an access token; needs the header X-Artisan-Csrf: 1.");
        api.MapPost("/logout", (SignOut op, Caller caller, Browser browser, CancellationToken ct) => op.RunAsync(caller, browser, ct)).SignedIn().WithSummary("Ends this session at once.");
        api.MapGet("/me", (GetMe op, Caller caller, CancellationToken ct) => op.RunAsync(caller, ct)).SignedIn().WithSummary("The user, the current workspace and all of his workspaces.");
        api.MapPut("/me", (UpdateMe op, UpdateMeRequest body, Caller caller, CancellationToken ct) => op.RunAsync(body, caller, ct)).SignedIn().WithSummary("Changes name, language and time zone.");
        api.MapDelete("/me", (EraseMe op, [FromBody] EraseMeRequest body, Caller caller, Browser browser, CancellationToken ct) => op.RunAsync(body, caller, browser, ct)).SignedIn().WithSummary("Erases one's account; not while one is the last owner of a workspace.");
        api.MapPost("/workspace", (SwitchWorkspace op, SwitchWorkspaceRequest body, Caller caller, CancellationToken ct) => op.RunAsync(body, caller, ct)).SignedIn().WithSummary("An access token for another of one's workspaces.");
        api.MapGet("/sessions", (ListSessions op, Paging paging, Caller caller, CancellationToken ct) => op.RunAsync(paging, caller, ct)).SignedIn().WithSummary("Where one is signed in.");
        api.MapDelete("/sessions/{id}", (RevokeSession op, string id, Caller caller, Browser browser, CancellationToken ct) => op.RunAsync(id, caller, browser, ct)).SignedIn().WithSummary("Ends one of one's sessions at once.");
        api.MapDelete("/sessions", (RevokeOtherSessions op, Caller caller, CancellationToken ct) => op.RunAsync(caller, ct)).SignedIn().WithSummary("Ends all of one's other sessions at once.");
        api.MapGet("/oauth", (ListOAuthProviders op) => op.Run()).Public().WithSummary("The other companies with whose accounts one can sign in here.");
        api.MapGet("/oauth/{provider}", (StartOAuth op, string provider, HttpContext http, CancellationToken ct) => op.RunAsync(provider, http, ct)).Public().WithSummary("Sends the browser to another company's sign-in page: google or microsoft.");
        api.MapGet("/oauth/{provider}/callback", (FinishOAuth op, string provider, string? code, string? state, HttpContext http, CancellationToken ct) => op.RunAsync(provider, new OAuthReturn(code, state), http, ct)).Public().WithSummary("Takes the browser back from there, signs in and goes on to the app.");
        api.MapGet("/api-keys", (ListApiKeys op, Paging paging, Caller caller, CancellationToken ct) => op.RunAsync(paging, caller, ct)).Least(Role.Admin).WithSummary("The workspace's API keys, never their secrets.");
        api.MapPost("/api-keys", (CreateApiKey op, CreateApiKeyRequest body, Caller caller, CancellationToken ct) => op.RunAsync(body, caller, ct)).Least(Role.Admin).WithSummary("Creates an API key; its text is shown once.");
        api.MapDelete("/api-keys/{id}", (RevokeApiKey op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct)).Least(Role.Admin).WithSummary("Revokes an API key at once.");
    }
}
