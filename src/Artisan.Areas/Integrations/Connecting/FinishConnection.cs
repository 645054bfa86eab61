using System.Globalization;
using Artisan.Areas.Integrations.Catalogue;
using Artisan.Areas.Integrations.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Connections;
using Artisan.Platform.Http;
using Artisan.Platform.SigningIn;
using Artisan.Platform.Sources;
using Artisan.Platform.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Integrations.Connecting;

/// <summary>What a service's page sends a browser back with.</summary>
internal sealed record ConsentReturn(string? Code, string? State, string? Error)
{
    // Code and state stay out of logs.
    public override string ToString() => "return from a service";
}

/// <summary>
/// Takes a browser back from a page of consent and goes on to the integration's own page; what went wrong stands behind the #, which no server and no log sees.
/// Whoever went must still be an admin, in the session that went, and comes back once: the cookie is spent whatever comes of it, and the state's row is deleted
/// before the code is redeemed.
/// </summary>
internal sealed class FinishConnection(
    ConnectionStore connections, IntegrationCatalogue catalogue, RoundTripCookies cookies, CallerAccess access, KeepConnection keep, IOptions<ApiOptions> api)
{
    public async Task<IResult> RunAsync(string provider, ConsentReturn returned, HttpContext http, CancellationToken ct)
    {
        if (catalogue.Find(provider) is not { Consent: { } connector } entry) return (Outcome<Done>)Faults.NotFound;
        if (cookies.Take(http, StartConnection.Cookie, returned.State) is not [var to, var workspace, var user, var session, var signedIn, var verifier] || to != provider) return PageOf(provider, IntegrationsFaults.ReturnInvalid);

        var claims = new AccessClaims(user, session, workspace, DateTimeOffset.FromUnixTimeSeconds(long.Parse(signedIn, CultureInfo.InvariantCulture)));
        if (await access.UserAsync(claims, http.Connection.RemoteIpAddress?.ToString() ?? "", ct) is not { } caller) return PageOf(provider, Faults.SignInRequired);
        if (caller.WorkspaceId != workspace || !caller.Is(Role.Admin)) return PageOf(provider, Faults.Forbidden);
        if (!await SpendAsync(workspace, returned.State!, ct)) return PageOf(provider, IntegrationsFaults.ReturnInvalid);
        if (returned is not { Error: null, Code: { Length: > 0 and < 4096 } code }) return PageOf(provider, IntegrationsFaults.ConsentRefused);
        try
        {
            var grant = await connector.RedeemAsync(new ConsentAnswer(StartConnection.Callback(api.Value, provider), code, verifier), ct);
            await keep.GrantAsync(caller, entry, grant, await connector.TestAsync(grant, ct), ct);
            return Page(provider, "connected");
        }
        catch (SourceException e)
        {
            return PageOf(provider, e.Failure is SourceFailure.WrongCredentials ? IntegrationsFaults.ConsentRefused : IntegrationsFaults.Of(e));
        }
    }

    private async Task<bool> SpendAsync(string workspaceId, string state, CancellationToken ct)
    {
        var home = connections.Home(workspaceId);
        if (await home.FindAsync(IntegrationKeys.Trip(StartConnection.Hash(state)), ct) is not { } row) return false;
        try
        {
            await home.Change().Delete(row).CommitAsync(ct);
            return true;
        }
        catch (WriteConflictException)
        {
            return false;
        }
    }

    private RedirectHttpResult PageOf(string provider, Fault fault) => Page(provider, $"problem={fault.Code}");

    private RedirectHttpResult Page(string provider, string fragment) => TypedResults.Redirect(new Uri(api.Value.PublicUrl, $"/integrations/{provider}#{fragment}").AbsoluteUri);
}
