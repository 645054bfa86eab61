using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Suspicion;
using Artisan.Platform.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Identity.SigningIn;

/// <summary>
/// The browser on the other side: where it is, and the two cookies that we keep in it. Both are host-only, Secure, HttpOnly and SameSite=Strict.
/// </summary>
internal sealed class Browser
{
    public const string RefreshCookie = "__Host-artisan-refresh";
    public const string DeviceCookie = "__Host-artisan-device";
    private const string CsrfHeader = "X-Artisan-Csrf";
    private const int MostUserAgent = 200;
    private static readonly TimeSpan DeviceRemembered = TimeSpan.FromDays(365);

    private readonly HttpContext _http;
    private readonly IKeyRing _keys;
    private readonly string _country;

    private Browser(HttpContext http) =>
        (_http, _keys, _country) = (http, http.RequestServices.GetRequiredService<IKeyRing>(), http.RequestServices.GetRequiredService<IOptions<IdentityOptions>>().Value.CountryHeader);

    /// <summary>The client's address.</summary>
    public string Ip => _http.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>What limits per client count by.</summary>
    public string Network => ClientNetwork.Of(_http.Connection.RemoteIpAddress);

    /// <summary>What the browser calls itself, as one short line.</summary>
    public string UserAgent
    {
        get
        {
            var text = new string([.. _http.Request.Headers.UserAgent.ToString().Where(c => c is >= ' ' and <= '~')]);
            return text.Length > MostUserAgent ? text[..MostUserAgent] : text;
        }
    }

    /// <summary>Where it is and what it is, as coarsely as a user would say it.</summary>
    public SignInPlace Place => SignInPlace.Of(UserAgent, _http.Connection.RemoteIpAddress, Country);

    /// <summary>The refresh token in the cookie; null where there is none.</summary>
    public RefreshToken? RefreshToken => RefreshToken.Parse(_http.Request.Cookies[RefreshCookie]);

    /// <summary>Whether the request carries the header that only a page of ours can send: a form or a link of another site cannot.</summary>
    public bool IsOurPage => _http.Request.Headers[CsrfHeader] == "1";

    /// <summary>Binds from the request.</summary>
    public static ValueTask<Browser> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context));

    /// <summary>The browser that sent a request.</summary>
    public static Browser Of(HttpContext context) => new(context);

    /// <summary>Gives the browser its refresh token.</summary>
    public void Keep(RefreshToken token, DateTimeOffset until) => _http.Response.Cookies.Append(RefreshCookie, token.ToCookie(), Options(until));

    /// <summary>Takes the refresh token back.</summary>
    public void Forget() => _http.Response.Cookies.Append(RefreshCookie, "", Options(DateTimeOffset.UnixEpoch));

    /// <summary>
    /// The id of this browser where somebody signed in to this account from it before; null for a stranger. Its wrong tries are counted apart,
    /// so that strangers who guess cannot keep the owner out.
    /// </summary>
    public string? KnownFor(EmailAddress address) =>
        _http.Request.Cookies[DeviceCookie] is { Length: < 200 } cookie && cookie.Split('.') is [var id, var mac] && SecretText.Looks(id)
        && _keys.Get(KeyPurpose.RefreshTokens).All.Any(key => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Mac(key, address, id)), Encoding.ASCII.GetBytes(mac)))
            ? id
            : null;

    /// <summary>Remembers that this account was signed in to from this browser.</summary>
    public void Remember(EmailAddress address, DateTimeOffset now)
    {
        if (KnownFor(address) is not null) return;
        var id = SecretText.Create();
        _http.Response.Cookies.Append(DeviceCookie, $"{id}.{Mac(_keys.Get(KeyPurpose.RefreshTokens).Current, address, id)}", Options(now + DeviceRemembered));
    }

    // Two letters of a header that the proxy in front of us overwrites; XX is what proxies say where they do not know.
    private string Country => _country.Length > 0 && _http.Request.Headers[_country].ToString() is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] and not "XX" and var code ? code : "";

    private static CookieOptions Options(DateTimeOffset until) => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/", Expires = until };

    private static string Mac(byte[] key, EmailAddress address, string id) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"device|{address.Key}|{id}")));
}
