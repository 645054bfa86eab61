using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Artisan.Areas.Integrations.Catalogue;
using Artisan.Areas.Integrations.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Connections;
using Artisan.Platform.Http;
using Artisan.Platform.SigningIn;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Integrations.Connecting;

/// <summary>Where a browser goes to consent.</summary>
/// <param name="Url">The service's page of consent; the browser comes back from there by itself.</param>
public sealed record ConnectResponse(Uri Url)
{
    // The state in it stays out of logs.
    public override string ToString() => "page of consent";
}

/// <summary>
/// Sends a browser to a service's page of consent. What it must bring back is in a cookie of this browser, for this session and this workspace, and in a row
/// that is deleted by the first who comes back.
/// </summary>
internal sealed class StartConnection(ConnectionStore connections, IntegrationCatalogue catalogue, RoundTripCookies cookies, SystemClock clock, IOptions<ApiOptions> api)
{
    public const string Cookie = "__Host-artisan-connect";

    public async Task<Outcome<ConnectResponse>> RunAsync(string provider, HttpContext http, Caller caller, CancellationToken ct)
    {
        if (catalogue.Find(provider) is not { } entry) return Faults.NotFound;
        if (entry.Consent is not { } connector) return IntegrationsFaults.OtherWay;
        if (!connector.IsSetUp) return IntegrationsFaults.NotSetUp;

        var (state, verifier) = (RoundTripCookies.NewSecret(), RoundTripCookies.NewSecret());
        var home = connections.Home(caller.WorkspaceId);
        var row = home.Row(IntegrationKeys.Trip(Hash(state)));
        row[Partition.Expiry] = clock.Now + RoundTripCookies.Kept;
        await home.Change().Insert(row).CommitAsync(ct);
        cookies.Keep(http, Cookie, state, provider, caller.WorkspaceId, caller.UserId!, caller.SessionId!, caller.SignedInAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), verifier);
        return new ConnectResponse(connector.Ask(new ConsentQuestion(Callback(api.Value, provider), state, RoundTripCookies.Challenge(verifier))));
    }

    /// <summary>Where browsers come back to; it must be registered at the service.</summary>
    public static Uri Callback(ApiOptions api, string provider) => new(api.PublicUrl, $"/api/integrations/{provider}/callback");

    /// <summary>The hash under which a state is kept.</summary>
    public static string Hash(string state) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)));
}
