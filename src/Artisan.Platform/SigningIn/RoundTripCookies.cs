using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Artisan.Platform.Access;
using Artisan.Platform.Time;
using Microsoft.AspNetCore.Http;

namespace Artisan.Platform.SigningIn;

/// <summary>
/// What a browser that went to another company must bring back: only we wrote it, in the last ten minutes, and the answer's state is its own. Kept in a cookie
/// that is host-only, Secure, HttpOnly, and SameSite=Lax, because the way back begins on the other company's site. Taking it spends it.
/// </summary>
public sealed class RoundTripCookies(IKeyRing keys, SystemClock clock)
{
    /// <summary>How long a browser may be away.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private const int Longest = 800;

    /// <summary>A new state or verifier: 256 random bits.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The S256 challenge of a verifier.</summary>
    public static string Challenge(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    /// <summary>Keeps facts, which hold no dots, under a state.</summary>
    public void Keep(HttpContext http, string cookie, string state, params ReadOnlySpan<string> facts)
    {
        var until = clock.Now + Kept;
        var text = string.Join('.', [state, .. facts, until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)]);
        http.Response.Cookies.Append(cookie, $"{text}.{Mac(keys.Get(KeyPurpose.RefreshTokens).Current, cookie, text)}", Options(until));
    }

    /// <summary>The facts; null where the browser has none, or brings back another state.</summary>
    public string[]? Take(HttpContext http, string cookie, string? state)
    {
        var kept = http.Request.Cookies[cookie];
        http.Response.Cookies.Append(cookie, "", Options(DateTimeOffset.UnixEpoch));
        if (kept is not { Length: < Longest } || kept.LastIndexOf('.') is not (> 0 and var end)) return null;
        var (text, mac) = (kept[..end], Encoding.UTF8.GetBytes(kept[(end + 1)..]));
        if (!keys.Get(KeyPurpose.RefreshTokens).All.Any(key => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Mac(key, cookie, text)), mac))) return null;
        return text.Split('.') is [var own, .. var facts, var until]
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(own), Encoding.UTF8.GetBytes(state ?? ""))
            && long.Parse(until, CultureInfo.InvariantCulture) > clock.Now.ToUnixTimeSeconds()
            ? facts
            : null;
    }

    private static CookieOptions Options(DateTimeOffset until) => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", Expires = until };

    private static string Mac(byte[] key, string cookie, string text) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{cookie}|{text}")));
}
