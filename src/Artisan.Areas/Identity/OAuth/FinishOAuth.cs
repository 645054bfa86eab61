using Artisan.Areas.Identity.SecondFactor;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Platform.Http;
using Artisan.Platform.SigningIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Identity.OAuth;

/// <summary>What a provider's page sends a browser back with.</summary>
internal sealed record OAuthReturn(string? Code, string? State)
{
    // Both stay out of logs.
    public override string ToString() => "return from a provider";
}

/// <summary>
/// Takes a browser back from a provider: signs in and goes on to the app with the refresh cookie, or to the sign-in page with what is next behind the #,
/// which no server and no log sees. The trip's cookie is spent whatever comes of it.
/// </summary>
internal sealed class FinishOAuth(IEnumerable<IIdentityProvider> providers, OAuthCookie cookie, ExternalAccounts accounts, FirstStep first, IOptions<ApiOptions> api)
{
    public async Task<IResult> RunAsync(string provider, OAuthReturn returned, HttpContext http, CancellationToken ct)
    {
        if (providers.FirstOrDefault(p => p.Name == provider) is not { } known) return (Outcome<Done>)IdentityFaults.ProviderUnknown;
        if (cookie.Take(http, provider, returned.State) is not { } trip || returned.Code is not { Length: > 0 and < 4096 } code) return SignInPage($"problem={IdentityFaults.ProviderRefused.Code}");
        var identity = await known.RedeemAsync(new ProviderAnswer(StartOAuth.Callback(api.Value, provider), code, trip.Nonce, trip.Verifier), ct);
        if (identity is null) return SignInPage($"problem={IdentityFaults.ProviderRefused.Code}");

        var browser = Browser.Of(http);
        var (fault, account) = await accounts.FindOrOpenAsync(identity, browser, ct);
        if (account is null) return SignInPage($"problem={fault!.Code}");
        var signedIn = await first.EndAsync(account, browser, provider, ct);
        return signedIn.Challenge is { } challenge ? SignInPage($"challenge={challenge}") : TypedResults.Redirect(new Uri(api.Value.PublicUrl, "/").AbsoluteUri);
    }

    private RedirectHttpResult SignInPage(string fragment) => TypedResults.Redirect(new Uri(api.Value.PublicUrl, $"/sign-in#{fragment}").AbsoluteUri);
}
