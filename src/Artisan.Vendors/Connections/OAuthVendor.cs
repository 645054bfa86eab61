using System.Text.Json;
using Artisan.Platform.Connections;
using Artisan.Vendors.Sources;

namespace Artisan.Vendors.Connections;

/// <summary>What differs between companies that all speak OAuth 2.</summary>
/// <param name="Provider">The name in addresses.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Purpose">What the connection is good for.</param>
/// <param name="ClientId">The id it gave us; empty where the operator has none.</param>
/// <param name="ClientSecret">The secret it gave us.</param>
internal sealed record OAuthVendor(string Provider, string Name, string Purpose, string? ClientId, string? ClientSecret)
{
    /// <summary>Its page of consent.</summary>
    public required Uri Authorize { get; init; }

    /// <summary>Where codes and refresh tokens are redeemed.</summary>
    public required Uri Token { get; init; }

    /// <summary>What is asked for.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Whether it takes PKCE from a client with a secret.</summary>
    public bool TakesPkce { get; init; } = true;

    /// <summary>Whether the client's secret goes into the Authorization header and not into the form.</summary>
    public bool SecretInHeader { get; init; }

    /// <summary>What else its page of consent wants to know.</summary>
    public IReadOnlyDictionary<string, string> AlsoAsk { get; init; } = new Dictionary<string, string>();

    /// <summary>Where tokens are revoked by RFC 7009; null where there is no such place.</summary>
    public Uri? Revoke { get; init; }

    /// <summary>How a grant is revoked where it is not by RFC 7009.</summary>
    public Func<VendorGrant, HttpRequestMessage?>? RevokeOtherwise { get; init; }

    /// <summary>The workspace's own part of the API, from the answer that brings the token.</summary>
    public Func<JsonElement, Uri?> ApiBase { get; init; } = _ => null;

    /// <summary>Where it says whose token this is.</summary>
    public required Func<VendorGrant, Uri> Who { get; init; }

    /// <summary>Whose it is, from what it says there; null where it says something else.</summary>
    public required Func<JsonElement, VendorAccount?> Account { get; init; }

    // The secret stays out of logs.
    public override string ToString() => Provider;

    /// <summary>An account by two members, one of which may be a number.</summary>
    public static VendorAccount? Named(JsonElement element, string id, string label) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(id, out var value) && Flattening.Text(value) is { Length: > 0 } text
            ? new VendorAccount(text, SourceJson.Optional(element, label) is { Length: > 0 } name ? Flattening.Cut(name) : text)
            : null;

    /// <summary>The same within a member.</summary>
    public static VendorAccount? Within(JsonElement element, string member, string id, string label) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(member, out var inner) ? Named(inner, id, label) : null;
}
