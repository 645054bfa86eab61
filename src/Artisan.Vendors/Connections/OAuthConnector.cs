using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Artisan.Platform.Connections;
using Artisan.Platform.Sources;
using Artisan.Platform.Time;
using Artisan.Vendors.Sources;
using Microsoft.AspNetCore.WebUtilities;

namespace Artisan.Vendors.Connections;

/// <summary>Connects accounts of a company by OAuth 2: code flow with state, and PKCE wherever the company takes it.</summary>
internal sealed class OAuthConnector(OAuthVendor vendor, SourceHttp http, SystemClock clock) : IConsentConnector
{
    // What companies say when a consent was withdrawn or has ended; X says that the request is invalid, HubSpot that the token is bad.
    private static readonly HashSet<string> Withdrawn = new(StringComparer.Ordinal) { "invalid_grant", "invalid_request", "BAD_REFRESH_TOKEN", "BAD_AUTH_CODE" };

    public string Provider => vendor.Provider;

    public string Name => vendor.Name;

    public string Purpose => vendor.Purpose;

    public bool IsSetUp => vendor.ClientId is { Length: > 0 };

    public IReadOnlyList<string> Scopes => vendor.Scopes;

    public Uri Ask(ConsentQuestion question)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = vendor.ClientId,
            ["redirect_uri"] = question.RedirectUri.AbsoluteUri,
            ["scope"] = string.Join(' ', vendor.Scopes),
            ["state"] = question.State,
        };
        if (vendor.TakesPkce) (parameters["code_challenge"], parameters["code_challenge_method"]) = (question.Challenge, "S256");
        foreach (var (name, value) in vendor.AlsoAsk) parameters[name] = value;
        return new Uri(QueryHelpers.AddQueryString(vendor.Authorize.AbsoluteUri, parameters));
    }

    public Task<VendorGrant> RedeemAsync(ConsentAnswer answer, CancellationToken ct)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = answer.Code, ["redirect_uri"] = answer.RedirectUri.AbsoluteUri };
        if (vendor.TakesPkce) form["code_verifier"] = answer.Verifier;
        return TokenAsync(form, null, ct);
    }

    public Task<VendorGrant> RefreshAsync(VendorGrant grant, CancellationToken ct) => grant.RefreshToken is { } token
        ? TokenAsync(new() { ["grant_type"] = "refresh_token", ["refresh_token"] = token }, grant, ct)
        : throw Ended();

    public async Task RevokeAsync(VendorGrant grant, CancellationToken ct)
    {
        // The refresh token stands for the whole consent.
        var form = new Dictionary<string, string> { ["token"] = grant.RefreshToken ?? grant.AccessToken };
        using var request = vendor.Revoke is { } place ? Signed(place, form) : vendor.RevokeOtherwise?.Invoke(grant);
        if (request is not null) await http.SendAsync(Name, request, _ => Task.FromResult(true), ct);
    }

    public async Task<VendorAccount> TestAsync(VendorGrant grant, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, vendor.Who(grant));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", grant.AccessToken);
        using var answer = await http.SendAsync(Name, request, ct);
        return vendor.Account(answer.RootElement) ?? throw SourceJson.Malformed(Name);
    }

    private async Task<VendorGrant> TokenAsync(Dictionary<string, string> form, VendorGrant? before, CancellationToken ct)
    {
        using var request = Signed(vendor.Token, form);
        using var answer = await http.SendAsync(Name, request, ct, Refusal);
        var root = answer.RootElement;
        return new VendorGrant(
            SourceJson.Required(root, "access_token", Name),
            SourceJson.Optional(root, "refresh_token") ?? before?.RefreshToken,
            root.TryGetProperty("expires_in", out var expires) && expires.TryGetInt64(out var seconds) && seconds is > 0 and < 315_360_000 ? clock.Now.AddSeconds(seconds) : null,
            vendor.ApiBase(root) ?? before?.ApiBase,
            before?.AccountId ?? "");
    }

    private HttpRequestMessage Signed(Uri place, Dictionary<string, string> form)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, place);
        if (vendor.SecretInHeader)
        {
            var pair = $"{Uri.EscapeDataString(vendor.ClientId ?? "")}:{Uri.EscapeDataString(vendor.ClientSecret ?? "")}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }
        else
        {
            (form["client_id"], form["client_secret"]) = (vendor.ClientId ?? "", vendor.ClientSecret ?? "");
        }

        request.Content = new FormUrlEncodedContent(form);
        return request;
    }

    private SourceException? Refusal(HttpStatusCode status, JsonElement? body)
    {
        if (status is not (HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)) return null;
        var error = body is { } json ? SourceJson.Optional(json, "error") ?? SourceJson.Optional(json, "status") : null;
        return error is not null && Withdrawn.Contains(error)
            ? Ended()
            : new SourceException(SourceFailure.NoPermission, $"{Name} does not accept this installation of Artisan ({error ?? $"{(int)status}"}). Its operator has to look at the client id and secret.");
    }

    private SourceException Ended() => new(SourceFailure.WrongCredentials, $"{Name} no longer accepts the consent that Artisan was given: it was withdrawn or has ended. Connect the account again.");
}
