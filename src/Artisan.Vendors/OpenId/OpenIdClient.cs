using System.Text.Json;
using Artisan.Platform.SigningIn;

namespace Artisan.Vendors.OpenId;

/// <summary>What we are to a provider, and how its tokens are read.</summary>
/// <param name="Name">The name in addresses.</param>
/// <param name="Authority">Its issuer address, below which its discovery document is.</param>
/// <param name="ClientId">The id it gave us; the audience of its tokens.</param>
/// <param name="ClientSecret">The secret it gave us.</param>
/// <param name="Read">The identity in a token whose signature, audience, lifetime and nonce are right, by the discovery document's issuer; null where the issuer is not as it must be.</param>
internal sealed record OpenIdClient(string Name, Uri Authority, string ClientId, string ClientSecret, Func<JsonElement, string, ExternalIdentity?> Read)
{
    // The secret stays out of logs.
    public override string ToString() => Name;
}

/// <summary>Claims as any provider writes them.</summary>
internal static class Claims
{
    public static string Text(JsonElement claims, string name) => claims.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : "";

    /// <summary>Whether a claim says yes; providers write it as a boolean, a text or a number.</summary>
    public static bool Is(JsonElement claims, string name) => claims.TryGetProperty(name, out var value) && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.String => value.GetString() is "true" or "True" or "1",
        JsonValueKind.Number => value.TryGetInt32(out var number) && number == 1,
        _ => false,
    };

    public static ExternalIdentity? Identity(JsonElement claims, bool vouched) => Text(claims, "sub") is { Length: > 0 and <= 255 } subject
        ? new ExternalIdentity(Text(claims, "iss"), subject, vouched && Text(claims, "email") is { Length: > 0 } email ? email : null, Text(claims, "name"))
        : null;
}

/// <summary>Google: one issuer, and <c>email_verified</c> says whether it vouches for the address.</summary>
internal static class GoogleClaims
{
    public static ExternalIdentity? Read(JsonElement claims, string issuer) => Claims.Text(claims, "iss") == issuer ? Claims.Identity(claims, Claims.Is(claims, "email_verified")) : null;
}

/// <summary>
/// Microsoft: an issuer per tenant, named in the token's <c>tid</c>; the discovery document of many tenants has a place for it. Its <c>email</c> is what the
/// tenant's administrator typed: it counts only with <c>xms_edov</c>, by which Microsoft says that the tenant owns the address's domain.
/// </summary>
internal static class MicrosoftClaims
{
    private const string Tenant = "{tenantid}";

    public static ExternalIdentity? Read(JsonElement claims, string issuer) =>
        Guid.TryParse(Claims.Text(claims, "tid"), out _) && Claims.Text(claims, "iss") == issuer.Replace(Tenant, Claims.Text(claims, "tid"), StringComparison.Ordinal)
            ? Claims.Identity(claims, Claims.Is(claims, "xms_edov"))
            : null;
}
