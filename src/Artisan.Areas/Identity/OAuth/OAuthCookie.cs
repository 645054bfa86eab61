using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Artisan.Areas.Identity.Model;
using Artisan.Platform.Access;
using Artisan.Platform.Time;
using Microsoft.AspNetCore.Http;

namespace Artisan.Areas.Identity.OAuth;

/// <summary>What a browser that went to a provider must bring back: only we wrote it, for this provider, in the last ten minutes.</summary>
internal sealed record OAuthTrip(string Provider, string State, string Nonce, string Verifier)
{
    /// <summary>A new one.</summary>
    public static OAuthTrip To(string provider) => new(provider, SecretText.Create(), SecretText.Create(), SecretText.Create());

    /// <summary>The S256 challenge of the verifier.</summary>
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    // The secrets stay out of logs.
    public override string ToString() => $"trip to {Provider}";
}

/// <summary>
/// Keeps a trip in the browser: host-only, Secure, HttpOnly, and SameSite=Lax, because the way back begins on the provider's site. Taking it spends it.
/// </summary>
internal sealed class OAuthCookie(IKeyRing keys, SystemClock clock)
{
    public const string Name = "__Host-artisan-oauth";
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    public void Keep(HttpContext http, OAuthTrip trip)
    {
        var until = clock.Now + Kept;
        var text = string.Create(CultureInfo.InvariantCulture, $"{trip.Provider}.{trip.State}.{trip.Nonce}.{trip.Verifier}.{until.ToUnixTimeSeconds()}");
        http.Response.Cookies.Append(Name, $"{text}.{Mac(keys.Get(KeyPurpose.RefreshTokens).Current, text)}", Options(until));
    }

    /// <summary>The trip to a provider; null where the browser has none, or brings back another state.</summary>
    public OAuthTrip? Take(HttpContext http, string provider, string? state)
    {
        var cookie = http.Request.Cookies[Name];
        http.Response.Cookies.Append(Name, "", Options(DateTimeOffset.UnixEpoch));
        if (cookie is not { Length: < 500 } || cookie.LastIndexOf('.') is not (> 0 and var end)) return null;
        var (text, mac) = (cookie[..end], Encoding.ASCII.GetBytes(cookie[(end + 1)..]));
        if (!keys.Get(KeyPurpose.RefreshTokens).All.Any(key => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Mac(key, text)), mac))) return null;
        return text.Split('.') is [var to, var kept, var nonce, var verifier, var until]
            && to == provider && SecretText.Looks(state) && SecretText.Matches(state!, SecretText.Hash(kept))
            && long.Parse(until, CultureInfo.InvariantCulture) > clock.Now.ToUnixTimeSeconds()
            ? new OAuthTrip(to, kept, nonce, verifier)
            : null;
    }

    private static CookieOptions Options(DateTimeOffset until) => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", Expires = until };

    private static string Mac(byte[] key, string text) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"oauth|{text}")));
}
