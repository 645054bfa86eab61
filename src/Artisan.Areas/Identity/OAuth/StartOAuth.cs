using Artisan.Platform.Http;
using Artisan.Platform.SigningIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Identity.OAuth;

/// <summary>Sends a browser to another company's sign-in page.</summary>
internal sealed class StartOAuth(IEnumerable<IIdentityProvider> providers, OAuthCookie cookie, IOptions<ApiOptions> api)
{
    public async Task<IResult> RunAsync(string provider, HttpContext http, CancellationToken ct)
    {
        if (providers.FirstOrDefault(p => p.Name == provider) is not { } known) return (Outcome<Done>)IdentityFaults.ProviderUnknown;
        var trip = OAuthTrip.To(provider);
        if (await known.AskAsync(new ProviderQuestion(Callback(api.Value, provider), trip.State, trip.Nonce, trip.Challenge), ct) is not { } address) return (Outcome<Done>)IdentityFaults.ProviderSilent;
        cookie.Keep(http, trip);
        return TypedResults.Redirect(address.AbsoluteUri);
    }

    /// <summary>Where browsers come back to from a provider; it must be registered there.</summary>
    public static Uri Callback(ApiOptions api, string provider) => new(api.PublicUrl, $"/api/auth/oauth/{provider}/callback");
}
