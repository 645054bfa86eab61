using Artisan.Platform.SigningIn;
using Microsoft.AspNetCore.Http;

namespace Artisan.Areas.Identity.OAuth;

/// <summary>What a browser that went to a provider must bring back.</summary>
internal sealed record OAuthTrip(string Provider, string State, string Nonce, string Verifier)
{
    /// <summary>A new one.</summary>
    public static OAuthTrip To(string provider) => new(provider, RoundTripCookies.NewSecret(), RoundTripCookies.NewSecret(), RoundTripCookies.NewSecret());

    /// <summary>The S256 challenge of the verifier.</summary>
    public string Challenge => RoundTripCookies.Challenge(Verifier);

    // The secrets stay out of logs.
    public override string ToString() => $"trip to {Provider}";
}

/// <summary>Keeps a trip in the browser; taking it spends it.</summary>
internal sealed class OAuthCookie(RoundTripCookies cookies)
{
    public const string Name = "__Host-artisan-oauth";

    public void Keep(HttpContext http, OAuthTrip trip) => cookies.Keep(http, Name, trip.State, trip.Provider, trip.Nonce, trip.Verifier);

    /// <summary>The trip to a provider; null where the browser has none, or brings back another state.</summary>
    public OAuthTrip? Take(HttpContext http, string provider, string? state) =>
        cookies.Take(http, Name, state) is [var to, var nonce, var verifier] && to == provider ? new OAuthTrip(to, state!, nonce, verifier) : null;
}
